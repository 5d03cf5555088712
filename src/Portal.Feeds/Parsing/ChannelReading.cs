using System.Globalization;
using System.Xml.Linq;

namespace Portal.Feeds.Parsing;

/// <summary>Reads what a feed says of itself.</summary>
static class ChannelReading
{
    public static ParsedFeed Read(FeedNode outer, FeedNode channel, List<XElement> entries, ParsedFeed empty)
    {
        var links = LinkReading.All(channel);
        var link = LinkReading.Page(links) ?? (empty.Format == "cdf" ? channel.Absolute(MediaReading.Attribute(channel.Element, "href")) : null);
        var based = channel.BaseUrl.Length > 0 || link is null ? channel.BaseUrl : link;
        var authors = People.Authors(channel);
        var categories = CategoryReading.All(channel);
        var image = Image(channel) ?? Image(outer) ?? Thumbnail(channel, based);
        var description = Description(channel);
        return empty with
        {
            Id = channel.Text("id") ?? channel.Text("guid") ?? channel.Text(Module.DublinCore, "identifier"),
            Title = Title(channel),
            Link = link,
            Description = description?.Html,
            DescriptionBaseUrl = description is { BaseUrl.Length: > 0 } text ? text.BaseUrl : based,
            Author = authors.Text,
            Authors = authors.Persons,
            Contributors = People.Contributors(channel),
            Publisher = People.Publisher(channel),
            Copyright = channel.Plain("copyright") ?? channel.Plain("rights") ?? channel.Plain(Module.DublinCore, "rights") ?? channel.Plain(Module.Terms, "rights")
                ?? channel.Plain(Module.Media, "copyright"),
            License = License(channel, links),
            Categories = CategoryReading.Terms(categories),
            CategoryDetails = categories,
            Language = channel.Text("language") ?? channel.Text(Module.DublinCore, "language") ?? channel.Text(Module.Terms, "language") ?? channel.Language ?? outer.Language,
            Updated = EntryDates.Updated(channel) ?? EntryDates.Published(channel).Time,
            Image = image?.Url,
            ImageDetails = image,
            Links = links,
            Hub = LinkReading.Of(links, "hub"),
            Self = LinkReading.Of(links, "self"),
            Generator = Generator(channel),
            Docs = channel.Absolute(channel.First(Module.Core, "docs")),
            TtlMinutes = Ttl(channel),
            UpdatePeriod = channel.Text(Module.Syndication, "updateperiod")?.ToLowerInvariant(),
            UpdateFrequency = Number(channel.Text(Module.Syndication, "updatefrequency")),
            SkipHours = Skipped(channel, "skiphours", hour => Number(hour) is >= 0 and <= 24 and var number ? (int?)(number % 24) : null).OfType<int>().Distinct().ToList(),
            SkipDays = [.. Skipped(channel, "skipdays", day => day)],
            Cloud = channel.First(Module.Core, "cloud") is { } cloud ? new(MediaReading.Attribute(cloud, "domain"), MediaReading.Attribute(cloud, "port"),
                MediaReading.Attribute(cloud, "path"), MediaReading.Attribute(cloud, "registerProcedure"), MediaReading.Attribute(cloud, "protocol")) : null,
            TextInput = TextInput(channel) ?? TextInput(outer),
            NewLocation = channel.Absolute(channel.First(Module.Itunes, "new-feed-url") ?? channel.First(Module.Core, "newlocation")),
            Explicit = PodcastReading.IsExplicit(channel),
            BaseUrl = based,
            Items = Items(entries, outer, channel, based, authors),
        };
    }

    static List<ParsedEntry> Items(List<XElement> entries, FeedNode outer, FeedNode channel, string baseUrl, People.Named authors)
    {
        var beside = outer.BaseUrl.Length > 0 ? outer.BaseUrl : baseUrl;
        return entries.ConvertAll(entry => EntryReading.Read(entry, channel.Document, Around(entry.Parent), channel.Document.IsAtom ? authors : default));

        // What the channel says counts once, and only for what stands in it.
        string Around(XElement? parent) => parent is null || parent == channel.Element ? baseUrl : parent == outer.Element ? beside : FeedNode.Rebase(parent, baseUrl);
    }

    /// <summary>The first title that is not empty; those of other families only where the core has none.</summary>
    public static string Title(FeedNode node)
    {
        foreach (var (module, name, element) in node.Children)
        {
            if (name == "title" && module is Module.Core or Module.DublinCore or Module.Terms && TextConstruct.Plain(element, node) is { Length: > 0 } title)
                return title;
        }
        return MediaReading.Title(node) ?? node.Plain(Module.Itunes, "title") ?? "";
    }

    public static string? License(FeedNode node, IReadOnlyList<ParsedLink> links) =>
        node.First(Module.Licence, "license") is { } licence ? node.Absolute(licence, "resource") ?? node.Absolute(licence) ?? LinkReading.Of(links, "license") : LinkReading.Of(links, "license");

    static FeedText? Description(FeedNode channel) =>
        TextConstruct.Html(channel.First(Module.Core, "description"), channel, html: true) ?? TextConstruct.Html(channel.First(Module.Core, "subtitle"), channel)
        ?? TextConstruct.Html(channel.First(Module.Core, "tagline"), channel) ?? TextConstruct.Html(channel.First(Module.DublinCore, "description"), channel, html: true)
        ?? TextConstruct.Html(channel.First(Module.Core, "abstract"), channel) ?? TextConstruct.Html(channel.First(Module.Terms, "abstract"), channel)
        ?? TextConstruct.Html(channel.First(Module.Core, "summary"), channel) ?? TextConstruct.Html(channel.First(Module.Itunes, "subtitle"), channel)
        ?? TextConstruct.Html(channel.First(Module.Itunes, "summary"), channel) ?? TextConstruct.Html(channel.First(Module.Core, "info"), channel)
        ?? TextConstruct.Html(channel.First(Module.Feedburner, "browserfriendly"), channel);

    static ParsedImage? Thumbnail(FeedNode channel, string baseUrl) =>
        channel.First(Module.Media, "thumbnail") is { } element && FeedUrl.Absolute(MediaReading.Attribute(element, "url"), FeedNode.Rebase(element, baseUrl)) is { } url
            ? new(url, null, null, Number(MediaReading.Attribute(element, "width")), Number(MediaReading.Attribute(element, "height"))) : null;

    static ParsedImage? Image(FeedNode node)
    {
        foreach (var element in node.All(Module.Core, "image"))
        {
            var image = node.Child(element);
            if ((image.Absolute(image.First(Module.Core, "url")) ?? image.Absolute(image.First(Module.DublinCore, "url")) ?? image.Absolute(element, "href")
                    ?? (element.HasElements ? null : image.Absolute(element.Value))) is { } url)
            {
                return new(url, image.Plain("title"), image.Absolute(image.First(Module.Core, "link")), Number(image.Text("width")), Number(image.Text("height")));
            }
        }
        var address = node.Absolute(node.First(Module.Core, "logo")) ?? node.Absolute(node.First(Module.Core, "logo"), "href") ?? MediaReading.Podcast(node)
            ?? node.Absolute(node.First(Module.Core, "icon"));
        return address is null ? null : new(address);
    }

    static ParsedTextInput? TextInput(FeedNode node)
    {
        if ((node.First(Module.Core, "textinput") ?? node.First(Module.Core, "textarea")) is not { HasElements: true } element)
            return null;
        var input = node.Child(element);
        return new(input.Plain("title"), input.Plain("description"), input.Text("name"), input.Absolute(input.First(Module.Core, "link")));
    }

    static string? Generator(FeedNode channel)
    {
        if (channel.First(Module.Core, "generator") is { } generator)
        {
            var parts = new[] { Markup.Plain(generator.Value), MediaReading.Attribute(generator, "version") };
            if (string.Join(' ', parts.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } text)
                return text;
        }
        return channel.First(Module.Admin, "generatoragent") is { } agent ? MediaReading.Attribute(agent, "resource") ?? agent.Value : null;
    }

    static IEnumerable<T> Skipped<T>(FeedNode channel, string name, Func<string, T> read) =>
        channel.First(Module.Core, name) is { } skip ? skip.Elements().Select(one => one.Value.Trim()).Where(one => one.Length > 0).Take(24).Select(read) : [];

    static int? Ttl(FeedNode channel)
    {
        if (Number(channel.Text("ttl")) is > 0 and < 100_000 and var minutes)
            return minutes;
        var period = channel.Text(Module.Syndication, "updateperiod")?.ToLowerInvariant() switch
        {
            "hourly" => 60,
            "daily" => 1440,
            "weekly" => 10_080,
            "monthly" => 43_200,
            "yearly" => 525_600,
            _ => 0,
        };
        var frequency = Number(channel.Text(Module.Syndication, "updatefrequency")) is > 0 and var times ? times : 1;
        return period > 0 ? Math.Max(1, period / frequency) : null;
    }

    static int? Number(string? text) => int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;
}
