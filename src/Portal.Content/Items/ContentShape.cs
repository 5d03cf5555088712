using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Content.Items;

/// <summary>Something in an item that is not of the shape that the program reads.</summary>
/// <param name="Path">Where, such as <c>HtmlBodyPart.Html</c>.</param>
/// <param name="Message">What is wrong, as a sentence in English.</param>
public sealed record ShapeProblem(string Path, string Message);

/// <summary>
/// Looks whether the parts of an item that this program reads are of the shape that it expects, at any depth, so that content from
/// outside is refused where it comes in and not where it is shown. What the program does not know may look as it likes.
/// </summary>
public static class ContentShape
{
    /// <summary>Deepest nesting of items in items (widgets in a flow, terms below terms).</summary>
    public const int MaxNesting = 24;

    enum Kind
    {
        Text,
        Flag,
        Number,
        Texts,
        Items,
    }

    static readonly Dictionary<string, (string Property, Kind Kind)[]> Parts = new(StringComparer.Ordinal)
    {
        ["TitlePart"] = [("Title", Kind.Text)],
        ["AutoroutePart"] = [("Path", Kind.Text), ("SetHomepage", Kind.Flag), ("Disabled", Kind.Flag), ("RouteContainedItems", Kind.Flag), ("Absolute", Kind.Flag)],
        ["AliasPart"] = [("Alias", Kind.Text)],
        ["HtmlBodyPart"] = [("Html", Kind.Text)],
        ["MarkdownBodyPart"] = [("Markdown", Kind.Text)],
        ["LiquidPart"] = [("Liquid", Kind.Text)],
        ["FlowPart"] = [("Widgets", Kind.Items)],
        ["BagPart"] = [("ContentItems", Kind.Items)],
        ["TaxonomyPart"] = [("Terms", Kind.Items), ("TermContentType", Kind.Text)],
        ["MenuItemsListPart"] = [("MenuItems", Kind.Items)],
        ["LinkMenuItemPart"] = [("Name", Kind.Text), ("Url", Kind.Text)],
        ["LayerMetadata"] = [("Layer", Kind.Text), ("Zone", Kind.Text), ("RenderTitle", Kind.Flag), ("Position", Kind.Number)],
        ["ContainedPart"] = [("ListContentItemId", Kind.Text), ("Order", Kind.Number)],
    };

    // By these names alone a field can be told from any other object below a part.
    static readonly (string Property, Kind Kind)[] Fields =
    [
        ("Text", Kind.Text), ("Html", Kind.Text), ("Markdown", Kind.Text), ("Url", Kind.Text), ("Paths", Kind.Texts), ("TermContentItemIds", Kind.Texts), ("ContentItemIds", Kind.Texts),
    ];

    /// <summary>What is wrong with the item; nothing where all is well.</summary>
    public static IEnumerable<ShapeProblem> Problems(ContentItem item) => Problems(item.Content, "", 0);

    static IEnumerable<ShapeProblem> Problems(JsonObject parts, string prefix, int nesting)
    {
        foreach (var (name, part) in parts)
        {
            var path = prefix + name;
            if (Parts.TryGetValue(name, out var properties))
            {
                if (part is not JsonObject known)
                {
                    if (part is not null)
                        yield return new(path, "An object should stand here.");
                    continue;
                }
                foreach (var problem in Problems(known, path, properties, nesting))
                    yield return problem;
            }
            else if (part is JsonObject other)
            {
                foreach (var problem in OfFields(other, path, nesting))
                    yield return problem;
            }
            else if (part is JsonArray items && name == "Terms")
            {
                foreach (var problem in OfItems(items, path, nesting))
                    yield return problem;
            }
        }
    }

    static IEnumerable<ShapeProblem> OfFields(JsonObject part, string path, int nesting)
    {
        if (part["ContentItems"] is JsonArray bag)
        {
            foreach (var problem in OfItems(bag, $"{path}.ContentItems", nesting))
                yield return problem;
        }
        foreach (var (name, field) in part)
        {
            if (field is not JsonObject value)
                continue;
            foreach (var problem in Problems(value, $"{path}.{name}", Fields, nesting))
                yield return problem;
        }
    }

    static IEnumerable<ShapeProblem> Problems(JsonObject json, string path, (string Property, Kind Kind)[] properties, int nesting)
    {
        foreach (var (property, kind) in properties)
        {
            if (json[property] is not { } value)
                continue;
            var place = $"{path}.{property}";
            if (kind == Kind.Items && value is JsonArray items)
            {
                foreach (var problem in OfItems(items, place, nesting))
                    yield return problem;
            }
            else if (!Fits(value, kind))
            {
                yield return new(place, kind switch
                {
                    Kind.Text => "A text should stand here.",
                    Kind.Flag => "True or false should stand here.",
                    Kind.Number => "A number should stand here.",
                    Kind.Texts => "A list of texts should stand here.",
                    _ => "A list of content items should stand here.",
                });
            }
        }
    }

    static IEnumerable<ShapeProblem> OfItems(JsonArray items, string path, int nesting)
    {
        if (nesting >= MaxNesting)
            return [new(path, $"Items are nested deeper than {MaxNesting} levels.")];
        return items.Select((item, index) => (item, index)).SelectMany(one => one.item switch
        {
            JsonObject json when json["ContentType"] is JsonValue type && type.GetValueKind() == JsonValueKind.String => Problems(json, $"{path}[{one.index}].", nesting + 1),
            JsonObject => [new($"{path}[{one.index}].ContentType", "The content type is missing.")],
            _ => [new ShapeProblem($"{path}[{one.index}]", "A content item should stand here.")],
        });
    }

    static bool Fits(JsonNode value, Kind kind) => kind switch
    {
        Kind.Text => value.GetValueKind() == JsonValueKind.String,
        Kind.Flag => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        Kind.Number => value.GetValueKind() == JsonValueKind.Number,
        Kind.Texts => value is JsonArray list && list.All(one => one is null || one.GetValueKind() == JsonValueKind.String),
        _ => false,
    };
}
