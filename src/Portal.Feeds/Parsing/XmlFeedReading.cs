using System.Xml.Linq;

namespace Portal.Feeds.Parsing;

/// <summary>
/// Reads RSS of all versions, Atom and CDF. Feeds mix their elements (RSS with <c>atom:updated</c>, Atom with <c>dc:creator</c>), so
/// one reader serves all; the dialect decides only of what type a text is.
/// </summary>
static class XmlFeedReading
{
    /// <summary>Whether the outermost element is that of a feed.</summary>
    public static bool IsFeed(XElement root) => root.Name.LocalName.ToLowerInvariant() is "rss" or "rdf" or "channel" or "feed" or "entry" or "item" or "redirect"
        || root.Descendants().Any(element => element.Name.LocalName.ToLowerInvariant() is "item" or "entry" or "channel");

    public static ParsedFeed Read(XElement root, string encoding, IReadOnlyList<string> repairs, string url)
    {
        var name = root.Name.LocalName.ToLowerInvariant();
        var inner = name == "rdf" ? root.Elements().FirstOrDefault(child => Is(child, "channel")) ?? root.Elements().FirstOrDefault() : null;
        var vocabulary = new Vocabulary((inner ?? root).Name.Namespace);
        var document = new FeedDocument(vocabulary, Format(root, name, (inner ?? root).Name.Namespace));
        var outer = new FeedNode(root, document, url);
        var channel = name is "channel" or "feed" or "entry" ? outer : outer.First(Module.Core, "channel") is { } found ? outer.Child(found) : outer;
        var entries = new List<XElement>();
        foreach (var element in root.DescendantsAndSelf())
        {
            if (vocabulary.Of(element.Name) is (Module.Core, "item" or "entry"))
                entries.Add(element);
        }
        return ChannelReading.Read(outer, channel, entries, new(document.Format, encoding, repairs));
    }

    static string Format(XElement root, string name, XNamespace core)
    {
        var version = MediaReading.Attribute(root, "version");
        return name switch
        {
            "rdf" => core.NamespaceName.Contains("/0.9/", StringComparison.Ordinal) ? "rss-0.90" : "rss-1.0",
            "feed" or "entry" => IsOldAtom(root, version) ? "atom-0.3" : "atom-1.0",
            "channel" => MediaReading.Attribute(root, "href") is null && !root.Elements().Any(child => Is(child, "item") && MediaReading.Attribute(child, "href") is not null) ? "rss-2.0" : "cdf",
            _ => version switch
            {
                { } old when old.StartsWith("0.9", StringComparison.Ordinal) => "rss-" + old[..Math.Min(old.Length, 4)],
                "1.0" => "rss-1.0",
                _ => "rss-2.0",
            },
        };
    }

    static bool IsOldAtom(XElement root, string? version) =>
        root.Name.NamespaceName.Contains("purl.org/atom", StringComparison.OrdinalIgnoreCase) || (version?.StartsWith("0.", StringComparison.Ordinal) == true);

    static bool Is(XElement element, string name) => element.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase);
}
