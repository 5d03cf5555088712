using System.Globalization;
using System.Xml.Linq;
using CodeHollow.FeedReader.Feeds;

namespace Portal.Feeds.Parsing;

/// <summary>
/// Reads RSS of all versions. CodeHollow reads the standard elements of each item; what it leaves out (second enclosures, Media RSS,
/// podcasts, addresses relative to a base, dates in other languages) is read here.
/// </summary>
static class RssReading
{
    public static ParsedFeed Read(XElement root, string encoding, List<string> repairs, string url)
    {
        var core = root.Name.LocalName.Equals("RDF", StringComparison.OrdinalIgnoreCase)
            ? root.Elements().Select(child => child.Name).FirstOrDefault(name => name.LocalName == "channel")?.Namespace ?? XNamespace.None
            : root.Name.Namespace;
        var outer = new FeedNode(root, core, url);
        var channel = Is(root, "channel") ? outer : outer.First(Module.Core, "channel") is { } inner ? outer.Child(inner) : outer;
        var items = root.Descendants().Where(element => Is(element, "item") && Vocabulary.Of(element.Name, core) == Module.Core).ToList();
        if (channel == outer && items.Count == 0 && !Is(root, "channel") && !root.HasElements)
            throw new FeedFormatException("The feed is empty: it has neither a channel nor items.");
        var link = channel.Absolute(channel.Text(Module.Core, "link")) ?? AtomLink(channel, "alternate");
        var based = channel.BaseUrl.Length > 0 || link is null ? channel.BaseUrl : link;
        var image = channel.First(Module.Core, "image") ?? outer.First(Module.Core, "image");
        return new ParsedFeed(Format(root, core), encoding, repairs)
        {
            Id = channel.Text(Module.Atom, "id") ?? channel.Text(Module.DublinCore, "identifier"),
            Title = Markup.Plain(channel.Text(Module.Core, "title") ?? channel.Text(Module.DublinCore, "title") ?? channel.Text(Module.Itunes, "title")),
            Link = link,
            Description = channel.Html(Module.Core, "description") ?? channel.Html(Module.Core, "tagline") ?? channel.Text(Module.DublinCore, "description")
                ?? channel.Text(Module.Itunes, "summary") ?? channel.Text(Module.Itunes, "subtitle"),
            Author = Person(channel.Text(Module.Core, "managingeditor")) ?? People(channel) ?? Person(channel.Text(Module.Core, "webmaster")),
            Copyright = channel.Text(Module.Core, "copyright") ?? channel.Text(Module.DublinCore, "rights") ?? channel.Text(Module.Media, "copyright"),
            Categories = Categories(channel),
            Language = channel.Text(Module.Core, "language") ?? channel.Text(Module.DublinCore, "language") ?? channel.Language ?? outer.Language,
            Updated = FeedDates.Parse(channel.Text(Module.Core, "lastbuilddate") ?? channel.Text(Module.Core, "pubdate") ?? channel.Text(Module.DublinCore, "date")
                ?? channel.Text(Module.Atom, "updated") ?? channel.Text(Module.Terms, "modified")),
            Image = (image is null ? null : channel.Absolute(channel.Child(image).Text(Module.Core, "url") ?? channel.Child(image).Text(Module.DublinCore, "url")))
                ?? MediaReading.Podcast(channel),
            TtlMinutes = Ttl(channel),
            SkipHours = SkipReading.Hours(channel),
            SkipDays = SkipReading.Days(channel),
            Hub = AtomLink(channel, "hub"),
            Self = AtomLink(channel, "self"),
            Items = items.ConvertAll(item => Item(item, core, based)),
        };
    }

    static ParsedEntry Item(XElement element, XNamespace core, string baseUrl)
    {
        var known = Standard(element);
        var item = new FeedNode(element, core, baseUrl);
        var enclosures = MediaReading.Enclosures(item);
        var guid = item.First(Module.Core, "guid");
        var id = Filled(known?.Guid) ?? guid?.Value.Trim() ?? item.Text(Module.Atom, "id") ?? item.Text(Module.DublinCore, "identifier")
            ?? (guid is null ? MediaReading.Attribute(element, "about") : null);
        var permanent = guid is not null && !string.Equals(MediaReading.Attribute(guid, "isPermaLink"), "false", StringComparison.OrdinalIgnoreCase);
        var summary = item.Html(Module.Core, "description") ?? item.Html(Module.Core, "summary");
        var content = item.Html(Module.Content, "encoded") ?? item.Html(Module.Core, "encoded") ?? item.Html(Module.Xhtml, "body")
            ?? item.Html(Module.Xhtml, "div") ?? item.Html(Module.Atom, "content") ?? item.Html(Module.Core, "content");
        summary ??= item.Html(Module.Atom, "summary") ?? item.Html(Module.DublinCore, "description") ?? item.Html(Module.Terms, "abstract");
        if (summary is null && content is null)
            summary = item.Text(Module.Itunes, "summary") ?? item.Text(Module.Itunes, "subtitle") ?? MediaReading.Text(item, "description");
        var date = Filled(known?.PublishingDateString) ?? item.Text(Module.Core, "pubdate") ?? item.Text(Module.DublinCore, "date") ?? item.Text(Module.Terms, "issued")
            ?? item.Text(Module.Terms, "created") ?? item.Text(Module.Atom, "published") ?? item.Text(Module.Core, "published");
        return new()
        {
            Id = Filled(id),
            Title = Markup.Plain(item.Html(Module.Core, "title") ?? item.Text(Module.DublinCore, "title") ?? item.Text(Module.Itunes, "title") ?? MediaReading.Text(item, "title")),
            Link = item.Absolute(Filled(known?.Link) ?? item.Text(Module.Core, "link")) ?? AtomLink(item, "alternate")
                ?? (permanent && FeedUrl.IsWeb(id) ? id : null) ?? (enclosures.Count > 0 ? enclosures[0].Url : null),
            Author = Person(Filled(known?.Author) ?? item.Text(Module.Core, "author")) ?? People(item),
            Published = FeedDates.Parse(date),
            PublishedRaw = date,
            Updated = FeedDates.Parse(item.Text(Module.Atom, "updated") ?? item.Text(Module.Terms, "modified") ?? item.Text(Module.Core, "lastmod")),
            Summary = summary,
            Content = content,
            Categories = Categories(item),
            Enclosures = enclosures,
            Image = MediaReading.Image(item, enclosures) ?? Picture(item),
            CommentsUrl = item.Absolute(Filled(known?.Comments) ?? item.Text(Module.Core, "comments")),
            Language = item.Text(Module.DublinCore, "language") ?? item.Language,
            BaseUrl = item.BaseUrl,
        };
    }

    static Rss20FeedItem? Standard(XElement element)
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

    static string Format(XElement root, XNamespace core)
    {
        if (root.Name.LocalName.Equals("RDF", StringComparison.OrdinalIgnoreCase))
            return core.NamespaceName.Contains("/0.9/", StringComparison.Ordinal) ? "rss-0.90" : "rss-1.0";
        return MediaReading.Attribute(root, "version") switch
        {
            { } version when version.StartsWith("0.9", StringComparison.Ordinal) => "rss-" + version[..Math.Min(version.Length, 4)],
            "1.0" => "rss-1.0",
            _ => "rss-2.0",
        };
    }

    static string? People(FeedNode node)
    {
        var names = node.All(Module.DublinCore, "creator").Concat(node.All(Module.Terms, "creator")).Select(creator => Person(creator.Value))
            .Concat(node.All(Module.Atom, "author").Select(author => node.Child(author).Text(Module.Atom, "name") ?? Person(author.HasElements ? null : author.Value)))
            .OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return names.Count > 0 ? string.Join(", ", names) : Person(node.Text(Module.Itunes, "author"));
    }

    /// <summary>The name out of <c>ana@example.org (Ana Anić)</c> or <c>Ana Anić &lt;ana@example.org&gt;</c>.</summary>
    static string? Person(string? text)
    {
        if (text is null || Markup.Plain(text.Contains('@', StringComparison.Ordinal) ? text.Replace('<', '(').Replace('>', ')') : text) is not { Length: > 0 } person)
            return null;
        var open = person.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || !person.EndsWith(')') || !person.Contains('@', StringComparison.Ordinal))
            return person;
        var (before, within) = (person[..open].Trim(), person[(open + 1)..^1].Trim());
        var name = within.Contains('@', StringComparison.Ordinal) ? before : within;
        return name.Length > 0 ? name : person;
    }

    static List<string> Categories(FeedNode node)
    {
        var found = node.All(Module.Core, "category").Concat(node.All(Module.DublinCore, "subject")).Concat(node.All(Module.Media, "category"))
            .Select(category => Markup.Plain(category.Value))
            .Concat(node.All(Module.Atom, "category").Select(category => MediaReading.Attribute(category, "label") ?? MediaReading.Attribute(category, "term") ?? category.Value))
            .Concat(node.All(Module.Itunes, "category").Select(category => MediaReading.Attribute(category, "text") ?? ""));
        return [.. found.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    static string? Picture(FeedNode item) =>
        item.First(Module.Core, "image") is { } image ? item.Absolute(item.Child(image).Text(Module.Core, "url") ?? (image.HasElements ? null : image.Value)) : null;

    static string? AtomLink(FeedNode node, string rel) =>
        node.All(Module.Atom, "link").Where(link => string.Equals(MediaReading.Attribute(link, "rel") ?? "alternate", rel, StringComparison.OrdinalIgnoreCase))
            .Select(link => node.Absolute(MediaReading.Attribute(link, "href"))).FirstOrDefault(href => href is not null);

    static int? Ttl(FeedNode channel)
    {
        if (int.TryParse(channel.Text(Module.Core, "ttl"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and < 100_000)
            return minutes;
        var period = channel.Text(Module.Syndication, "updateperiod")?.ToLowerInvariant() switch
        {
            "hourly" => 60,
            "daily" => 1440,
            "weekly" => 10_080,
            _ => 0,
        };
        var frequency = int.TryParse(channel.Text(Module.Syndication, "updatefrequency"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var times) && times > 0 ? times : 1;
        return period > 0 ? Math.Max(1, period / frequency) : null;
    }

    static bool Is(XElement element, string name) => element.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase);

    static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
