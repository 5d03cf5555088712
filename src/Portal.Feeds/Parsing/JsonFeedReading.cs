using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Feeds.Parsing;

/// <summary>Reads JSON Feed 1.0 and 1.1 (jsonfeed.org).</summary>
static class JsonFeedReading
{
    static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    public static ParsedFeed Read(string text, string encoding, List<string> repairs, string url)
    {
        try
        {
            return ReadFeed(text, encoding, repairs, url);
        }
        catch (Exception damaged) when (damaged is InvalidOperationException or ArgumentException)
        {
            // Half a surrogate pair in an escape is valid JSON and no text; a name that stands twice is found only when it is looked up.
            throw new FeedFormatException($"The document begins like JSON but is damaged: {damaged.Message}", damaged);
        }
    }

    static ParsedFeed ReadFeed(string text, string encoding, List<string> repairs, string url)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(text, documentOptions: Options);
        }
        catch (JsonException damaged)
        {
            throw new FeedFormatException($"The document begins like JSON but is damaged: {damaged.Message}", damaged);
        }
        if (node is not JsonObject feed || (feed["items"] is not JsonArray && Text(feed, "version")?.Contains("jsonfeed", StringComparison.OrdinalIgnoreCase) != true))
            throw new FeedFormatException("The document is JSON, but no JSON Feed: it has no list of items.");
        var home = FeedUrl.Absolute(Text(feed, "home_page_url"), url);
        var based = home ?? FeedUrl.Absolute(Text(feed, "feed_url"), url) ?? url;
        return new ParsedFeed(Text(feed, "version")?.TrimEnd('/').EndsWith("/1", StringComparison.Ordinal) == true ? "json-1.0" : "json-1.1", encoding, repairs)
        {
            Id = Text(feed, "feed_url"),
            Title = Markup.Plain(Text(feed, "title")),
            Link = home,
            Description = Text(feed, "description"),
            Author = Named(Authors(feed)),
            Authors = Authors(feed),
            BaseUrl = based,
            DescriptionBaseUrl = based,
            Language = Text(feed, "language"),
            Image = FeedUrl.Absolute(Text(feed, "icon") ?? Text(feed, "favicon"), based),
            Hub = (feed["hubs"] as JsonArray)?.OfType<JsonObject>().Select(hub => FeedUrl.Absolute(Text(hub, "url"), based)).FirstOrDefault(),
            Self = FeedUrl.Absolute(Text(feed, "feed_url"), url),
            Items = [.. (feed["items"] as JsonArray ?? []).OfType<JsonObject>().Select(item => Item(item, based, Authors(feed)))],
        };
    }

    static ParsedEntry Item(JsonObject item, string baseUrl, List<ParsedPerson> feedAuthors)
    {
        var authors = Authors(item) is { Count: > 0 } own ? own : feedAuthors;
        var enclosures = (item["attachments"] as JsonArray ?? []).OfType<JsonObject>()
            .Select(file => FeedUrl.Absolute(Text(file, "url"), baseUrl) is { } address
                ? new ParsedEnclosure(address, Text(file, "mime_type"), Number(file, "size_in_bytes"), (int?)Number(file, "duration_in_seconds")) { Title = Text(file, "title") }
                : null)
            .OfType<ParsedEnclosure>().ToList();
        var id = Text(item, "id");
        var content = Text(item, "content_html") ?? (Text(item, "content_text") is { } plain ? $"<p>{WebUtility.HtmlEncode(plain).Replace("\n", "<br>", StringComparison.Ordinal)}</p>" : null);
        var tags = (item["tags"] as JsonArray ?? []).OfType<JsonValue>().Select(tag => tag.TryGetValue<string>(out var text) ? text.Trim() : "").Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return new()
        {
            Id = id,
            Title = Markup.Plain(Text(item, "title")),
            Link = FeedUrl.Absolute(Text(item, "url") ?? Text(item, "external_url"), baseUrl) ?? (FeedUrl.IsWeb(id) ? id : null),
            Author = Named(authors),
            Authors = authors,
            Published = FeedDates.Parse(Text(item, "date_published")),
            PublishedRaw = Text(item, "date_published"),
            Updated = FeedDates.Parse(Text(item, "date_modified") ?? Text(item, "date_published")),
            Summary = Text(item, "summary") is { } summary ? WebUtility.HtmlEncode(summary) : content,
            Content = content,
            Categories = tags,
            CategoryDetails = tags.ConvertAll(tag => new ParsedCategory(tag)),
            Enclosures = enclosures,
            Image = FeedUrl.Absolute(Text(item, "image") ?? Text(item, "banner_image"), baseUrl)
                ?? enclosures.Find(file => file.Type?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true)?.Url,
            Language = Text(item, "language"),
            BaseUrl = baseUrl,
            SummaryBaseUrl = baseUrl,
        };
    }

    static string? Named(List<ParsedPerson> persons) => People.Shown(persons) is { Length: > 0 } names ? names : null;

    static List<ParsedPerson> Authors(JsonObject json)
    {
        var people = (json["authors"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        if (json["author"] is JsonObject old)
            people.Add(old);
        return [.. people.Select(person => new ParsedPerson(Text(person, "name"), null, FeedUrl.Absolute(Text(person, "url"), ""))).Where(person => person.Name is not null).Distinct()];
    }

    static string? Text(JsonObject json, string name) => json[name] is JsonValue value
        ? value.TryGetValue<string>(out var text) ? string.IsNullOrWhiteSpace(text) ? null : text.Replace("\0", "", StringComparison.Ordinal).Trim()
            : value.GetValueKind() == JsonValueKind.Number ? value.ToJsonString() : null
        : null;

    static long? Number(JsonObject json, string name) =>
        Text(json, name) is { } text && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is > 0 and < int.MaxValue * 1_000_000m ? (long)number : null;
}
