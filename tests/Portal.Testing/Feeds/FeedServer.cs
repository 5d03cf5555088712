using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Portal.Testing.Feeds;

/// <summary>
/// A web server of the tests: serves their own feeds (<c>/feeds/{name}</c>) with validators, every real feed of the corpus where that is there
/// (<c>/corpus/{file}</c>), and feeds that mean harm or are broken (<c>/hostile/{name}</c>, see <see cref="HostileFeeds"/>). Counts what is asked for.
/// </summary>
public sealed class FeedServer : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentDictionary<string, TestFeed> _feeds = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, int> _requests = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, int> _unchanged = new(StringComparer.Ordinal);

    FeedServer(WebApplication app) => _app = app;

    /// <summary>Where it serves; ends in a slash.</summary>
    public Uri Address => Addresses[0];

    /// <summary>Names of the files in the corpus of real feeds; empty where the corpus is not there.</summary>
    public static IReadOnlyList<string> CorpusFiles { get; } = Directory.Exists(CorpusFolder)
        ? [.. Directory.GetFiles(CorpusFolder).Select(file => Path.GetFileName(file)).Where(file => file is not ("INDEX.tsv" or "README.md")).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Starts a server on a free port of the loopback interface.</summary>
    public static async Task<FeedServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        // Hostile feeds have ports of their own: the importer asks a host for one thing at a time, and the slow ones would hold up the others.
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            for (var port = 0; port <= HostileFeeds.All.Count; port++)
                kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddRoutingCore();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        var app = builder.Build();
        var server = new FeedServer(app);
        app.UseRouting();
        app.Use(server.CountAsync);
        app.Map("/feeds/{name}", server.ServeAsync);
        app.Map("/corpus/{file}", ServeCorpusAsync);
        app.Map("/sites/{name}", server.ServeSiteAsync);
        HostileFeeds.Map(app);
        await app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Serves the feed from now on.</summary>
    /// <returns>Its address.</returns>
    public string Add(TestFeed feed)
    {
        _feeds[feed.Name] = feed;
        return Url($"feeds/{feed.Name}");
    }

    /// <summary>Address of the web site that has the feed: a page that names its feed in a link.</summary>
    public string Site(TestFeed feed) => Url($"sites/{feed.Name}");

    /// <summary>Address of a file of the corpus.</summary>
    public string Corpus(string file) => Url($"corpus/{Uri.EscapeDataString(file)}");

    /// <summary>Address of a hostile feed.</summary>
    public string Hostile(string name) => new Uri(Addresses[HostileFeeds.All.ToList().IndexOf(name) + 1], $"hostile/{name}").AbsoluteUri;

    /// <summary>How often the address was asked for.</summary>
    public int Requests(string url) => _requests.GetValueOrDefault(new Uri(url).AbsolutePath);

    /// <summary>How often the address was answered with 304.</summary>
    public int NotModified(string url) => _unchanged.GetValueOrDefault(new Uri(url).AbsolutePath);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    static string CorpusFolder => Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "corpus", "feeds"));

    List<Uri> Addresses => [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address + "/"))];

    string Url(string path) => new Uri(Address, path).AbsoluteUri;

    async Task CountAsync(HttpContext http, RequestDelegate next)
    {
        var path = new Uri(Address, http.Request.Path.ToUriComponent()).AbsolutePath;
        _requests.AddOrUpdate(path, 1, (_, times) => times + 1);
        await next(http);
        if (http.Response.StatusCode == StatusCodes.Status304NotModified)
            _unchanged.AddOrUpdate(path, 1, (_, times) => times + 1);
    }

    async Task ServeAsync(HttpContext http, string name)
    {
        if (!_feeds.TryGetValue(name, out var feed))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{name}-{feed.Version}\"");
        http.Response.Headers.ETag = tag;
        if (http.Request.Headers.IfNoneMatch == tag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        http.Response.ContentType = FeedDocument.MediaType(feed.Dialect);
        await http.Response.Body.WriteAsync(FeedDocument.Write(feed, Address), http.RequestAborted);
    }

    async Task ServeSiteAsync(HttpContext http, string name)
    {
        if (!_feeds.TryGetValue(name, out var feed))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync($"""
            <!doctype html><html lang="en"><head><title>{feed.Name}</title>
            <link rel="alternate" type="{FeedDocument.MediaType(feed.Dialect)}" title="News" href="/feeds/{name}"></head><body><p>A site.</p></body></html>
            """, http.RequestAborted);
    }

    static async Task ServeCorpusAsync(HttpContext http, string file)
    {
        if (!CorpusFiles.Contains(file, StringComparer.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        // As a file server would: the document alone says how it is encoded.
        http.Response.ContentType = Path.GetExtension(file) == ".json" ? "application/json" : "application/xml";
        await http.Response.SendFileAsync(Path.Combine(CorpusFolder, file), http.RequestAborted);
    }
}
