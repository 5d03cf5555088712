using System.Text;
using System.Xml.Linq;
using CodeHollow.FeedReader.Feeds;

namespace Portal.Feeds.Parsing;

/// <summary>Reads Atom 1.0 (RFC 4287) and 0.3. CodeHollow reads identifiers, dates and links; text constructs, bases and media are read here.</summary>
static class AtomReading
{
    public static ParsedFeed Read(XElement root, string encoding, List<string> repairs, string url)
    {
        var core = root.Name.Namespace;
        var feed = new FeedNode(root, core, url);
        var links = feed.All(Family(feed), "link").ToList();
        var authors = People(feed, "author");
        var entries = root.Name.LocalName.Equals("entry", StringComparison.OrdinalIgnoreCase) ? [root]
            : root.Descendants().Where(element => element.Name.LocalName.Equals("entry", StringComparison.OrdinalIgnoreCase) && element.Name.Namespace == core).ToList();
        var link = Link(feed, links, "alternate");
        var based = feed.BaseUrl.Length > 0 || link is null ? feed.BaseUrl : link;
        return new ParsedFeed(IsOld(root) ? "atom-0.3" : "atom-1.0", encoding, repairs)
        {
            Id = Text(feed, "id"),
            Title = Plain(Element(feed, "title")),
            Link = link,
            Description = Html(Element(feed, "subtitle") ?? Element(feed, "tagline")) ?? feed.Text(Module.DublinCore, "description"),
            Author = authors,
            Copyright = Plain(Element(feed, "rights") ?? Element(feed, "copyright")) is { Length: > 0 } rights ? rights : feed.Text(Module.DublinCore, "rights"),
            Categories = Categories(feed),
            Language = feed.Language ?? feed.Text(Module.DublinCore, "language"),
            Updated = FeedDates.Parse(Text(feed, "updated") ?? Text(feed, "modified") ?? feed.Text(Module.DublinCore, "date")),
            Image = feed.Absolute(Text(feed, "logo") ?? Text(feed, "icon")) ?? MediaReading.Podcast(feed),
            Hub = Link(feed, links, "hub"),
            Self = Link(feed, links, "self"),
            Items = entries.ConvertAll(entry => Entry(entry, core, based, authors)),
        };
    }

    static ParsedEntry Entry(XElement element, XNamespace core, string baseUrl, string? authors)
    {
        var known = Standard(element);
        var entry = new FeedNode(element, core, FeedNodeBase(element, baseUrl));
        var links = entry.All(Family(entry), "link").ToList();
        var enclosures = MediaReading.Enclosures(entry);
        var id = Filled(known?.Id) ?? Text(entry, "id");
        var content = Element(entry, "content");
        var date = Filled(known?.PublishedDateString) ?? Text(entry, "published") ?? Text(entry, "issued") ?? Text(entry, "created") ?? entry.Text(Module.DublinCore, "date");
        return new()
        {
            Id = id,
            Title = Plain(Element(entry, "title")) is { Length: > 0 } title ? title : Markup.Plain(MediaReading.Text(entry, "title")),
            Link = Link(entry, links, "alternate") ?? (content is null ? null : entry.Absolute(MediaReading.Attribute(content, "src"))) ?? (FeedUrl.IsWeb(id) ? id : null),
            Author = People(entry, "author") ?? entry.Text(Module.DublinCore, "creator") ?? (Element(entry, "source") is { } source ? People(entry.Child(source), "author") : null) ?? authors,
            Published = FeedDates.Parse(date),
            PublishedRaw = date,
            Updated = FeedDates.Parse(Filled(known?.UpdatedDateString) ?? Text(entry, "updated") ?? Text(entry, "modified")),
            Summary = Html(Element(entry, "summary")) ?? (content is null ? MediaReading.Text(entry, "description") : null),
            Content = Html(content),
            Categories = Categories(entry),
            Enclosures = enclosures,
            Image = MediaReading.Image(entry, enclosures),
            CommentsUrl = Link(entry, links, "replies"),
            Language = entry.Language ?? (content is null ? null : MediaReading.Attribute(content, "lang")),
            BaseUrl = content is null ? entry.BaseUrl : FeedNode.Rebase(content, entry.BaseUrl),
        };
    }

    // Entries may stand below elements of other families that have a base of their own; those are rare and the feed's base serves.
    static string FeedNodeBase(XElement element, string baseUrl) => element.Parent is { Parent: not null } parent ? FeedNode.Rebase(parent, baseUrl) : baseUrl;

    static AtomFeedItem? Standard(XElement element)
    {
        try
        {
            return new(element);
        }
        catch (Exception exception) when (exception is NullReferenceException or FormatException or ArgumentException or InvalidOperationException)
        {
            // It stumbles over missing attributes; everything is read again below.
            return null;
        }
    }

    /// <summary>The best link of a relation: HTML before other types, then the first.</summary>
    static string? Link(FeedNode node, List<XElement> links, string rel)
    {
        var fitting = links.Where(link => string.Equals(MediaReading.Attribute(link, "rel") ?? "alternate", rel, StringComparison.OrdinalIgnoreCase)).ToList();
        var best = fitting.Find(link => MediaReading.Attribute(link, "type")?.Contains("html", StringComparison.OrdinalIgnoreCase) == true) ?? fitting.FirstOrDefault();
        return best is null ? null : FeedUrl.Absolute(MediaReading.Attribute(best, "href") ?? (best.HasElements ? null : best.Value), FeedNode.Rebase(best, node.BaseUrl));
    }

    static string? People(FeedNode node, string role)
    {
        var names = node.All(Family(node), role).Select(person => node.Child(person)).Select(person => Text(person, "name") ?? Filled(person.Element.HasElements ? null : person.Element.Value) ?? Text(person, "email"))
            .OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return names.Count > 0 ? string.Join(", ", names) : null;
    }

    static List<string> Categories(FeedNode node) =>
        [.. node.All(Family(node), "category").Select(category => MediaReading.Attribute(category, "label") ?? MediaReading.Attribute(category, "term") ?? category.Value.Trim())
            .Concat(node.All(Module.DublinCore, "subject").Select(subject => Markup.Plain(subject.Value)))
            .Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];

    static string? Html(XElement? element)
    {
        if (element is null)
            return null;
        var (type, mode) = Kind(element);
        if (element.HasElements)
            return Markup.Html(element);
        if (IsBase64(type, mode) && Base64(element.Value) is { } decoded)
            return decoded;
        var text = element.Value.Trim();
        if (text.Length == 0)
            return null;
        return type is "" or "text" or "text/plain" && mode is not "escaped" ? System.Net.WebUtility.HtmlEncode(text) : text;
    }

    static string Plain(XElement? element)
    {
        if (element is null)
            return "";
        var (type, mode) = Kind(element);
        return element.HasElements || (type is not ("" or "text" or "text/plain") || mode == "escaped")
            ? Markup.Plain(Html(element))
            : Markup.Collapse(element.Value);
    }

    static (string Type, string Mode) Kind(XElement element) =>
        ((MediaReading.Attribute(element, "type") ?? "").ToLowerInvariant(), (MediaReading.Attribute(element, "mode") ?? "").ToLowerInvariant());

    static bool IsBase64(string type, string mode) =>
        mode == "base64" || (type.Contains('/', StringComparison.Ordinal) && !type.StartsWith("text/", StringComparison.Ordinal) && !type.EndsWith("xml", StringComparison.Ordinal) && !type.Contains("html", StringComparison.Ordinal));

    static string? Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    static Module Family(FeedNode node) => Vocabulary.Of(node.Element.Name, node.Element.Name.Namespace);

    static XElement? Element(FeedNode node, string name) => node.First(Family(node), name);

    static string? Text(FeedNode node, string name) => node.Text(Family(node), name);

    static bool IsOld(XElement root) => root.Name.NamespaceName.Contains("purl.org/atom", StringComparison.OrdinalIgnoreCase) || MediaReading.Attribute(root, "version") == "0.3";

    static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
