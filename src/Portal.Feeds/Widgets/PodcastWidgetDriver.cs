using System.Text.Json.Nodes;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Feeds.Importing;
using Portal.Site.Shapes;

namespace Portal.Feeds.Widgets;

/// <summary>Fills the podcast box with the newest entry of a source that can be listened to.</summary>
sealed class PodcastWidgetDriver(PublicContent content, NewsLines lines) : IContentDriver
{
    const string Widget = "PodcastWidget";
    const int Looked = 30;

    public string ContentType => Widget;

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        var source = display.Item.Field<ContentPickerField>(Widget, "Source")?.ContentItemIds is [var id, ..] ? id : null;
        var query = new ContentListQuery { Types = [NewsItems.ContentType], Keys = source is null ? [] : [$"item:{source}"], Count = Looked };
        display.Use.Query(query);
        var news = await content.ListAsync(query, cancellationToken);
        foreach (var item in news.Items)
        {
            if (Audio(item) is not { } audio)
                continue;
            display.Properties["Episode"] = (await lines.OfAsync([item], words: 40, display.Use, cancellationToken))[0];
            display.Properties["AudioUrl"] = Text(audio["Url"]);
            display.Properties["AudioType"] = Text(audio["Type"]);
            display.Properties["Minutes"] = audio["DurationSeconds"] is JsonValue value && value.TryGetValue<int>(out var seconds) ? (int)Math.Ceiling(seconds / 60d) : null;
            return;
        }
    }

    static JsonObject? Audio(ContentItem item) =>
        (item.Content[NewsItems.Enclosures]?["Items"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(file =>
            Text(file["Type"])?.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) == true
            || Text(file["Url"])?.Split('?')[0].EndsWith(".mp3", StringComparison.OrdinalIgnoreCase) == true);

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
