using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using static Portal.Site.Syndication.FeedXml;

namespace Portal.Site.Syndication;

/// <summary>Writes feeds as JSON Feed 1.1 (jsonfeed.org/version/1.1).</summary>
static class JsonFeedWriter
{
    static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    public static byte[] Write(OutgoingFeed feed)
    {
        var json = new JsonObject
        {
            ["version"] = "https://jsonfeed.org/version/1.1",
            ["title"] = feed.Title,
            ["home_page_url"] = feed.Link,
            ["feed_url"] = feed.SelfLink,
            ["description"] = feed.Description,
            ["language"] = feed.Language,
            ["items"] = new JsonArray([.. feed.Entries.Select(Item)]),
        };
        if (feed.Hub is { } hub)
            json["hubs"] = new JsonArray(new JsonObject { ["type"] = "WebSub", ["url"] = hub });
        return Encoding.UTF8.GetBytes(json.ToJsonString(Options));
    }

    static JsonObject Item(OutgoingEntry entry)
    {
        var item = new JsonObject
        {
            ["id"] = entry.Id,
            ["url"] = entry.Link,
            ["title"] = Clean(entry.Title),
            ["summary"] = Clean(entry.Summary),
            [entry.Html.Length > 0 ? "content_html" : "content_text"] = entry.Html.Length > 0 ? entry.Html : entry.Summary,
            ["date_published"] = Rfc3339(entry.PublishedUtc),
            ["date_modified"] = Rfc3339(entry.UpdatedUtc),
        };
        if (Author(entry) is { Length: > 0 } author)
            item["authors"] = new JsonArray(new JsonObject { ["name"] = author });
        if (entry.Source is { Original.Length: > 0 } source)
            item["external_url"] = source.Original;
        if (entry.Image is { } image)
            item["image"] = image.Url;
        if (entry.Language.Length > 0)
            item["language"] = entry.Language;
        if (entry.Categories.Count > 0)
            item["tags"] = new JsonArray([.. entry.Categories.Select(one => JsonValue.Create(one))]);
        if (entry.Enclosure is { } enclosure)
        {
            var file = new JsonObject { ["url"] = enclosure.Url, ["mime_type"] = enclosure.Type };
            if (enclosure.Length > 0)
                file["size_in_bytes"] = enclosure.Length;
            item["attachments"] = new JsonArray(file);
        }
        return item;
    }
}
