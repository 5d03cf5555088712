using System.Text.Json.Nodes;
using Portal.Content.Html;

namespace Portal.Desk.Items;

/// <summary>Values of parts and fields as plain text for people.</summary>
static class ValueText
{
    /// <summary>The value as text; empty where there is none.</summary>
    /// <param name="node">The value.</param>
    /// <param name="fieldType">Type of the field, or null for a part.</param>
    /// <param name="names">Names of items and terms by identifier.</param>
    public static string Of(JsonNode? node, string? fieldType, IReadOnlyDictionary<string, string> names) => fieldType switch
    {
        "TaxonomyField" => Names(node?["TermContentItemIds"], names),
        "ContentPickerField" => Names(node?["ContentItemIds"], names),
        "MediaField" => string.Join("\n", new[] { Joined(node?["Paths"], ", "), Joined(node?["MediaTexts"], ", ") }.Where(text => text.Length > 0)),
        _ => Text(node),
    };

    /// <summary>The value as it is written: the HTML, or the JSON.</summary>
    public static string Source(JsonNode? node) => node switch
    {
        null => "",
        JsonObject { Count: 1 } json when json.First().Value is JsonValue value && value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(Content.Items.ContentItemJson.FileOptions),
    };

    static string Names(JsonNode? ids, IReadOnlyDictionary<string, string> names) =>
        string.Join(", ", (ids as JsonArray ?? []).Select(id => id?.ToString() ?? "").Select(id => names.GetValueOrDefault(id, id)));

    static string Joined(JsonNode? array, string separator) => string.Join(separator, (array as JsonArray ?? []).Select(Text).Where(text => text.Length > 0));

    static string Text(JsonNode? node) => node switch
    {
        null => "",
        // Identities of contained items tell nobody anything.
        JsonObject json => string.Join(" · ", json.Where(pair => pair.Key is not ("ContentItemId" or "ContentItemVersionId" or "ContentType")).Select(pair => Text(pair.Value)).Where(text => text.Length > 0)),
        JsonArray array => Joined(array, "\n"),
        JsonValue value when value.TryGetValue<string>(out var text) => HtmlText.FromHtml(text),
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag ? "✓" : "",
        _ => node.ToJsonString(),
    };
}
