using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Portal.Testing.Internet;

/// <summary>
/// Many servers in one process, told apart by the name that they are asked by, with all the habits that servers of feeds have. Whoever asks them
/// must look their names up here (<see cref="Find"/>), and lets the time pass by the clock that they share.
/// </summary>
public sealed class SimulatedInternet : IAsyncDisposable
{
    /// <summary>Ports, so that not all connections of a minute lead to one.</summary>
    const int Ports = 8;

    readonly WebApplication _app;
    readonly SimulatedClock _clock;
    readonly DateTimeOffset _start;
    readonly Dictionary<string, SimulatedSource> _byPath = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, HostTraffic> _hosts = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, (int Count, DateTimeOffset First, DateTimeOffset Last, TimeSpan LongestGap)> _asked = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<int, int> _answers = new();
    IPEndPoint[] _endpoints = [];
    long _bytes;

    SimulatedInternet(WebApplication app, int sources, SimulatedClock clock)
    {
        (_app, _clock, _start) = (app, clock, clock.GetUtcNow());
        Sources = [.. Enumerable.Range(0, sources).Select(number => new SimulatedSource(number, _start))];
        foreach (var source in Sources)
            _byPath[source.Path] = source;
        Hub = new([.. Sources.Where(source => source.Habit == ServerHabit.Pushing)], clock);
    }

    /// <summary>The feeds.</summary>
    public IReadOnlyList<SimulatedSource> Sources { get; }

    /// <summary>The hub that some of them announce.</summary>
    public SimulatedHub Hub { get; }

    /// <summary>What each host has seen.</summary>
    public IReadOnlyDictionary<string, HostTraffic> Hosts => _hosts;

    /// <summary>Answers by status; 0 for those that were broken off.</summary>
    public IReadOnlyDictionary<int, int> Answers => _answers;

    /// <summary>Bytes of all bodies.</summary>
    public long Bytes => _bytes;

    /// <summary>Starts the servers.</summary>
    public static async Task<SimulatedInternet> StartAsync(int sources, SimulatedClock clock, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (var port = 0; port < Ports; port++)
                kestrel.Listen(IPAddress.Loopback, 0);
        });
        var internet = new SimulatedInternet(builder.Build(), sources, clock);
        internet._app.Run(internet.AnswerAsync);
        await internet._app.StartAsync(cancellationToken);
        internet._endpoints = [.. internet._app.Urls.Select(url => new IPEndPoint(IPAddress.Loopback, new Uri(url).Port))];
        return internet;
    }

    /// <summary>Where a name leads.</summary>
    public IPEndPoint Find(string host) => _endpoints[(host.GetHashCode(StringComparison.Ordinal) & int.MaxValue) % _endpoints.Length];

    /// <summary>The longest time for which a source was not asked, up to now; null where it never was.</summary>
    public TimeSpan? LongestGap(SimulatedSource source)
    {
        if (!_asked.TryGetValue(source.Url, out var asked))
            return null;
        var open = _clock.GetUtcNow() - asked.Last;
        return open > asked.LongestGap ? open : asked.LongestGap;
    }

    /// <summary>How often a source was asked.</summary>
    public int Requests(SimulatedSource source) => _asked.GetValueOrDefault(source.Url).Count;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Hub.Dispose();
        await _app.DisposeAsync();
    }

    async Task AnswerAsync(HttpContext http)
    {
        var now = _clock.GetUtcNow();
        var host = _hosts.GetOrAdd(http.Request.Host.Host, static _ => new HostTraffic());
        host.Enter(now);
        try
        {
            // Small hosts keep no connection open.
            if (!http.Request.Host.Host.StartsWith("large", StringComparison.Ordinal))
                http.Response.Headers.Connection = "close";
            if (http.Request.Host.Host == new Uri(SimulatedSource.Hub).Host)
                await Hub.AnswerAsync(http);
            else if (!_byPath.TryGetValue(http.Request.Path.Value!.Replace("/moved", "", StringComparison.Ordinal), out var source))
                http.Response.StatusCode = 404;
            else
            {
                var times = Count(source, now);
                await Task.Delay(source.Thinks(times), _clock, http.RequestAborted);
                await AnswerAsync(http, source, host, times, _clock.GetUtcNow());
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Who asked did not wait for the answer.
        }
        finally
        {
            _answers.AddOrUpdate(http.RequestAborted.IsCancellationRequested ? 0 : http.Response.StatusCode, 1, static (_, count) => count + 1);
            host.Leave(_clock.GetUtcNow());
        }
    }

    int Count(SimulatedSource source, DateTimeOffset now) => _asked.AddOrUpdate(source.Url, (1, now, now, now - _start),
        (_, asked) => (asked.Count + 1, asked.First, now, now - asked.Last > asked.LongestGap ? now - asked.Last : asked.LongestGap)).Count;

    async Task AnswerAsync(HttpContext http, SimulatedSource source, HostTraffic host, int times, DateTimeOffset now)
    {
        var hours = (now - _start).TotalHours;
        switch (source.Habit)
        {
            case ServerHabit.Vanishing when hours % 24 is > 6 and < 18:
                http.Response.StatusCode = 404;
                return;
            case ServerHabit.Overloaded when (int)hours % 4 == 3:
                http.Response.StatusCode = 503;
                http.Response.Headers.RetryAfter = "5400";
                host.AloneUntil = now.AddSeconds(5400);
                return;
            case ServerHabit.TooMany when times % 7 == 0:
                http.Response.StatusCode = 429;
                host.AloneUntil = now.AddMinutes(70);
                http.Response.Headers.RetryAfter = host.AloneUntil.ToString("r", CultureInfo.InvariantCulture);
                return;
            case ServerHabit.Failing when times % 5 == 0:
                http.Response.StatusCode = 500;
                return;
            case ServerHabit.Moved or ServerHabit.Elsewhere when !http.Request.Path.Value!.Contains("/moved", StringComparison.Ordinal):
                http.Response.StatusCode = source.Habit == ServerHabit.Moved ? 308 : 302;
                // Some send to a large host, which has enough to do already.
                http.Response.Headers.Location = (source.Habit == ServerHabit.Elsewhere ? "http://large0.test" : "") + http.Request.Path.Value.Replace("/feeds/", "/feeds/moved/", StringComparison.Ordinal);
                return;
            case ServerHabit.Ending when hours > 24:
                http.Response.StatusCode = 410;
                return;
            case ServerHabit.Breaking when times % 5 == 0:
                http.Abort();
                return;
            case ServerHabit.Maintenance when times % 6 == 0:
                http.Response.ContentType = "text/html; charset=utf-8";
                await http.Response.WriteAsync("<!DOCTYPE html><html><head><title>Одржавање</title></head><body><p>Враћамо се ускоро.</p></body></html>", http.RequestAborted);
                return;
            default:
                await SendAsync(http, source, times, now);
                return;
        }
    }

    async Task SendAsync(HttpContext http, SimulatedSource source, int times, DateTimeOffset now)
    {
        var newest = source.Newest(now);
        var headers = http.Response.Headers;
        if (source.Habit == ServerHabit.MaxAge)
            headers.CacheControl = "max-age=3600";
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{newest}\"");
        var modified = source.Published(newest).ToString("r", CultureInfo.InvariantCulture);
        if (source.Habit == ServerHabit.LastModified)
            headers.LastModified = modified;
        else if (source.Habit != ServerHabit.NoValidators)
            headers.ETag = tag;
        if ((headers.ETag.Count > 0 && http.Request.Headers.IfNoneMatch == tag) || (headers.LastModified.Count > 0 && http.Request.Headers.IfModifiedSince == modified))
        {
            http.Response.StatusCode = 304;
            return;
        }
        var text = source.Document(now);
        var document = Encoding.UTF8.GetBytes(source.Habit == ServerHabit.Truncated && times % 4 == 0 ? text[..(text.Length * 2 / 3)] : text);
        if (source.Habit == ServerHabit.Compressed)
            (document, headers.ContentEncoding) = (Zip(document), "gzip");
        Interlocked.Add(ref _bytes, document.Length);
        http.Response.ContentType = "application/rss+xml; charset=utf-8";
        await http.Response.Body.WriteAsync(document, http.RequestAborted);
    }

    static byte[] Zip(byte[] document)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
            gzip.Write(document);
        return zipped.ToArray();
    }
}
