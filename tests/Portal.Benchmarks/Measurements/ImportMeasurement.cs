using System.Diagnostics;
using System.Globalization;
using Portal.Benchmarks.Load;
using Portal.Benchmarks.Sites;

namespace Portal.Benchmarks.Measurements;

/// <summary>Imports many items over HTTP by the program's own verbs, builds the index, searches, and looks at the memory of the served site.</summary>
static class ImportMeasurement
{
    static readonly KeyValuePair<string, string>[] Settings =
    [
        new("Portal__Setup__Recipe", "minimal"),
        // The feeds are served by this process, on this machine.
        new("Portal__Feeds__AllowPrivateNetworks", "true"),
    ];

    public static async Task<int> RunAsync(int items, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var feeds = await LargeFeeds.StartAsync(cancellationToken);
        var count = Math.Max(1, items / LargeFeeds.EntriesOfEach);
        items = count * LargeFeeds.EntriesOfEach;
        await VerbAsync(["feeds", "add", .. Enumerable.Range(1, count).Select(number => new Uri(feeds.Address, string.Create(CultureInfo.InvariantCulture, $"{number}.xml")).AbsoluteUri)]);
        var idle = await TimeAsync(["feeds", "list"]);

        await ReportAsync("imported", items, await TimeAsync(["feeds", "refresh", "--all"]) - idle, "items");
        await ReportAsync("seen again", items, await TimeAsync(["feeds", "refresh", "--all"]) - idle, "items");
        await ReportAsync("indexed", items, await TimeAsync(["search", "rebuild"]) - idle, "documents");

        using var site = MeasuredSite.Launch(folder.Path, Settings);
        await site.WaitForAsync("health/ready", TimeSpan.FromMilliseconds(100), cancellationToken);
        Uri[] queries = [.. LargeFeeds.Queries.Select(query => new Uri(site.Address, "api/search?q=" + Uri.EscapeDataString(query)))];
        await HttpLoad.RunAsync(queries, 8, TimeSpan.FromSeconds(3), cancellationToken);
        foreach (var connections in (int[])[1, 8])
        {
            var result = await HttpLoad.RunAsync(queries, connections, TimeSpan.FromSeconds(5), cancellationToken);
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"searched    {result.PerSecond,9:0} queries/s  median {result.Median.TotalMilliseconds:0.00} ms, p99 {result.P99.TotalMilliseconds:0.00} ms, {connections} at a time, {result.Failures} failures"));
        }
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"memory      {site.ResidentBytes / 1024.0 / 1024.0,9:0} MB resident with {items} items, after the searches"));
        return 0;

        async Task<TimeSpan> TimeAsync(IEnumerable<string> verb)
        {
            var started = Stopwatch.GetTimestamp();
            await VerbAsync(verb);
            return Stopwatch.GetElapsedTime(started);
        }

        Task<string> VerbAsync(IEnumerable<string> verb) => MeasuredSite.RunVerbAsync(folder.Path, verb, Settings, cancellationToken);
    }

    static Task ReportAsync(string what, int count, TimeSpan took, string unit) =>
        Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what,-11} {count / took.TotalSeconds,9:0} {unit}/s  ({count} in {took.TotalSeconds:0.0} s)"));
}
