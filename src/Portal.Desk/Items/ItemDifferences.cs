using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Items;

namespace Portal.Desk.Items;

/// <summary>A value that two versions of an item have differently.</summary>
/// <param name="Part">Name of the part.</param>
/// <param name="Field">Name of the field or property in the part; null for the part as a whole.</param>
/// <param name="Label">Its name as editors know it, in English.</param>
/// <param name="Left">The value of the left version, as plain text.</param>
/// <param name="Right">The value of the right version, as plain text.</param>
public sealed record ItemDifference(string Part, string? Field, string Label, string Left, string Right)
{
    /// <summary>Whether a third version has this value as the given one has it.</summary>
    public bool IsSame(ContentItem one, ContentItem other) => JsonNode.DeepEquals(Node(one), Node(other));

    /// <summary>Puts the value of one version into another.</summary>
    public void Copy(ContentItem from, ContentItem to)
    {
        var value = Node(from)?.DeepClone();
        if (Field is null)
        {
            if (value is null)
                to.Content.Remove(Part);
            else
                to.Content[Part] = value;
            return;
        }
        if (to.Content[Part] is not JsonObject part)
            to.Content[Part] = part = [];
        if (value is null)
            part.Remove(Field);
        else
            part[Field] = value;
    }

    JsonNode? Node(ContentItem item) => Field is null ? item.Content[Part] : (item.Content[Part] as JsonObject)?[Field];
}

/// <summary>Compares versions of an item field by field.</summary>
static class ItemDifferences
{
    /// <summary>What differs, in the order of the left version's parts.</summary>
    /// <param name="left">The older version.</param>
    /// <param name="right">The newer version.</param>
    /// <param name="definitions">The definitions in force.</param>
    /// <param name="values">Tells values as text.</param>
    public static IReadOnlyList<ItemDifference> Between(ContentItem left, ContentItem right, ContentDefinitions definitions, ValueText values)
    {
        var differences = new List<ItemDifference>();
        var ordered = definitions.OrderedParts(left.ContentType).Select(part => part.Name);
        foreach (var part in ordered.Union(left.Content.Select(pair => pair.Key)).Union(right.Content.Select(pair => pair.Key)))
        {
            var (one, other) = (left.Content[part], right.Content[part]);
            // What an editor said about a version is no part of what it says.
            if (part == "AuditTrailPart" || JsonNode.DeepEquals(one, other))
                continue;
            var definition = definitions.Type(left.ContentType)?.Parts.FirstOrDefault(known => known.Name == part);
            var fields = definitions.OrderedFields(definition?.PartName ?? part).ToList();
            if (fields.Count == 0)
            {
                Add(part, null, Label(part, definition), one, other, null);
                continue;
            }
            var known = fields.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var field in fields)
                Add(part, field.Name, field.Label(), (one as JsonObject)?[field.Name], (other as JsonObject)?[field.Name], field.FieldName);
            foreach (var rest in Keys(one).Union(Keys(other)).Where(key => !known.Contains(key)))
                Add(part, rest, rest, (one as JsonObject)?[rest], (other as JsonObject)?[rest], null);
        }
        return differences;

        void Add(string part, string? field, string label, JsonNode? one, JsonNode? other, string? fieldType)
        {
            if (JsonNode.DeepEquals(one, other) || (ValueText.IsEmpty(one) && ValueText.IsEmpty(other)))
                return;
            var (leftText, rightText) = (values.Of(one, fieldType), values.Of(other, fieldType));
            // Words are the same, but their dress is not: the source tells.
            if (leftText == rightText)
                (leftText, rightText) = (ValueText.Source(one), ValueText.Source(other));
            differences.Add(new(part, field, label, leftText, rightText));
        }
    }

    static IEnumerable<string> Keys(JsonNode? part) => part is JsonObject json ? json.Select(pair => pair.Key) : [];

    static string Label(string part, ContentTypePartDefinition? definition) => part switch
    {
        "HtmlBodyPart" or "MarkdownBodyPart" => "Text",
        "PublishLaterPart" => "Publish at",
        "ArchiveLaterPart" => "Hide at",
        _ => definition?.Label() ?? DefinitionLabels.OfPart(part),
    };
}
