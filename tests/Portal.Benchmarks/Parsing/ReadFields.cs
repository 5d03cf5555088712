using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text.Json.Nodes;
using System.Xml;
using CodeHollow.FeedReader;
using Portal.Content.Html;
using Portal.Feeds.CommandLine;
using Portal.Feeds.Normalizing;

namespace Portal.Benchmarks.Parsing;

/// <summary>What a parser found, as names and plain texts, so that parsers of different shape can be compared.</summary>
static class ReadFields
{
    static readonly EntryHtml Html = new();

    /// <summary>The fields that a reviewed expectation has; those alone are asked of each parser.</summary>
    public static Dictionary<string, string> OfExpectation(JsonObject feed)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in (string[])["title", "link", "description"])
            Add(fields, name, feed[name]);
        var items = feed["items"] as JsonArray ?? [];
        fields["items"] = items.Count.ToString(CultureInfo.InvariantCulture);
        for (var index = 0; index < items.Count; index++)
        {
            foreach (var name in (string[])["id", "title", "link", "author", "published"])
                Add(fields, $"{index}.{name}", items[index]![name]);
            Add(fields, $"{index}.text", items[index]!["content"] ?? items[index]!["summary"]);
        }
        return fields;
    }

    public static Dictionary<string, string> OfPortal(byte[] bytes) => OfExpectation(ParseCommand.Read(bytes, new(Json: true), Html));

    public static Dictionary<string, string> OfCodeHollow(byte[] bytes)
    {
        var feed = FeedReader.ReadFromByteArray(bytes);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(fields, "title", feed.Title);
        Add(fields, "link", feed.Link);
        Add(fields, "description", feed.Description);
        fields["items"] = feed.Items.Count.ToString(CultureInfo.InvariantCulture);
        foreach (var (index, item) in feed.Items.Index())
            Item(fields, index, item.Id, item.Title, item.Link, item.Author, item.PublishingDate, string.IsNullOrEmpty(item.Content) ? item.Description : item.Content);
        return fields;
    }

    public static Dictionary<string, string> OfServiceModel(byte[] bytes)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        var feed = SyndicationFeed.Load(reader);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(fields, "title", feed.Title?.Text);
        Add(fields, "link", Page(feed.Links));
        Add(fields, "description", feed.Description?.Text);
        var items = feed.Items.ToList();
        fields["items"] = items.Count.ToString(CultureInfo.InvariantCulture);
        foreach (var (index, item) in items.Index())
        {
            Item(fields, index, item.Id, item.Title?.Text, Page(item.Links), item.Authors.FirstOrDefault() is { } author ? author.Name ?? author.Email : null,
                item.PublishDate == default ? null : item.PublishDate.UtcDateTime, (item.Content as TextSyndicationContent)?.Text ?? item.Summary?.Text);
        }
        return fields;
    }

    static void Item(Dictionary<string, string> fields, int index, string? id, string? title, string? link, string? author, DateTime? published, string? text)
    {
        Add(fields, $"{index}.id", id);
        Add(fields, $"{index}.title", title);
        Add(fields, $"{index}.link", link);
        Add(fields, $"{index}.author", author);
        Add(fields, $"{index}.published", published?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        Add(fields, $"{index}.text", text);
    }

    static string? Page(IEnumerable<SyndicationLink> links) => links.FirstOrDefault(link => link.RelationshipType is null or "alternate")?.Uri?.OriginalString;

    static void Add(Dictionary<string, string> fields, string name, JsonNode? value) => Add(fields, name, value?.GetValue<string>());

    static void Add(Dictionary<string, string> fields, string name, string? value)
    {
        if (HtmlText.FromHtml(value) is { Length: > 0 } text)
            fields[name] = text;
    }
}
