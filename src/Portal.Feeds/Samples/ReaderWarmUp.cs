using System.Text;
using Portal.Content.Hosting;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Parsing;

namespace Portal.Feeds.Samples;

/// <summary>Reads a small feed at the start, so that the parsers are compiled when the first real ones come in.</summary>
sealed class ReaderWarmUp(EntryNormalizer normalizer) : IWarmUp
{
    const string Feed = """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0"><channel><title>t</title><link>https://example.org/</link><item><guid>1</guid><title>t</title><link>https://example.org/1</link>
        <pubDate>Tue, 24 Nov 2026 10:00:00 +0000</pubDate><description>&lt;p&gt;One &lt;a href="/two"&gt;two&lt;/a&gt;.&lt;/p&gt;</description></item></channel></rss>
        """;

    public Task WarmUpAsync(CancellationToken cancellationToken)
    {
        normalizer.Normalize(FeedParser.Parse(Encoding.UTF8.GetBytes(Feed)), "en", excerptOnly: false);
        return Task.CompletedTask;
    }
}
