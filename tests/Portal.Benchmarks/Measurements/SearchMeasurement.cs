using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Portal.Benchmarks.Load;
using Portal.Benchmarks.Searching;
using Portal.Benchmarks.Sites;
using Portal.Content.Hosting;
using Portal.Content.Storage;
using Portal.Search;
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Portal.Search.Results;
using Portal.Site.Pages;
using Portal.Testing.Databases;

namespace Portal.Benchmarks.Measurements;

/// <summary>The search of very many items: how fast it is filled, how large it is, and how long people wait, beside the full-text indexes of two databases.</summary>
static class SearchMeasurement
{
    const int Batch = 500;

    /// <summary>Documents of which the speed on one thread is measured.</summary>
    const int Alone = 10_000;

    /// <summary>Searches each second while it is indexed and measured.</summary>
    const int SearchesASecond = 50;

    public static async Task<int> RunAsync(int items, bool portal, bool others, string? postgres, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var questions = new Questions(items);
        if (portal)
            await PortalAsync(folder.Path, items, questions, cancellationToken);
        if (others)
            await FullTextDatabases.SqliteAsync(folder.Path, items, questions, cancellationToken);
        if (postgres is not null)
            await FullTextDatabases.PostgresAsync(postgres, items, questions, cancellationToken);
        return 0;
    }

    static async Task PortalAsync(string folder, int items, Questions questions, CancellationToken cancellationToken)
    {
        OneThread(Path.Combine(folder, "one"));
        using var index = Fill(Path.Combine(folder, "all"), items);
        await SayAsync($"Alone:");
        await AskAsync(index, questions);
        await ServedAsync(index, questions, cancellationToken);
        await SayAsync($"While {SearchesASecond} searches are made and {Batch} documents written each second:");
        using (var busy = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            var work = Task.WhenAll(Task.Run(() => SearchAsync(index, questions, busy.Token), CancellationToken.None), Task.Run(() => WriteAsync(index, items, busy.Token), CancellationToken.None));
            await AskAsync(index, questions);
            await ServedAsync(index, questions, cancellationToken);
            await busy.CancelAsync();
            await work;
        }
        await SayAsync($"memory {Environment.WorkingSet / 1024.0 / 1024.0:0} MB resident, of which {GC.GetTotalMemory(forceFullCollection: true) / 1024.0 / 1024.0:0} MB are managed objects");
    }

    static void OneThread(string path)
    {
        var articles = Enumerable.Range(0, Alone).Select(SyntheticArticles.Article).ToList();
        using var index = SearchIndex.Create(path);
        // So few at once are written on the caller's thread.
        Write(articles.Take(Alone / 5));
        var (begun, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        Write(articles.Skip(Alone / 5));
        index.Commit();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Portal on one thread: {Alone * 4 / 5 / Stopwatch.GetElapsedTime(begun).TotalSeconds:0} documents/s to the commit, which are made beforehand; {Alone * 4 / 5 / (Environment.CpuUsage.TotalTime - processor).TotalSeconds:0} in a second of a processor"));

        void Write(IEnumerable<SearchDocument> documents)
        {
            foreach (var few in documents.Chunk(40))
                index.Add(few);
        }
    }

    static SearchIndex Fill(string path, int items)
    {
        var index = SearchIndex.Create(path);
        var begun = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        var (making, makingProcessor) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var numbers in Enumerable.Range(0, items).Chunk(Batch))
        {
            var (before, processorBefore) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var articles = numbers.AsParallel().Select(SyntheticArticles.Article).ToList();
            making += Stopwatch.GetElapsedTime(before);
            makingProcessor += Environment.CpuUsage.TotalTime - processorBefore;
            index.Add(articles);
        }
        index.Commit();
        index.Refresh();
        var seconds = (Stopwatch.GetElapsedTime(begun) - making).TotalSeconds;
        var processorSeconds = (Environment.CpuUsage.TotalTime - processor - makingProcessor).TotalSeconds;
        var bytes = new DirectoryInfo(path).EnumerateFiles().Sum(file => file.Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Portal: {items / seconds:0} documents/s to the commit on {Environment.ProcessorCount} processors ({seconds:0.0} s, without making the texts), {items / processorSeconds:0} in a second of a processor, {bytes / 1024.0 / 1024.0:0} MB, {index.Read(searcher => searcher.IndexReader.Leaves.Count)} segments"));
        return index;
    }

    static async Task AskAsync(SearchIndex index, Questions questions)
    {
        await Latencies.PrintAsync("term", questions.Term, query => Search(new() { Query = query }));
        await Latencies.PrintAsync("three words", questions.And, query => Search(new() { Query = query }));
        await Latencies.PrintAsync("phrase", questions.Phrase, query => Search(new() { Query = $"\"{query}\"" }));
        await Latencies.PrintAsync("beginning of a word", questions.Prefix, query => Search(new() { Query = query + "*" }));
        await Latencies.PrintAsync("misspelt", questions.Misspelt, query => Search(new() { Query = query }));
        await Latencies.PrintAsync("page with facets", questions.Term, query => Search(new() { Query = query, WithFacets = true, Grouped = true, Types = [IndexedTypes.NewsItem] }));
        await Latencies.PrintAsync("as you type (titles)", questions.Typed, typed => new(index.Read(searcher => Suggestions.Find(searcher, typed)).Count > 0));
        await Latencies.PrintAsync("hostile", [.. Enumerable.Repeat(string.Join(" OR ", Enumerable.Range('a', 20).Select(letter => $"{(char)letter}a*")), 20)], query => Search(new() { Query = query }));

        ValueTask<bool> Search(SearchRequest request) => new(index.Read(searcher => SearchRun.Run(searcher, request, SearchConditions.Plain with { NowUtc = new(2026, 11, 28, 0, 0, 0, DateTimeKind.Utc) })).Total > 0);
    }

    /// <summary>Suggestions by the site's own endpoint, one after another.</summary>
    static async Task ServedAsync(SearchIndex index, Questions questions, CancellationToken cancellationToken)
    {
        await using var site = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, (services, configuration) => services.AddSearch(configuration), cancellationToken: cancellationToken);
        site.Get<LiveIndex>().Switch(index);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(site.Get<SiteSearch>()).AddSingleton(site.Get<SearchPageShape>()).AddSingleton(site.Get<TitleSuggestions>())
            .AddSingleton(site.Get<OpenSearchDescription>()).AddSingleton(site.Get<SiteAddress>()).AddSingleton(site.Get<IStringLocalizer>()).AddSingleton<SitePages>();
        await using var app = builder.Build();
        app.MapSearch();
        await app.StartAsync(cancellationToken);
        var address = new Uri(app.Urls.First());
        using var connection = new HttpConnection(address.Host, address.Port);
        await connection.ConnectAsync(cancellationToken);
        await Latencies.PrintAsync("as you type, by HTTP", [.. questions.Typed.Select(typed => HttpConnection.Request(new(address, "search/suggest?q=" + Uri.EscapeDataString(typed))))],
            async request => await connection.GetAsync(request, cancellationToken) == 200);
        site.Get<LiveIndex>().Switch(null);
    }

    static async Task SearchAsync(SearchIndex index, Questions questions, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / SearchesASecond));
        for (var turn = 0; !cancellationToken.IsCancellationRequested; turn++)
        {
            var query = (turn % 3) switch { 0 => questions.Term, 1 => questions.And, _ => questions.Phrase };
            index.Read(searcher => SearchRun.Run(searcher, new() { Query = query[turn % query.Count] }));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    static async Task WriteAsync(SearchIndex index, int items, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var random = new Random(3);
        while (!cancellationToken.IsCancellationRequested)
        {
            index.Put([.. Enumerable.Range(0, Batch).Select(_ => SyntheticArticles.Article(random.Next(items)))]);
            index.Refresh();
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    static Task SayAsync(FormattableString line) => Console.Out.WriteLineAsync(line.ToString(CultureInfo.InvariantCulture));
}
