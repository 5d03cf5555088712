using System.Globalization;

namespace Portal.Feeds.Parsing;

/// <summary>Reads what an entry says of its discussion: Slash, the Comment API and Atom Threading (RFC 4685).</summary>
static class DiscussionReading
{
    public static int? Count(FeedNode node) =>
        int.TryParse(node.Text(Module.Slash, "comments") ?? node.Text(Module.Thread, "total"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>The address of the feed of its comments, or null.</summary>
    public static string? Feed(FeedNode node)
    {
        if (node.Absolute(node.First(Module.CommentApi, "commentrss")) is { } address)
            return address;
        foreach (var link in node.All(Module.Core, "link"))
        {
            if (MediaReading.Attribute(link, "rel") == "replies" && MediaReading.Attribute(link, "type")?.Contains("xml", StringComparison.OrdinalIgnoreCase) == true)
                return node.Absolute(link, "href");
        }
        return null;
    }

    public static string? InReplyTo(FeedNode node) => node.First(Module.Thread, "in-reply-to") is { } other ? MediaReading.Attribute(other, "ref") ?? MediaReading.Attribute(other, "href") : null;
}
