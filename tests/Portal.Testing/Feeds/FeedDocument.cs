using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Portal.Testing.Feeds;

/// <summary>Writes a feed in its dialect.</summary>
static class FeedDocument
{
    static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    static readonly XNamespace Rss1 = "http://purl.org/rss/1.0/";
    static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    static readonly XNamespace Atom03 = "http://purl.org/atom/ns#";
    static readonly XNamespace Atom10 = "http://www.w3.org/2005/Atom";

    /// <summary>The media type under which the document is served.</summary>
    public static string MediaType(FeedDialect dialect) => dialect switch
    {
        FeedDialect.Json11 => "application/feed+json",
        FeedDialect.Atom10 => "application/atom+xml",
        FeedDialect.Rss10 => "application/rdf+xml",
        _ => "application/rss+xml",
    };

    /// <summary>The document in UTF-8.</summary>
    public static byte[] Write(TestFeed feed, Uri site) => Encoding.UTF8.GetBytes(feed.Dialect switch
    {
        FeedDialect.Json11 => Json(feed, site),
        FeedDialect.Rss10 => Document(RdfFeed(feed, site)),
        FeedDialect.Atom03 => Document(AtomFeed(feed, site, Atom03)),
        FeedDialect.Atom10 => Document(AtomFeed(feed, site, Atom10)),
        _ => Document(RssFeed(feed, site)),
    });

    static string Document(XElement root) => "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root;

    static XElement RssFeed(TestFeed feed, Uri site)
    {
        var old = feed.Dialect == FeedDialect.Rss091;
        return new("rss", new XAttribute("version", old ? "0.91" : "2.0"), new XAttribute(XNamespace.Xmlns + "content", Content), new XAttribute(XNamespace.Xmlns + "dc", Dc),
            new XElement("channel",
                new XElement("title", feed.Title), new XElement("link", site), new XElement("description", $"{feed.Title}."), new XElement("language", feed.Language),
                feed.Entries.Reverse().Select(entry => new XElement("item",
                    new XElement("title", entry.Title), new XElement("link", entry.Link),
                    old ? new XElement("description", entry.Html) : new XElement(Content + "encoded", new XCData(entry.Html)),
                    old || entry.Id is null ? null : new XElement("guid", new XAttribute("isPermaLink", entry.Id == entry.Link), entry.Id),
                    old || entry.Published is not { } date ? null : new XElement("pubDate", date.UtcDateTime.ToString("r", CultureInfo.InvariantCulture)),
                    old || entry.Author.Length == 0 ? null : new XElement(Dc + "creator", entry.Author),
                    old ? null : entry.Categories.Select(category => new XElement("category", category)),
                    entry.Enclosure is not { } file ? null : new XElement("enclosure", new XAttribute("url", file.Url), new XAttribute("type", file.Type), new XAttribute("length", file.Length))))));
    }

    static XElement RdfFeed(TestFeed feed, Uri site) => new(Rdf + "RDF",
        new XAttribute(XNamespace.Xmlns + "rdf", Rdf), new XAttribute("xmlns", Rss1), new XAttribute(XNamespace.Xmlns + "dc", Dc), new XAttribute(XNamespace.Xmlns + "content", Content),
        new XElement(Rss1 + "channel", new XAttribute(Rdf + "about", site),
            new XElement(Rss1 + "title", feed.Title), new XElement(Rss1 + "link", site), new XElement(Rss1 + "description", $"{feed.Title}."), new XElement(Dc + "language", feed.Language),
            new XElement(Rss1 + "items", new XElement(Rdf + "Seq", feed.Entries.Select(entry => new XElement(Rdf + "li", new XAttribute(Rdf + "resource", entry.Link)))))),
        feed.Entries.Reverse().Select(entry => new XElement(Rss1 + "item", new XAttribute(Rdf + "about", entry.Id ?? entry.Link),
            new XElement(Rss1 + "title", entry.Title), new XElement(Rss1 + "link", entry.Link), new XElement(Content + "encoded", new XCData(entry.Html)),
            entry.Published is { } date ? new XElement(Dc + "date", Iso(date)) : null,
            entry.Author.Length > 0 ? new XElement(Dc + "creator", entry.Author) : null,
            entry.Categories.Select(category => new XElement(Dc + "subject", category)))));

    static XElement AtomFeed(TestFeed feed, Uri site, XNamespace atom)
    {
        var old = atom == Atom03;
        return new(atom + "feed", new XAttribute("xmlns", atom), old ? new XAttribute("version", "0.3") : null, new XAttribute(XNamespace.Xml + "lang", feed.Language),
            new XElement(atom + "title", feed.Title), new XElement(atom + "id", site), new XElement(atom + "link", new XAttribute("rel", "alternate"), new XAttribute("href", site)),
            new XElement(atom + (old ? "modified" : "updated"), Iso(feed.Entries.Max(entry => entry.Published) ?? DateTimeOffset.UnixEpoch)),
            feed.Entries.Reverse().Select(entry => new XElement(atom + "entry",
                new XElement(atom + "title", entry.Title), new XElement(atom + "link", new XAttribute("rel", "alternate"), new XAttribute("href", entry.Link)),
                entry.Id is null ? null : new XElement(atom + "id", entry.Id),
                entry.Published is not { } date ? null : new object[]
                {
                    new XElement(atom + (old ? "issued" : "published"), Iso(date)), new XElement(atom + (old ? "modified" : "updated"), Iso(date)),
                },
                entry.Author.Length == 0 ? null : new XElement(atom + "author", new XElement(atom + "name", entry.Author)),
                old ? null : entry.Categories.Select(category => new XElement(atom + "category", new XAttribute("term", category))),
                old || entry.Enclosure is not { } file ? null : new XElement(atom + "link", new XAttribute("rel", "enclosure"), new XAttribute("href", file.Url), new XAttribute("type", file.Type), new XAttribute("length", file.Length)),
                old ? new XElement(atom + "content", new XAttribute("type", "text/html"), new XAttribute("mode", "escaped"), entry.Html)
                    : new XElement(atom + "content", new XAttribute("type", "html"), entry.Html))));
    }

    static string Json(TestFeed feed, Uri site) => new JsonObject
    {
        ["version"] = "https://jsonfeed.org/version/1.1",
        ["title"] = feed.Title,
        ["home_page_url"] = site.AbsoluteUri,
        ["language"] = feed.Language,
        ["items"] = new JsonArray([.. feed.Entries.Reverse().Select(entry => Compact(new JsonObject
        {
            ["id"] = entry.Id,
            ["url"] = entry.Link,
            ["title"] = entry.Title,
            ["content_html"] = entry.Html,
            ["date_published"] = entry.Published is { } date ? Iso(date) : null,
            ["authors"] = entry.Author.Length > 0 ? new JsonArray(new JsonObject { ["name"] = entry.Author }) : null,
            ["tags"] = new JsonArray([.. entry.Categories.Select(category => (JsonNode)category)]),
            ["attachments"] = entry.Enclosure is { } file ? new JsonArray(new JsonObject { ["url"] = file.Url, ["mime_type"] = file.Type, ["size_in_bytes"] = file.Length }) : null,
        }))]),
    }.ToJsonString();

    static JsonObject Compact(JsonObject item)
    {
        foreach (var name in item.Where(property => property.Value is null).Select(property => property.Key).ToList())
            item.Remove(name);
        return item;
    }

    static string Iso(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
