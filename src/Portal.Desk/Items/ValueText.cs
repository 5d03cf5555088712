using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Content.Html;
using Portal.Desk.Shell;

namespace Portal.Desk.Items;

/// <summary>Values of parts and fields as plain text for people.</summary>
/// <param name="names">Names of items and terms by identifier.</param>
/// <param name="zone">The time zone in which times are told.</param>
sealed class ValueText(IReadOnlyDictionary<string, string> names, TimeZoneInfo zone)
{
    /// <summary>The value as text; empty where there is none.</summary>
    /// <param name="node">The value.</param>
    /// <param name="fieldType">Type of the field, or null for a part.</param>
    public string Of(JsonNode? node, string? fieldType) => fieldType switch
    {
        "TaxonomyField" => Names(node?["TermContentItemIds"]),
        "ContentPickerField" => Names(node?["ContentItemIds"]),
        "MediaField" => string.Join("\n", new[] { Joined(node?["Paths"], ", "), Joined(node?["MediaTexts"], ", ") }.Where(text => text.Length > 0)),
        _ => Text(node),
    };

    /// <summary>Whether nothing stands there: a field that was never filled in says the same as an empty one.</summary>
    public static bool IsEmpty(JsonNode? node) => node switch
    {
        null => true,
        JsonObject json => json.All(pair => IsEmpty(pair.Value)),
        JsonArray array => array.Count == 0,
        JsonValue value when value.TryGetValue<string>(out var text) => text.Length == 0,
        JsonValue value when value.TryGetValue<bool>(out var flag) => !flag,
        _ => false,
    };

    /// <summary>The value as it is written: the HTML, or the JSON.</summary>
    public static string Source(JsonNode? node) => node switch
    {
        null => "",
        JsonObject { Count: 1 } json when json.First().Value is JsonValue value && value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(Content.Items.ContentItemJson.FileOptions),
    };

    string Names(JsonNode? ids) => string.Join(", ", (ids as JsonArray ?? []).Select(id => id?.ToString() ?? "").Select(id => names.GetValueOrDefault(id, id)));

    string Joined(JsonNode? array, string separator) => string.Join(separator, (array as JsonArray ?? []).Select(Text).Where(text => text.Length > 0));

    string Text(JsonNode? node) => node switch
    {
        null => "",
        // Identities of contained items tell nobody anything.
        JsonObject json => string.Join(" · ", json.Where(pair => pair.Key is not ("ContentItemId" or "ContentItemVersionId" or "ContentType")).Select(pair => Text(pair.Value)).Where(text => text.Length > 0)),
        JsonArray array => Joined(array, "\n"),
        JsonValue value when value.TryGetValue<string>(out var text) => Moment(text) ?? HtmlText.FromHtml(text),
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag ? "✓" : "",
        _ => node.ToJsonString(),
    };

    string? Moment(string text) =>
        text.Length is > 18 and < 30 && text[^1] == 'Z' && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time)
            ? zone.Show(time)
            : null;
}
