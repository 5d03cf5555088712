using CodeHollow.FeedReader.Feeds;

namespace Portal.Feeds.Parsing;

/// <summary>Finds the dates of a feed or an entry among the many elements that hold one.</summary>
static class EntryDates
{
    /// <summary>When it was published, and how that stands there. Of what says only that it has a date, that is when it was published.</summary>
    /// <param name="node">The feed or entry.</param>
    /// <param name="known">The date as CodeHollow found it.</param>
    public static (DateTime? Time, string? Raw) Published(FeedNode node, string? known = null)
    {
        var raw = Filled(known) ?? node.Text("pubdate") ?? node.Text("published") ?? node.Text("issued") ?? node.Text(Module.Terms, "issued")
            ?? node.Text("created") ?? node.Text(Module.Terms, "created") ?? node.Text(Module.DublinCore, "date") ?? node.Text(Module.Terms, "date") ?? node.Text("date")
            ?? (node.Document.Format == "cdf" ? MediaReading.Attribute(node.Element, "lastmod") : null);
        return (FeedDates.Parse(raw), raw);
    }

    /// <summary>When it was last changed, or null.</summary>
    public static DateTime? Updated(FeedNode node) => FeedDates.Parse(
        node.Text("updated") ?? node.Text("modified") ?? node.Text("lastbuilddate") ?? node.Text(Module.Terms, "modified") ?? node.Text("lastmod")
        ?? node.Text(Module.DublinCore, "date") ?? (node.Document.Format == "cdf" ? MediaReading.Attribute(node.Element, "lastmod") : null));

    public static string? Of(BaseFeedItem? known) => known switch
    {
        Rss20FeedItem rss => rss.PublishingDateString,
        AtomFeedItem atom => atom.PublishedDateString,
        _ => null,
    };

    static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
