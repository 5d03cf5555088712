using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Portal.Site.Tests.Syndication;

/// <summary>Says what is wrong with a feed by the specifications: RSS 2.0 (rssboard.org), RFC 4287, JSON Feed 1.1. Nothing for a valid one.</summary>
static class FeedValidator
{
    static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    static readonly XNamespace Media = "http://search.yahoo.com/mrss/";

    public static IReadOnlyList<string> Rss(string document, string self)
    {
        var problems = new List<string>();
        var root = XDocument.Parse(document).Root!;
        Want(problems, root.Name == "rss" && root.Attribute("version")?.Value == "2.0", "the root is no rss 2.0");
        var channel = root.Element("channel")!;
        foreach (var name in new[] { "title", "link", "description" })
            Want(problems, channel.Elements(name).Count() == 1 && channel.Element(name)!.Value.Length > 0, $"channel has not one {name}");
        Want(problems, IsWeb(channel.Element("link")?.Value), "channel/link is not absolute");
        Want(problems, IsRfc822(channel.Element("lastBuildDate")?.Value), "lastBuildDate is no RFC 822 date");
        Want(problems, channel.Elements(Atom + "link").Any(link => link.Attribute("rel")?.Value == "self" && link.Attribute("href")?.Value == self), $"no atom:link self {self}");
        var items = channel.Elements("item").ToList();
        Unique(problems, items.Select(item => item.Element("guid")?.Value));
        foreach (var item in items)
        {
            Want(problems, item.Element("title") is { Value.Length: > 0 } || item.Element("description") is { Value.Length: > 0 }, "item has neither title nor description");
            Want(problems, IsWeb(item.Element("link")?.Value), $"item/link {item.Element("link")?.Value} is not absolute");
            Want(problems, IsRfc822(item.Element("pubDate")?.Value), $"pubDate {item.Element("pubDate")?.Value} is no RFC 822 date");
            Want(problems, item.Elements("source").All(source => IsWeb(source.Attribute("url")?.Value) && source.Value.Length > 0), "source has no url or no name");
            Want(problems, item.Elements("enclosure").Count() <= 1, "an item has several enclosures");
            Want(problems, item.Elements("enclosure").All(one => IsWeb(one.Attribute("url")?.Value) && long.TryParse(one.Attribute("length")?.Value, out _) && one.Attribute("type")?.Value.Contains('/', StringComparison.Ordinal) == true), "enclosure lacks url, length or type");
        }
        Pictures(problems, root);
        return problems;
    }

    public static IReadOnlyList<string> AtomFeed(string document, string self)
    {
        var problems = new List<string>();
        var feed = XDocument.Parse(document).Root!;
        Want(problems, feed.Name == Atom + "feed", "the root is no Atom feed");
        Required(problems, feed, "feed");
        Want(problems, feed.Elements(Atom + "link").Any(link => link.Attribute("rel")?.Value == "self" && link.Attribute("href")?.Value == self), $"no link self {self}");
        Unique(problems, feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "id")?.Value));
        foreach (var entry in feed.Elements(Atom + "entry"))
        {
            Required(problems, entry, "entry");
            Want(problems, entry.Elements(Atom + "author").Any(author => author.Element(Atom + "name") is { Value.Length: > 0 }), "entry has no author with a name");
            Want(problems, entry.Elements(Atom + "link").Count(link => link.Attribute("rel")?.Value == "alternate") == 1, "entry has not one alternate link");
            Want(problems, entry.Elements(Atom + "link").All(link => IsWeb(link.Attribute("href")?.Value)), "a link of an entry is not absolute");
            Want(problems, entry.Elements(Atom + "content").All(content => content.Attribute("type")?.Value is "html" or "text" or null), "content is of another type");
            Want(problems, entry.Elements(Atom + "category").All(category => category.Attribute("term") is { Value.Length: > 0 }), "a category has no term");
            Want(problems, entry.Elements(Atom + "source").All(source => source.Element(Atom + "title") is { Value.Length: > 0 }), "a source has no title");
        }
        Pictures(problems, feed);
        return problems;
    }

    public static IReadOnlyList<string> Json(string document, string self)
    {
        var problems = new List<string>();
        var feed = JsonNode.Parse(document)!.AsObject();
        Want(problems, feed["version"]?.ToString() == "https://jsonfeed.org/version/1.1", "another version");
        Want(problems, feed["title"]?.ToString().Length > 0, "no title");
        Want(problems, feed["feed_url"]?.ToString() == self, $"feed_url is not {self}");
        Want(problems, IsWeb(feed["home_page_url"]?.ToString()), "home_page_url is not absolute");
        var items = feed["items"]!.AsArray().OfType<JsonObject>().ToList();
        Unique(problems, items.Select(item => item["id"]?.ToString()));
        foreach (var item in items)
        {
            Want(problems, item["content_html"] is not null || item["content_text"] is not null, "item has no content");
            Want(problems, IsWeb(item["url"]?.ToString()), "url is not absolute");
            Want(problems, item["external_url"] is null || IsWeb(item["external_url"]!.ToString()), "external_url is not absolute");
            Want(problems, item["image"] is null || IsWeb(item["image"]!.ToString()), "image is not absolute");
            Want(problems, IsRfc3339(item["date_published"]?.ToString()) && IsRfc3339(item["date_modified"]?.ToString()), "a date is no RFC 3339 date");
            Want(problems, (item["attachments"] as JsonArray ?? []).All(file => IsWeb(file!["url"]?.ToString()) && file["mime_type"]?.ToString().Contains('/', StringComparison.Ordinal) == true), "an attachment lacks url or mime_type");
        }
        return problems;
    }

    static void Required(List<string> problems, XElement element, string name)
    {
        foreach (var child in new[] { "id", "title", "updated" })
            Want(problems, element.Elements(Atom + child).Count() == 1, $"{name} has not one {child}");
        Want(problems, Uri.IsWellFormedUriString(element.Element(Atom + "id")?.Value, UriKind.Absolute), $"{name}/id is no IRI");
        Want(problems, IsRfc3339(element.Element(Atom + "updated")?.Value), $"{name}/updated is no RFC 3339 date");
    }

    static void Pictures(List<string> problems, XElement root) =>
        Want(problems, root.Descendants(Media + "content").All(media => IsWeb(media.Attribute("url")?.Value) && media.Attribute("medium")?.Value == "image"), "media:content lacks url or medium");

    static void Unique(List<string> problems, IEnumerable<string?> ids)
    {
        var all = ids.ToList();
        Want(problems, all.TrueForAll(id => !string.IsNullOrEmpty(id)), "an item has no id");
        Want(problems, all.Distinct(StringComparer.Ordinal).Count() == all.Count, "two items have the same id");
    }

    static void Want(List<string> problems, bool holds, string problem)
    {
        if (!holds)
            problems.Add(problem);
    }

    static bool IsWeb(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    static bool IsRfc822(string? date) => DateTime.TryParseExact(date, "ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    static bool IsRfc3339(string? date) => DateTime.TryParseExact(date, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
