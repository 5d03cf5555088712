using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds;
using Portal.Feeds.Fetching;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;
using Portal.Search;
using Portal.Search.Querying;
using Portal.Testing.Databases;

namespace Portal.Benchmarks.Measurements;

/// <summary>Lets the importer and the indexer run as they do in the site: a first import of many feeds, then a round in which nothing is new.</summary>
static class RoundsMeasurement
{
    const int Feeds = 200;
    const int Entries = 50;
    const int Quiet = 1000;

    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var server = await ServeAsync(cancellationToken);
        var port = new Uri(server.Urls.First()).Port;
        await using var site = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, (services, configuration) =>
        {
            services.AddFeeds(configuration);
            services.AddSearch(configuration);
            services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
            services.AddSingleton<FindServer>((_, _, _) => Task.FromResult<IReadOnlyList<IPEndPoint>>([new(IPAddress.Loopback, port)]));
        }, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Portal:Feeds:AllowPrivateNetworks"] = "true" }, cancellationToken: cancellationToken);
        await site.DefineRecipeTypesAsync(cancellationToken);
        var sources = site.Get<FeedSources>();
        await sources.AddAsync([.. Enumerable.Range(0, Feeds).Select(number => Source(number, Entries))], ContentActor.System, cancellationToken);

        var begun = Stopwatch.GetTimestamp();
        await site.StartAsync(cancellationToken);
        await UntilAsync(site, states => states.CountAsync(state => state.LastSuccessUtc != null, cancellationToken), Feeds, cancellationToken);
        await SayAsync($"first import  {Feeds * Entries / Stopwatch.GetElapsedTime(begun).TotalSeconds:0} items/s stored ({Feeds} feeds of {Entries} items in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s)");
        while (site.Get<SiteSearch>().Search(new() { Query = "agreement" }).Total < Feeds * Entries)
            await Task.Delay(20, cancellationToken);
        await SayAsync($"              {Feeds * Entries / Stopwatch.GetElapsedTime(begun).TotalSeconds:0} items/s found by the search ({Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s)");

        await sources.AddAsync([.. Enumerable.Range(Feeds, Quiet).Select(number => Source(number, 5))], ContentActor.System, cancellationToken);
        await UntilAsync(site, states => states.CountAsync(state => state.LastSuccessUtc != null, cancellationToken), Feeds + Quiet, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        var since = DateTime.UtcNow;
        begun = Stopwatch.GetTimestamp();
        await using (var db = await site.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellationToken))
            await db.Set<FeedSourceState>().Where(state => state.EntryCount == 5).ExecuteUpdateAsync(set => set.SetProperty(state => state.NextFetchUtc, since), cancellationToken);
        site.Get<FeedWake>().Raise();
        await UntilAsync(site, states => states.CountAsync(state => state.Status == 304 && state.LastTryUtc >= since, cancellationToken), Quiet, cancellationToken);
        await SayAsync($"nothing new   {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s for {Quiet} sources that answer 304");
        await SayAsync($"memory        {Environment.WorkingSet / 1024.0 / 1024.0:0} MB resident, server and site together");
        return 0;
    }

    static NewSource Source(int number, int entries) => new(string.Create(CultureInfo.InvariantCulture, $"http://feed{number}.test/{number}/{entries}.xml"), $"Feed {number}");

    static async Task UntilAsync(TestDatabase site, Func<DbSet<FeedSourceState>, Task<int>> count, int wanted, CancellationToken cancellationToken)
    {
        await using var db = await site.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellationToken);
        while (await count(db.Set<FeedSourceState>()) < wanted)
            await Task.Delay(20, cancellationToken);
    }

    static async Task<WebApplication> ServeAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/{number:int}/{entries:int}.xml", (int number, int entries, HttpContext http) =>
        {
            http.Response.Headers.ETag = "\"1\"";
            return http.Request.Headers.IfNoneMatch == "\"1\"" ? Results.StatusCode(304) : Results.Text(Feed(number, entries), "application/rss+xml", Encoding.UTF8);
        });
        await app.StartAsync(cancellationToken);
        return app;
    }

    // Texts as different as those of two events are: else the whole world would report one story.
    static string Feed(int number, int entries)
    {
        var feed = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<rss version=\"2.0\"><channel><title>Feed {number}</title><link>https://feed{number}.test/</link>");
        var noon = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        for (var entry = 0; entry < entries; entry++)
        {
            var random = new Random(number * 1000 + entry);
            feed.Append(CultureInfo.InvariantCulture, $"<item><title>{Sentence(random, 9)} {number}</title><link>https://feed{number}.test/{entry}</link><guid isPermaLink=\"false\">{number}-{entry}</guid>")
                .Append(CultureInfo.InvariantCulture, $"<pubDate>{noon.AddMinutes(-(entry * 7) - number):R}</pubDate><description>");
            for (var sentence = 0; sentence < 12; sentence++)
                feed.Append(CultureInfo.InvariantCulture, $"&lt;p&gt;{Sentence(random, 14)} (agreement).&lt;/p&gt;");
            feed.Append("</description></item>");
        }
        return feed.Append("</channel></rss>").ToString();
    }

    static string Sentence(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word((int)(20_000 * Math.Pow(random.NextDouble(), 3)))));

    // Twenty thousand words of three syllables, every second one in Cyrillic.
    static string Word(int number)
    {
        var syllables = number % 2 == 0 ? LatinSyllables : CyrillicSyllables;
        return syllables[number % syllables.Length] + syllables[number / 7 % syllables.Length] + syllables[number / 331 % syllables.Length];
    }

    static readonly string[] LatinSyllables = ["da", "go", "vo", "ri", "sed", "ni", "ca", "po", "sla", "nik", "vla", "ter", "min", "sum", "con", "el", "ta", "ri", "os", "pra", "vi", "lo", "mer", "en", "ju", "ka", "ze", "fu", "tra", "be", "sti", "no"];
    static readonly string[] CyrillicSyllables = ["да", "го", "во", "ри", "сед", "ни", "ца", "по", "сла", "ник", "вла", "тер", "мин", "сум", "кон", "ел", "та", "рић", "ос", "пра", "ви", "ло", "мер", "ен", "њу", "ка", "зе", "шу", "тра", "бе", "сти", "но"];

    static Task SayAsync(FormattableString text) => Console.Out.WriteLineAsync(text.ToString(CultureInfo.InvariantCulture));
}
