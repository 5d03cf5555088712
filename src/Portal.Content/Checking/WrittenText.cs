using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Html;
using Portal.Content.Items;

namespace Portal.Content.Checking;

/// <summary>
/// Looks after what people write into an item and into the items contained in it, however deep: HTML is cleaned, and templates
/// (Liquid, which is evaluated on the server) are told apart from what stood there before. Thread-safe.
/// </summary>
public sealed class WrittenText(HtmlCleaner cleaner)
{
    /// <summary>Cleans the HTML of the item's parts and fields.</summary>
    public void Clean(ContentItem item, ContentDefinitions definitions) => Clean(item.Content, item.ContentType, definitions);

    /// <summary>Whether the item holds a template that the stored one does not hold.</summary>
    public static bool ChangesTemplates(ContentItem item, ContentItem? stored)
    {
        var written = Templates(item.Content).ToList();
        return written.Count > 0 && written.Except(stored is null ? [] : Templates(stored.Content), StringComparer.Ordinal).Any();
    }

    void Clean(JsonObject content, string contentType, ContentDefinitions definitions)
    {
        foreach (var part in definitions.Type(contentType)?.Parts ?? [])
        {
            if (content[part.Name] is not JsonObject json)
                continue;
            if (part.PartName == "HtmlBodyPart")
                CleanProperty(json);
            foreach (var field in definitions.Part(part.PartName)?.Fields ?? [])
            {
                if (field.FieldName == "HtmlField" && json[field.Name] is JsonObject value)
                    CleanProperty(value);
            }
        }
        foreach (var contained in Contained(content))
            Clean(contained, contained.Text("ContentType"), definitions);
    }

    void CleanProperty(JsonObject value)
    {
        if (value.Text("Html") is { Length: > 0 } html && cleaner.Clean(html) is var clean && clean != html)
            value["Html"] = clean;
    }

    /// <summary>The items directly inside, wherever they stand: in flows and bags, in zones of lists of widgets.</summary>
    static IEnumerable<JsonObject> Contained(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(pair => pair.Value is JsonObject inner && IsItem(inner) ? [inner] : Contained(pair.Value)),
        JsonArray array => array.SelectMany(one => one is JsonObject inner && IsItem(inner) ? [inner] : Contained(one)),
        _ => [],
    };

    static bool IsItem(JsonObject json) => json.Text("ContentType").Length > 0;

    static IEnumerable<string> Templates(JsonNode? node) => node switch
    {
        JsonObject json => (json.Text("Liquid") is { Length: > 0 } liquid ? [liquid] : Array.Empty<string>()).Concat(json.SelectMany(pair => Templates(pair.Value))),
        JsonArray array => array.SelectMany(Templates),
        _ => [],
    };
}
