using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Portal.Benchmarks.Sites;

/// <summary>Serves RSS feeds of any size, made of words that repeat as those of a language do, the same in every run.</summary>
sealed class LargeFeeds : IAsyncDisposable
{
    public const int EntriesOfEach = 500;

    static readonly string[] Words =
    [
        "embassy", "treaty", "cable", "harbour", "minister", "envoy", "summit", "border", "river", "archive", "consul", "mandate", "council", "protocol", "ceasefire",
        "posrednik", "sporazum", "granica", "vlada", "ministarstvo", "преговори", "споразум", "посланик", "границе", "савет", "переговоры", "договор", "совет", "посол", "граница",
    ];

    readonly WebApplication _app;

    LargeFeeds(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First() + "/");

    public static async Task<LargeFeeds> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/{number:int}.xml", (int number) => Results.Text(Feed(number), "application/rss+xml", Encoding.UTF8));
        await app.StartAsync(cancellationToken);
        return new(app);
    }

    /// <summary>Queries that find much, little and nothing.</summary>
    public static IEnumerable<string> Queries => Words.Select(word => $"{word} agreement").Concat(Words).Append("entry 17").Append("nothingofthekind");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    static string Feed(int number)
    {
        var feed = new StringBuilder();
        feed.Append(CultureInfo.InvariantCulture, $"<rss version=\"2.0\"><channel><title>Feed {number}</title><link>https://feed{number}.example.org/</link><description>Made for measuring.</description>");
        var noon = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        for (var entry = 0; entry < EntriesOfEach; entry++)
        {
            feed.Append(CultureInfo.InvariantCulture, $"<item><title>{Text(number, entry, 9)}, entry {entry} of {number}</title><link>https://feed{number}.example.org/{entry}</link>")
                .Append(CultureInfo.InvariantCulture, $"<guid isPermaLink=\"false\">{number}-{entry}</guid><pubDate>{noon.AddMinutes(-entry * 7 - number):R}</pubDate>")
                .Append(CultureInfo.InvariantCulture, $"<description>&lt;p&gt;{Text(entry, number, 90)} agreement.&lt;/p&gt;&lt;p&gt;{Text(entry + 1, number, 60)}.&lt;/p&gt;</description></item>");
        }
        return feed.Append("</channel></rss>").ToString();
    }

    /// <summary>Words by a fixed rule; the first words of the list come oftener than the last.</summary>
    static string Text(int seed, int other, int length) =>
        string.Join(' ', Enumerable.Range(0, length).Select(place => Words[(int)((uint)(seed * 31 + other * 17 + place * place * 7 + place) % 97 * Words.Length / 97)]));
}
