using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Portal.Testing.Feeds;

/// <summary>Feeds that mean harm, never end or are broken, one at each path below <c>/hostile/</c>.</summary>
public static class HostileFeeds
{
    static readonly byte[] Blanks = Encoding.ASCII.GetBytes(new string(' ', 1 << 16));

    /// <summary>Paths from which nothing can be imported: each must become a clear error of its source.</summary>
    public static IReadOnlyList<string> Refused { get; } =
    [
        "not-xml", "html-page", "huge", "never-ends", "metadata", "loop", "deep", "gzip-bomb", "error-500", "too-many-requests", "silent",
    ];

    /// <summary>Paths of feeds whose document type declares entities: they are imported without it, no entity is expanded, and the source's health says so.</summary>
    public static IReadOnlyList<string> Declaring { get; } = ["external-entity", "billion-laughs"];

    /// <summary>Paths of feeds that can be imported although something is wrong with them.</summary>
    public static IReadOnlyList<string> Usable { get; } = ["scripts", "empty-title", "no-date", "no-guid"];

    /// <summary>All paths.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Refused, .. Declaring, .. Usable];

    internal static void Map(WebApplication app)
    {
        app.MapGet("/hostile/not-xml", () => Results.Text("This is no feed. It is not even XML & never was.", "application/rss+xml"));
        app.MapGet("/hostile/html-page", () => Results.Text("<!doctype html><html><head><title>Domain for sale</title></head><body><p>Buy it.</p></body></html>", "text/html"));
        app.MapGet("/hostile/huge", (HttpContext http) => EndlessAsync(http, 200L << 20, TimeSpan.Zero));
        app.MapGet("/hostile/never-ends", (HttpContext http) => EndlessAsync(http, long.MaxValue, TimeSpan.FromMilliseconds(200)));
        app.MapGet("/hostile/metadata", () => Results.Redirect("http://169.254.169.254/latest/meta-data/iam/security-credentials/"));
        app.MapGet("/hostile/loop", () => Results.Redirect("/hostile/loop"));
        app.MapGet("/hostile/external-entity", () => Xml("<!DOCTYPE rss [<!ENTITY file SYSTEM \"file:///etc/passwd\">]>" + Rss(Item("An entity: &file;", "external-entity"))));
        app.MapGet("/hostile/billion-laughs", () => Xml(BillionLaughs() + Rss(Item("Laughs: &l9;", "billion-laughs"))));
        app.MapGet("/hostile/deep", () => Xml(string.Concat(Enumerable.Repeat("<a>", 200_000)) + string.Concat(Enumerable.Repeat("</a>", 200_000))));
        app.MapGet("/hostile/gzip-bomb", GzipBombAsync);
        app.MapGet("/hostile/error-500", () => Results.Text("The database is down.", statusCode: StatusCodes.Status500InternalServerError));
        app.MapGet("/hostile/too-many-requests", (HttpContext http) =>
        {
            http.Response.Headers.RetryAfter = "7200";
            return Results.Text("Slow down.", statusCode: StatusCodes.Status429TooManyRequests);
        });
        app.MapGet("/hostile/silent", (HttpContext http) => Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        app.MapGet("/hostile/scripts", () => Xml(Rss("""
            <item><title>Scripts &lt;script&gt;alert(1)&lt;/script&gt; stay out</title><link>https://hostile.example/scripts</link><guid>scripts</guid>
            <description><![CDATA[<p onclick="steal()">Harmless words.</p><script>alert(1)</script><img src="x" onerror="alert(2)">
            <a href="javascript:alert(3)">a link</a><iframe src="https://tracker.example/"></iframe><svg onload="alert(4)"></svg><style>body{display:none}</style>]]></description></item>
            """)));
        app.MapGet("/hostile/empty-title", () => Xml(Rss("<item><title></title><link>https://hostile.example/empty-title</link><guid>empty-title</guid><description>Nobody gave this entry a title.</description></item>")));
        app.MapGet("/hostile/no-date", () => Xml(Rss(Item("An entry without a date", "no-date"))));
        app.MapGet("/hostile/no-guid", () => Xml(Rss("<item><title>An entry without an identity</title><link>https://hostile.example/no-guid</link><pubDate>Mon, 23 Nov 2026 08:00:00 GMT</pubDate></item>")));
    }

    static IResult Xml(string document) => Results.Text("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + document, "application/rss+xml", Encoding.UTF8);

    static string Rss(string items) => $"<rss version=\"2.0\"><channel><title>A hostile feed</title><link>https://hostile.example/</link><description>For tests.</description>{items}</channel></rss>";

    static string Item(string title, string id) => $"<item><title>{title}</title><link>https://hostile.example/{id}</link><guid>{id}</guid><description>The words of {id}.</description></item>";

    static string BillionLaughs()
    {
        var entities = new StringBuilder("<!DOCTYPE rss [<!ENTITY l0 \"ha\">");
        for (var level = 1; level < 10; level++)
            entities.Append(CultureInfo.InvariantCulture, $"<!ENTITY l{level} \"{string.Concat(Enumerable.Repeat($"&l{level - 1};", 10))}\">");
        return entities.Append("]>").ToString();
    }

    static async Task EndlessAsync(HttpContext http, long length, TimeSpan pause)
    {
        http.Response.ContentType = "application/rss+xml";
        try
        {
            await http.Response.WriteAsync("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Endless</title>", http.RequestAborted);
            for (long sent = 0; sent < length; sent += Blanks.Length)
            {
                await http.Response.Body.WriteAsync(pause > TimeSpan.Zero ? Blanks.AsMemory(0, 16) : Blanks, http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                if (pause > TimeSpan.Zero)
                    await Task.Delay(pause, http.RequestAborted);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The reader has had enough, as it should.
        }
    }

    static async Task GzipBombAsync(HttpContext http)
    {
        http.Response.ContentType = "application/rss+xml";
        http.Response.Headers.ContentEncoding = "gzip";
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>"u8);
            // 200 MB of blanks in less than one megabyte.
            for (var block = 0; block < 3200; block++)
                gzip.Write(Blanks);
        }
        try
        {
            await http.Response.Body.WriteAsync(packed.GetBuffer().AsMemory(0, (int)packed.Length), http.RequestAborted);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The reader has had enough, as it should.
        }
    }
}
