using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Portal.Feeds.Tests.Importing;

/// <summary>A web server on loopback whose answers a test sets, path by path.</summary>
sealed class FeedServer : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly System.Collections.Concurrent.ConcurrentDictionary<string, RequestDelegate> _answers = new(StringComparer.Ordinal);

    FeedServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.First().TrimEnd('/');

    public System.Collections.Concurrent.ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<FeedServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new FeedServer(app);
        app.Run(http =>
        {
            server.Requests.Enqueue(http.Request.Path);
            return server._answers.TryGetValue(http.Request.Path, out var answer) ? answer(http) : NotFound(http);
        });
        await app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Answers with a document and an ETag made of it.</summary>
    public string Serve(string path, string document, string type = "application/rss+xml; charset=utf-8") => Serve(path, async http =>
    {
        var tag = $"W/\"{document.GetHashCode(StringComparison.Ordinal):x}\"";
        http.Response.Headers.ETag = tag;
        if (http.Request.Headers.IfNoneMatch == tag)
        {
            http.Response.StatusCode = 304;
            return;
        }
        http.Response.ContentType = type;
        await http.Response.WriteAsync(document, http.RequestAborted);
    });

    public string Serve(string path, RequestDelegate answer)
    {
        _answers[path] = answer;
        return Address + path;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = 404;
        return Task.CompletedTask;
    }
}
