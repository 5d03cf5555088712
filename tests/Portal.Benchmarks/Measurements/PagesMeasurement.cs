using System.Globalization;
using System.Net;
using Portal.Benchmarks.Load;
using Portal.Benchmarks.Sites;

namespace Portal.Benchmarks.Measurements;

/// <summary>
/// Home, article, topic and search: kept pages, pages rendered for every request, a bare Kestrel with the same bytes and nginx with the
/// same file, plain and compressed, in turn and several times, so that whatever else the machine does falls on all of them. The ratios
/// travel to other machines; the figures don't.
/// </summary>
static class PagesMeasurement
{
    const int Rounds = 3;

    static readonly (string Name, string Path, bool Rendered)[] Pages =
    [
        ("home", "", true),
        ("article", "articles/cables-commons-and-the-law-of-the-deep", true),
        ("topic", "topics/multilateral-affairs", true),
        // The index belongs to the first process; the second one can't render a search.
        ("search", "search?q=diplomacy", false),
    ];

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
        using var files = new TemporaryFolder();
        using var nginx = FileServer.Start(files.Path);
        if (nginx is null)
            await Console.Out.WriteLineAsync("nginx is not installed on this machine; it is left out.");

        await Console.Out.WriteLineAsync($"{"page",-8} {"",-10} {"bytes",8} {"requests/s",12} {"of bare",9} {"median",10} {"p99",10} failures");
        foreach (var (name, path, rendered) in Pages)
        {
            foreach (var encoding in (string?[])[null, "gzip"])
            {
                var file = Path.Combine(files.Path, name + (encoding is null ? ".html" : ".html.gz"));
                await File.WriteAllBytesAsync(file, await ReadAsync(new Uri(cached.Address, path), encoding, cancellationToken), cancellationToken);
                var port = ChildProcess.FreePort().ToString(CultureInfo.InvariantCulture);
                using var bare = ChildProcess.Start("Portal.Benchmarks.dll", ["bare", "--file", file, "--port", port]);
                var targets = new List<(string Name, Uri Address)> { ("bare", new($"http://127.0.0.1:{port}/")), ("served", new(cached.Address, path)) };
                if (rendered)
                    targets.Add(("rendered", new(uncached.Address, path)));
                if (nginx is not null)
                    targets.Add(("nginx", new(nginx.Address, name + ".html")));
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
                await CompareAsync(name, new FileInfo(file).Length, encoding, targets, connections, duration, cancellationToken);
            }
        }
        return 0;
    }

    static async Task CompareAsync(string page, long bytes, string? encoding, List<(string Name, Uri Address)> targets, int connections, TimeSpan duration, CancellationToken cancellationToken)
    {
        var results = targets.ToDictionary(target => target.Name, _ => new List<LoadResult>(), StringComparer.Ordinal);
        foreach (var target in targets)
            await HttpLoad.RunAsync([target.Address], connections, TimeSpan.FromSeconds(2), cancellationToken, encoding);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var target in targets)
                results[target.Name].Add(await HttpLoad.RunAsync([target.Address], connections, duration, cancellationToken, encoding));
        }
        var reference = Middle(results["bare"]).PerSecond;
        foreach (var target in targets)
        {
            var result = Middle(results[target.Name]);
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{page,-8} {target.Name,-10} {bytes,8} {result.PerSecond,12:0} {result.PerSecond / reference,9:0.000} {result.Median.TotalMilliseconds,7:0.00} ms {result.P99.TotalMilliseconds,7:0.00} ms {results[target.Name].Sum(one => one.Failures)}"));
        }
    }

    // As it comes over the wire: what a client that asks for compressed bytes gets.
    static async Task<byte[]> ReadAsync(Uri address, string? encoding, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (encoding is not null)
            request.Headers.AcceptEncoding.ParseAdd(encoding);
        using var response = await client.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return response.Content.Headers.ContentEncoding.FirstOrDefault() == encoding
            ? await response.Content.ReadAsByteArrayAsync(cancellationToken)
            : throw new InvalidOperationException($"{address} was asked for as {encoding} and came as {response.Content.Headers.ContentEncoding.FirstOrDefault() ?? "identity"}.");
    }

    static LoadResult Middle(List<LoadResult> rounds) => rounds.OrderBy(round => round.PerSecond).ElementAt(rounds.Count / 2);
}
