using System.Globalization;
using Portal.Benchmarks.Load;
using Portal.Benchmarks.Sites;

namespace Portal.Benchmarks.Measurements;

/// <summary>
/// Home and article: kept pages, pages rendered for every request, and a bare server with the same bytes, in turn and several times,
/// so that whatever else the machine does falls on all three. The ratios travel to other machines; the figures don't.
/// </summary>
static class PagesMeasurement
{
    const int Rounds = 3;
    const string Article = "articles/cables-commons-and-the-law-of-the-deep";

    public static async Task<int> RunAsync(TimeSpan duration, int connections, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        using (var first = MeasuredSite.Launch(folder.Path))
            await first.SettleAsync(cancellationToken);
        // The second process reads the same data: SQLite lets many read, and nothing is due so soon after an import. It never gets
        // ready, as the index belongs to the first; these pages don't ask it.
        using var cached = MeasuredSite.Launch(folder.Path);
        await cached.WaitForAsync("health/ready", TimeSpan.FromMilliseconds(100), cancellationToken);
        using var uncached = MeasuredSite.Launch(folder.Path, new KeyValuePair<string, string>("Portal__PageCache__Enabled", "false"));
        await uncached.WaitForAsync("", TimeSpan.FromMilliseconds(100), cancellationToken);

        await Console.Out.WriteLineAsync($"{"page",-10} {"",-10} {"requests/s",12} {"of bare",9} {"median",10} {"p99",10} failures");
        foreach (var (name, path) in ((string, string)[])[("home", ""), ("article", Article)])
        {
            var bytes = Path.Combine(folder.Path, name + ".html");
            await File.WriteAllBytesAsync(bytes, await cached.WaitForAsync(path, TimeSpan.FromMilliseconds(100), cancellationToken), cancellationToken);
            var port = ChildProcess.FreePort().ToString(CultureInfo.InvariantCulture);
            using var bare = ChildProcess.Start("Portal.Benchmarks.dll", ["bare", "--file", bytes, "--port", port]);
            var targets = new (string Name, Uri Address)[] { ("bare", new($"http://127.0.0.1:{port}/")), ("kept", new(cached.Address, path)), ("rendered", new(uncached.Address, path)) };
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            var results = targets.ToDictionary(target => target.Name, _ => new List<LoadResult>(), StringComparer.Ordinal);
            foreach (var target in targets)
                await HttpLoad.RunAsync([target.Address], connections, TimeSpan.FromSeconds(2), cancellationToken);
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var target in targets)
                    results[target.Name].Add(await HttpLoad.RunAsync([target.Address], connections, duration, cancellationToken));
            }
            var reference = Middle(results["bare"]).PerSecond;
            foreach (var target in targets)
            {
                var result = Middle(results[target.Name]);
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{name,-10} {target.Name,-10} {result.PerSecond,12:0} {result.PerSecond / reference,9:0.000} {result.Median.TotalMilliseconds,7:0.00} ms {result.P99.TotalMilliseconds,7:0.00} ms {results[target.Name].Sum(one => one.Failures)}"));
            }
        }
        return 0;
    }

    static LoadResult Middle(List<LoadResult> rounds) => rounds.OrderBy(round => round.PerSecond).ElementAt(rounds.Count / 2);
}
