using System.Xml.Linq;

namespace Portal.Feeds.Parsing;

/// <summary>Reads the links of a feed or an entry.</summary>
static class LinkReading
{
    /// <summary>Most links that are read of one entry.</summary>
    const int MaxLinks = 100;

    public static List<ParsedLink> All(FeedNode node)
    {
        var links = new List<ParsedLink>();
        foreach (var (module, name, element) in node.Children)
        {
            if (module == Module.Core && name is "link" or "prodlink" && links.Count < MaxLinks && Read(node, element) is { } link)
                links.Add(link);
        }
        return links;
    }

    /// <summary>The page: a link that is HTML (or does not say what it is) before other types, then the first.</summary>
    public static string? Page(IReadOnlyList<ParsedLink> links)
    {
        ParsedLink? other = null;
        foreach (var link in links)
        {
            if (link.Rel != "alternate")
                continue;
            if (link.Type is null || link.Type.Contains("html", StringComparison.OrdinalIgnoreCase))
                return link.Href;
            other ??= link;
        }
        return other?.Href;
    }

    public static string? Of(IReadOnlyList<ParsedLink> links, string rel)
    {
        foreach (var link in links)
        {
            if (link.Rel == rel)
                return link.Href;
        }
        return null;
    }

    static ParsedLink? Read(FeedNode node, XElement element)
    {
        if (!element.HasAttributes)
            return node.Absolute(element) is { } simple ? new(simple, "alternate", null, null, null) : null;
        var href = node.Absolute(element, "href") ?? node.Absolute(element, "url") ?? node.Absolute(element, "resource") ?? (element.HasElements ? null : node.Absolute(element));
        if (href is null)
            return null;
        var rel = MediaReading.Attribute(element, "rel") ?? "alternate";
        var relations = rel.LastIndexOf("://www.iana.org/assignments/relation/", StringComparison.OrdinalIgnoreCase);
        rel = relations < 0 ? rel : rel[(relations + "://www.iana.org/assignments/relation/".Length)..];
        return new(href, rel.ToLowerInvariant(), MediaReading.Attribute(element, "type"), MediaReading.Attribute(element, "hreflang"), MediaReading.Attribute(element, "title"));
    }
}
