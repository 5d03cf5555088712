using System.Diagnostics;
using System.Globalization;
using Portal.Benchmarks.Sites;

namespace Portal.Benchmarks.Measurements;

/// <summary>How long a new user waits: a new site with set-up, then the same site started again.</summary>
static class StartMeasurement
{
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        foreach (var what in (string[])["new site, with set-up", "started again", "started again"])
        {
            var started = Stopwatch.GetTimestamp();
            using var site = MeasuredSite.Launch(folder.Path);
            var page = await site.WaitForAsync("", TimeSpan.FromMilliseconds(10), cancellationToken);
            var took = Stopwatch.GetElapsedTime(started);
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what,-24} {took.TotalSeconds,6:0.00} s to the first page ({page.Length} bytes)"));
        }
        return 0;
    }
}
