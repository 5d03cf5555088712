using System.Xml.Linq;
using CodeHollow.FeedReader.Feeds;

namespace Portal.Feeds.Parsing;

/// <summary>
/// Reads one entry. CodeHollow reads the standard elements of RSS 2.0 and Atom 1.0; what it leaves out (other dialects, types of texts,
/// second enclosures, Media RSS, podcasts, addresses relative to a base) is read here.
/// </summary>
static class EntryReading
{
    public static ParsedEntry Read(XElement element, FeedDocument document, string baseUrl, People.Named feedAuthors)
    {
        var node = new FeedNode(element, document, baseUrl);
        var known = Standard(element, document);
        var guid = node.First(Module.Core, "guid") ?? node.First(Module.Core, "id");
        var id = Filled(guid?.Value) ?? (document.IsAtom ? null : MediaReading.Attribute(element, "about")) ?? node.Text(Module.DublinCore, "identifier");
        var permanent = guid is not null && !string.Equals(MediaReading.Attribute(guid, "isPermaLink"), "false", StringComparison.OrdinalIgnoreCase);
        if (permanent && id is ['/' or '.', ..])
            id = node.Absolute(guid) ?? id;
        var links = LinkReading.All(node);
        var enclosures = MediaReading.Enclosures(node);
        var (summary, content) = Texts(node);
        var published = EntryDates.Published(node, EntryDates.Of(known));
        var updated = EntryDates.Updated(node) ?? published.Time;
        var authors = Authors(node, feedAuthors);
        var categories = CategoryReading.All(node);
        var body = node.First(Module.Core, "content");
        return new()
        {
            Id = id,
            IsPermalink = permanent && FeedUrl.IsWeb(id),
            Title = ChannelReading.Title(node),
            Link = LinkReading.Page(links) ?? (document.Format == "cdf" ? node.Absolute(MediaReading.Attribute(element, "href")) : null)
                ?? (permanent && FeedUrl.IsWeb(id) ? id : null) ?? node.Absolute(body, "src") ?? (FeedUrl.IsWeb(id) && !permanent && guid is null ? id : null)
                ?? (enclosures.Count > 0 ? enclosures[0].Url : null),
            Links = links,
            Author = authors.Text,
            Authors = authors.Persons ?? [],
            Contributors = People.Contributors(node),
            Publisher = People.Publisher(node),
            Published = published.Time,
            PublishedRaw = published.Raw,
            Updated = updated,
            Summary = summary?.Html,
            SummaryBaseUrl = summary?.BaseUrl ?? node.BaseUrl,
            Content = content?.Html,
            BaseUrl = content?.BaseUrl ?? node.BaseUrl,
            Categories = CategoryReading.Terms(categories),
            CategoryDetails = categories,
            Enclosures = enclosures,
            Image = MediaReading.Image(node, enclosures) ?? Picture(node),
            Thumbnails = MediaReading.Thumbnails(node),
            Credits = MediaReading.Credits(node),
            Rating = MediaReading.Rating(node),
            CommentsUrl = node.Absolute(node.First(Module.Core, "comments")) ?? links.Find(link => link.Rel == "replies" && link.Type?.Contains("xml", StringComparison.OrdinalIgnoreCase) != true)?.Href,
            CommentsCount = DiscussionReading.Count(node),
            CommentFeed = DiscussionReading.Feed(node),
            InReplyTo = DiscussionReading.InReplyTo(node),
            Source = Source(node),
            License = ChannelReading.License(node, links) ?? node.Plain("rights") ?? node.Plain(Module.DublinCore, "rights"),
            Language = node.Text(Module.DublinCore, "language") ?? node.Text("language") ?? node.Language ?? (body is null ? null : MediaReading.Attribute(body, "lang")),
            Explicit = PodcastReading.IsExplicit(node),
            Season = PodcastReading.Number(node, "season"),
            Episode = PodcastReading.Number(node, "episode"),
            Chapters = PodcastReading.Chapters(node),
            ChaptersFile = PodcastReading.ChaptersFile(node),
            Transcripts = PodcastReading.Transcripts(node),
            Point = GeoReading.Point(node),
        };
    }

    /// <summary>
    /// Summary and content. The first of the short texts is the summary; a second one, where nothing is marked as content, is the
    /// content (as with <c>description</c> beside <c>itunes:summary</c>); content alone serves as summary too.
    /// </summary>
    static (FeedText? Summary, FeedText? Content) Texts(FeedNode node)
    {
        FeedText? first = null, second = null, encoded = null, content = null;
        foreach (var (module, name, element) in node.Children)
        {
            switch (module, name)
            {
                case (Module.Core or Module.DublinCore, "description"):
                    Short(TextConstruct.Html(element, node, html: true));
                    break;
                case (Module.Core or Module.Itunes, "summary") or (Module.Core or Module.Terms, "abstract"):
                    Short(TextConstruct.Html(element, node));
                    break;
                case (Module.Content or Module.Core, "encoded") or (Module.Core, "fullitem"):
                    encoded ??= TextConstruct.Html(element, node, html: true);
                    break;
                case (Module.Xhtml, "body" or "div") or (Module.Core, "body"):
                    encoded ??= Markup.Html(element) is { } body ? new(body, FeedNode.Rebase(element, node.BaseUrl)) : null;
                    break;
                case (Module.Core, "content"):
                    content ??= TextConstruct.Html(element, node);
                    break;
            }
        }
        content = encoded ?? content ?? second;
        first ??= content ?? (MediaReading.Description(node) is { } media ? media : TextConstruct.Html(node.First(Module.Itunes, "subtitle"), node));
        return (first, content);

        void Short(FeedText? text)
        {
            if (first is null)
                first = text;
            else if (text?.Html != first.Value.Html)
                second ??= text;
        }
    }

    static People.Named Authors(FeedNode node, People.Named feedAuthors)
    {
        var own = People.Authors(node);
        if (own.Text is not null)
            return own;
        return node.Document.IsAtom && node.First(Module.Core, "source") is { HasElements: true } source && People.Authors(node.Child(source)) is { Text: not null } first ? first : feedAuthors;
    }

    static ParsedSource? Source(FeedNode node)
    {
        if (node.First(Module.Core, "source") is not { } element)
            return node.Text(Module.DublinCore, "source") is { } text ? FeedUrl.IsWeb(text) ? new(null, text, null) : new(text, null, null) : null;
        if (!element.HasElements)
            return new(Filled(Markup.Plain(element.Value)), node.Absolute(element, "url"), null);
        var source = node.Child(element);
        return new(Filled(ChannelReading.Title(source)), LinkReading.Page(LinkReading.All(source)), source.Text("id"));
    }

    static string? Picture(FeedNode node)
    {
        if (node.First(Module.Core, "image") is not { } image)
            return null;
        return node.Absolute(node.Child(image).First(Module.Core, "url")) ?? node.Absolute(image, "href") ?? (image.HasElements ? null : node.Absolute(image));
    }

    static BaseFeedItem? Standard(XElement element, FeedDocument document)
    {
        try
        {
            return document.Format switch
            {
                "rss-2.0" => new Rss20FeedItem(element),
                "atom-1.0" => new AtomFeedItem(element),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is NullReferenceException or FormatException or ArgumentException or InvalidOperationException)
        {
            // It stumbles over missing attributes; everything is read again here.
            return null;
        }
    }

    static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
