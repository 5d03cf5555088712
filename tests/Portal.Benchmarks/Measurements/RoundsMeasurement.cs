using System.Diagnostics;
using System.Diagnostics.Metrics;
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
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Portal.Testing.Databases;

namespace Portal.Benchmarks.Measurements;

/// <summary>Lets the importer and the indexer run as they do in the site: a first import of many feeds, then a round in which nothing is new.</summary>
static class RoundsMeasurement
{
    const int Feeds = 200;
    const int Entries = 50;
    const int Quiet = 1000;

    /// <summary>Entries of the quiet feeds.</summary>
    const int Few = 5;

    /// <summary>Runs the rounds.</summary>
    /// <param name="indexed">Whether the search index follows; without it the import alone is measured.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<int> RunAsync(bool indexed, CancellationToken cancellationToken)
    {
        // Made beforehand: the making of the documents is not what is measured.
        var documents = Enumerable.Range(0, Feeds).ToDictionary(number => (number, Entries), number => Feed(number, Entries));
        for (var number = Feeds; number < Feeds + Quiet; number++)
            documents[(number, Few)] = Feed(number, Few);
        for (var number = Feeds + Quiet; number < Feeds + Quiet + Feeds; number++)
            documents[(number, Entries)] = Feed(number, Entries);
        await using var server = await ServeAsync(documents, cancellationToken);
        var port = new Uri(server.Urls.First()).Port;
        await using var site = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, (services, configuration) =>
        {
            services.AddFeeds(configuration);
            if (indexed)
                services.AddSearch(configuration);
            services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
            services.AddSingleton<FindServer>((_, _, _) => Task.FromResult<IReadOnlyList<IPEndPoint>>([new(IPAddress.Loopback, port)]));
        }, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Portal:Feeds:AllowPrivateNetworks"] = "true" }, cancellationToken: cancellationToken);
        await site.DefineRecipeTypesAsync(cancellationToken);
        var first = await AddAsync(site, Enumerable.Range(0, Feeds).Select(number => Source(number, Entries)), cancellationToken);
        var quiet = await AddAsync(site, Enumerable.Range(Feeds, Quiet).Select(number => Source(number, Few)), cancellationToken);
        var second = await AddAsync(site, Enumerable.Range(Feeds + Quiet, Feeds).Select(number => Source(number, Entries)), cancellationToken);
        await site.StartAsync(cancellationToken);

        await ImportAsync(site, first, "first import ", Feeds * Entries, indexed, cancellationToken);
        await FetchAsync(site, quiet, 200, cancellationToken);
        if (indexed)
            await FoundAsync(site, (Feeds * Entries) + (Quiet * Few), cancellationToken);
        var watch = Watch.Start();
        await FetchAsync(site, quiet, 304, cancellationToken);
        await SayAsync($"nothing new   {watch.Seconds:0.0} s for {Quiet} sources that answer 304 ({watch.ProcessorSeconds:0.0} s of a processor)");
        // The program has been running for a while now, as the one of a site has.
        await ImportAsync(site, second, "second import", (2 * Feeds * Entries) + (Quiet * Few), indexed, cancellationToken);
        await SayAsync($"memory        {Environment.WorkingSet / 1024.0 / 1024.0:0} MB resident, server and site together");
        return 0;
    }

    // They wait until their turn comes in the measurement.
    static async Task<string[]> AddAsync(TestDatabase site, IEnumerable<NewSource> wanted, CancellationToken cancellationToken)
    {
        var added = await site.Get<FeedSources>().AddAsync([.. wanted], ContentActor.System, cancellationToken);
        await using var db = await site.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellationToken);
        await db.Set<FeedSourceState>().ExecuteUpdateAsync(set => set.SetProperty(state => state.Active, false), cancellationToken);
        return [.. added.Select(source => source.SourceId!)];
    }

    static async Task ImportAsync(TestDatabase site, string[] sources, string what, int found, bool indexed, CancellationToken cancellationToken)
    {
        var watch = Watch.Start();
        await FetchAsync(site, sources, 200, cancellationToken);
        await SayAsync($"{what} {Feeds * Entries / watch.Seconds:0} items/s stored ({Feeds} feeds of {Entries} items in {watch.Seconds:0.0} s, {watch.ProcessorSeconds:0.0} s of a processor)");
        if (!indexed)
            return;
        await FoundAsync(site, found, cancellationToken);
        await SayAsync($"              {Feeds * Entries / watch.Seconds:0} items/s found by the search ({watch.Seconds:0.0} s, {watch.ProcessorSeconds:0.0} s of a processor)");
    }

    static async Task FetchAsync(TestDatabase site, string[] sources, int status, CancellationToken cancellationToken)
    {
        await using var db = await site.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellationToken);
        var since = DateTime.UtcNow;
        var rows = db.Set<FeedSourceState>().Where(state => EF.Parameter(sources).Contains(state.SourceId));
        await rows.ExecuteUpdateAsync(set => set.SetProperty(state => state.NextFetchUtc, since).SetProperty(state => state.Active, true), cancellationToken);
        // The importer's own counter: to ask the database again and again would be measured as well.
        var ended = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, counted) =>
        {
            if (instrument.Name == "portal.feeds.imports")
                counted.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref ended, count));
        listener.Start();
        site.Get<FeedWake>().Raise();
        while (Interlocked.Read(ref ended) < sources.Length)
            await Task.Delay(10, cancellationToken);
        if (await rows.CountAsync(state => state.Status == status && state.LastTryUtc >= since, cancellationToken) < sources.Length)
            throw new InvalidOperationException($"Not every source answered {status}.");
    }

    static async Task FoundAsync(TestDatabase site, int items, CancellationToken cancellationToken)
    {
        while (!site.Get<LiveIndex>().TryRead(searcher => searcher.IndexReader.NumDocs, out var documents) || documents < items)
            await Task.Delay(10, cancellationToken);
        while (site.Get<SiteSearch>().Search(new() { Query = "agreement" }).Total < items)
            await Task.Delay(20, cancellationToken);
    }

    static NewSource Source(int number, int entries) => new(string.Create(CultureInfo.InvariantCulture, $"http://feed{number}.test/{number}/{entries}.xml"), $"Feed {number}");

    static async Task<WebApplication> ServeAsync(IReadOnlyDictionary<(int Number, int Entries), string> documents, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/{number:int}/{entries:int}.xml", (int number, int entries, HttpContext http) =>
        {
            http.Response.Headers.ETag = "\"1\"";
            return http.Request.Headers.IfNoneMatch == "\"1\"" ? Results.StatusCode(304) : Results.Text(documents[(number, entries)], "application/rss+xml", Encoding.UTF8);
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

    /// <summary>Time that passes and that the process works.</summary>
    sealed record Watch(long Begun, TimeSpan Processor)
    {
        public static Watch Start() => new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

        public double Seconds => Stopwatch.GetElapsedTime(Begun).TotalSeconds;

        public double ProcessorSeconds => (Environment.CpuUsage.TotalTime - Processor).TotalSeconds;
    }

    static Task SayAsync(FormattableString text) => Console.Out.WriteLineAsync(text.ToString(CultureInfo.InvariantCulture));
}
