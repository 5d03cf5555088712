using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Html;
using Portal.Content.Items;

namespace Portal.Desk.Items;

/// <summary>A value that two versions of an item have differently.</summary>
/// <param name="Label">Name of the part or field as editors know it, in English.</param>
/// <param name="Stored">The value of the stored version, as plain text.</param>
/// <param name="Written">The value of the version being written, as plain text.</param>
public sealed record ItemDifference(string Label, string Stored, string Written);

/// <summary>Compares versions of an item field by field.</summary>
static class ItemDifferences
{
    /// <summary>What differs, in the order of the stored version's parts.</summary>
    public static IReadOnlyList<ItemDifference> Between(ContentItem stored, ContentItem written, ContentDefinitions definitions)
    {
        var differences = new List<ItemDifference>();
        foreach (var part in stored.Content.Select(pair => pair.Key).Union(written.Content.Select(pair => pair.Key), StringComparer.Ordinal))
        {
            var (left, right) = (stored.Content[part], written.Content[part]);
            if (JsonNode.DeepEquals(left, right))
                continue;
            var fields = definitions.Part(part)?.Fields ?? [];
            if (fields.Count == 0)
            {
                differences.Add(new(Label(part), Text(left), Text(right)));
                continue;
            }
            differences.AddRange(
                from field in fields
                let storedField = (left as JsonObject)?[field.Name]
                let writtenField = (right as JsonObject)?[field.Name]
                where !JsonNode.DeepEquals(storedField, writtenField)
                select new ItemDifference(field.DisplayName, Text(storedField), Text(writtenField)));
        }
        return differences;
    }

    static string Label(string part) => part switch { "TitlePart" => "Title", "HtmlBodyPart" => "Text", "AutoroutePart" => "Address", _ => part };

    static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonObject json => string.Join(" · ", json.Select(pair => Text(pair.Value)).Where(text => text.Length > 0)),
        JsonArray array => string.Join(", ", array.Select(Text).Where(text => text.Length > 0)),
        JsonValue value when value.TryGetValue<string>(out var text) => HtmlText.FromHtml(text),
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag ? "✓" : "",
        _ => node.ToJsonString(),
    };
}
