using System.Globalization;
using Portal.Feeds.CommandLine;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Parsing;
using Portal.Feeds.Tests.Fuzzing;

namespace Portal.Benchmarks.Measurements;

/// <summary>Reads very many damaged documents: none may throw what is not expected, take two seconds of the processor, or 64 MB.</summary>
static class FuzzMeasurement
{
    const long MaxBytes = 64 * 1024 * 1024;
    static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(int first, int count, DirectoryInfo documents, CancellationToken cancellationToken)
    {
        var mutator = new FeedMutator([.. documents.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Extension != ".json").OrderBy(file => file.FullName, StringComparer.Ordinal)
            .Select(file => File.ReadAllBytes(file.FullName))]);
        var html = new EntryHtml();
        var normalizer = new EntryNormalizer(html);
        var (wrong, refused, slowest, largest) = (0, 0, TimeSpan.Zero, 0L);
        for (var number = first; number < first + count && !cancellationToken.IsCancellationRequested; number++)
        {
            var bytes = mutator.Make(number);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Environment.CpuUsage.TotalTime;
            try
            {
                ParseCommand.Read(bytes, new(Json: true, "https://primer.example/feed"), html);
                normalizer.Normalize(FeedParser.Parse(bytes), "sr", excerptOnly: false);
            }
            catch (FeedFormatException)
            {
                refused++;
            }
            catch (Exception unexpected)
            {
                wrong++;
                await Console.Out.WriteLineAsync($"{number}: {unexpected.GetType().Name}: {unexpected.Message}\n{unexpected.StackTrace?.Split('\n').FirstOrDefault()}");
            }
            var took = Environment.CpuUsage.TotalTime - started;
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            (slowest, largest) = (took > slowest ? took : slowest, Math.Max(allocated, largest));
            if (took <= MaxTime && allocated <= MaxBytes)
                continue;
            wrong++;
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{number}: {took.TotalSeconds:0.0} s, {allocated / 1e6:0} MB allocated for {bytes.Length} bytes"));
        }
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{count} damaged documents: {wrong} wrong, {refused} refused in plain words; slowest {slowest.TotalSeconds:0.00} s, most memory {largest / 1e6:0.0} MB"));
        return wrong == 0 ? 0 : 1;
    }
}
