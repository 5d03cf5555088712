using System.Diagnostics;
using System.Globalization;
using Portal.Benchmarks.Sites;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;

namespace Portal.Benchmarks.Measurements;

/// <summary>
/// What editors and visitors wait for in a site of very many items: the same calls on a small and on the large site in one run,
/// so that the ratio says what the size costs.
/// </summary>
static class ContentMeasurement
{
    const int SmallSite = 1000;
    const int Calls = 200;

    static readonly ContentActor Editor = new("editor", "Editor");

    public static async Task<int> RunAsync(int items, string? postgres, CancellationToken cancellationToken)
    {
        var small = await MeasureAsync(SmallSite, postgres, cancellationToken);
        var large = await MeasureAsync(items, postgres, cancellationToken);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{"",-44} {SmallSite,9:N0} items {"",14} {items,9:N0} items"));
        foreach (var (name, one) in small)
        {
            var other = large[name];
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{name,-44} p50 {Percentile(one, .5),7:0.00} p99 {Percentile(one, .99),7:0.00} ms   p50 {Percentile(other, .5),7:0.00} p99 {Percentile(other, .99),7:0.00} ms   x{Percentile(other, .5) / Percentile(one, .5),6:0.0}"));
        }
        return 0;
    }

    static async Task<Dictionary<string, List<double>>> MeasureAsync(int items, string? server, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var database = server is null ? null : await MeasuredDatabase.CreateAsync(server, cancellationToken);
        var postgres = database?.ConnectionString;
        var settings = postgres is null ? [] : new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings__Portal"] = postgres };
        await MeasuredSite.RunVerbAsync(folder.Path, ["setup", "--recipe", "minimal", "--admin-email", "editor@example.org"], settings, cancellationToken);
        using var content = LargeContent.Open(folder.Path, postgres);
        var started = Stopwatch.GetTimestamp();
        await content.FillAsync(items, cancellationToken);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{items:N0} items published in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s ({items / Stopwatch.GetElapsedTime(started).TotalSeconds:0} a second)"));

        var reader = content.Reader;
        var known = (await reader.ListPublishedAsync(new() { Types = ["NewsItem"], Count = Calls }, cancellationToken)).Items;
        var deep = (await reader.ListPublishedAsync(new() { Types = ["NewsItem"], Count = 1, After = new(DateTime.UtcNow.AddYears(-9), long.MaxValue) }, cancellationToken)).Next;
        var sources = Enumerable.Range(0, 25).Select(number => string.Create(CultureInfo.InvariantCulture, $"item:source-{number}")).ToList();
        var times = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        await TimeAsync("visitor: newest 20", _ => reader.ListPublishedAsync(new() { Types = ["NewsItem"] }, cancellationToken));
        await TimeAsync("visitor: 20, nine years back", _ => reader.ListPublishedAsync(new() { Types = ["NewsItem"], After = deep }, cancellationToken));
        await TimeAsync("visitor: newest 20 of a topic", call => reader.ListPublishedAsync(new() { Types = ["NewsItem"], Keys = [$"term:topic-{call % LargeContent.Topics}"] }, cancellationToken));
        await TimeAsync("visitor: newest 20 of 25 sources", _ => reader.ListPublishedAsync(new() { Types = ["NewsItem"], Keys = sources }, cancellationToken));
        await TimeAsync("visitor: item at its address", call => reader.FindByRouteAsync(known[call % known.Count].As<AutoroutePart>()!.Path!, cancellationToken));
        await TimeAsync("editor: list of all", _ => reader.ListLatestAsync(new(), cancellationToken));
        await TimeAsync("editor: list of a type", _ => reader.ListLatestAsync(new() { Types = ["NewsItem"] }, cancellationToken));
        await TimeAsync("editor: list of somebody's", _ => reader.ListLatestAsync(new() { Owner = "nobody" }, cancellationToken));
        await TimeAsync("editor: published ones", _ => reader.ListLatestAsync(new() { State = ContentState.Published }, cancellationToken));
        await TimeAsync("editor: changed, not published yet", _ => reader.ListLatestAsync(new() { State = ContentState.Changed }, cancellationToken));
        await TimeAsync("editor: text that is frequent", _ => reader.ListLatestAsync(new() { Text = "envoy" }, cancellationToken));
        await TimeAsync("editor: text that is nowhere", _ => reader.ListLatestAsync(new() { Text = "zzzyx" }, cancellationToken), calls: 20);
        await TimeAsync("editor: open", call => reader.GetLatestAsync(known[call % known.Count].ContentItemId, cancellationToken));
        await TimeAsync("editor: save a draft", call => SaveAsync(content, known[call % known.Count].ContentItemId, publish: false, cancellationToken));
        await TimeAsync("editor: publish", call => SaveAsync(content, known[call % known.Count].ContentItemId, publish: true, cancellationToken));
        await TimeAsync("start: to the first page", _ => StartAsync(folder.Path, settings, cancellationToken), calls: 5);
        return times;

        async Task TimeAsync(string name, Func<int, Task> call, int calls = Calls)
        {
            // The first call pays for compiling; it isn't what people wait for.
            await call(0);
            var taken = times[name] = [];
            for (var number = 0; number < calls; number++)
            {
                var begun = Stopwatch.GetTimestamp();
                await call(number);
                taken.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        }
    }

    static Task SaveAsync(LargeContent content, string contentItemId, bool publish, CancellationToken cancellationToken) =>
        content.Work.RunAsync(WriteTurn.Person, Editor, async (scope, ct) =>
        {
            var item = (await scope.Content.GetLatestAsync(contentItemId, ct))!;
            item.Apply(new TitlePart(item.DisplayText + "."));
            await (publish ? scope.Content.PublishAsync(item, ct) : scope.Content.SaveDraftAsync(item, ct));
        }, cancellationToken);

    static async Task StartAsync(string dataDirectory, IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancellationToken)
    {
        using var site = MeasuredSite.Launch(dataDirectory, settings);
        await site.WaitForAsync("", TimeSpan.FromMilliseconds(10), cancellationToken);
    }

    static double Percentile(List<double> times, double part) => times.Order().ElementAt((int)((times.Count - 1) * part));
}
