using System.Globalization;
using System.ServiceModel.Syndication;
using System.Xml;
using CodeHollow.FeedReader;
using Portal.Benchmarks.Parsing;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Parsing;

namespace Portal.Benchmarks.Measurements;

/// <summary>
/// Items a second of one core, of one document in memory. Time of the processor is counted, with what the garbage collector takes,
/// so that the figures hold on a machine that has other work too.
/// </summary>
static class ParseMeasurement
{
    public static async Task<int> RunAsync(double megabytes, int rounds, CancellationToken cancellationToken)
    {
        var (bytes, items) = SyntheticFeed.Make(megabytes);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{items} items, {bytes.Length / 1e6:0.00} MB, {bytes.Length / items} bytes an item; best of {rounds} rounds, by time of the processor\n"));
        var html = new EntryHtml();
        var normalizer = new EntryNormalizer(html);
        Print("Portal: parsing, normalising, sanitising", bytes, items, rounds, () => normalizer.Normalize(FeedParser.Parse(bytes), "sr", excerptOnly: false).Count);
        Print("Portal: parsing alone", bytes, items, rounds, () => FeedParser.Parse(bytes).Items.Count);
        var feed = FeedParser.Parse(bytes);
        Print("Portal: sanitising alone", bytes, items, rounds, () => feed.Items.Count(item => html.Clean(item.Content, item.BaseUrl).Length > 0));
        Print("CodeHollow.FeedReader: parsing alone", bytes, items, rounds, () => FeedReader.ReadFromByteArray(bytes).Items.Count);
        Print("System.ServiceModel.Syndication: parsing alone", bytes, items, rounds, () =>
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes));
            return SyndicationFeed.Load(reader).Items.Count();
        });
        using var file = new Sites.TemporaryFolder();
        var path = Path.Combine(file.Path, "feed.xml");
        await File.WriteAllBytesAsync(path, bytes, cancellationToken);
        await OtherParsers.PrintAsync(path, bytes.Length, items, rounds, cancellationToken);
        return 0;
    }

    static void Print(string name, byte[] bytes, int items, int rounds, Func<int> read)
    {
        var best = TimeSpan.MaxValue;
        var allocated = 0L;
        for (var round = 0; round <= rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Environment.CpuUsage.TotalTime;
            if (read() != items)
                throw new InvalidOperationException($"{name} did not find all {items} items.");
            var took = Environment.CpuUsage.TotalTime - started;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (round > 0 && took < best)
                best = took;
        }
        Console.WriteLine(Line(name, items / best.TotalSeconds, bytes.Length / 1e6 / best.TotalSeconds, string.Create(CultureInfo.InvariantCulture, $"{(double)allocated / bytes.Length,5:0.0} bytes allocated a byte")));
    }

    internal static string Line(string name, double items, double megabytes, string more) =>
        string.Create(CultureInfo.InvariantCulture, $"{name,-48} {items,9:#,0} items/s {megabytes,6:0.0} MB/s  {more}");
}
