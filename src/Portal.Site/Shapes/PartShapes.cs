using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Site.Pages;

namespace Portal.Site.Shapes;

/// <summary>
/// The parts and fields of an item as shapes, made as a template asks for them: <c>Model.Content.HtmlBodyPart</c>,
/// <c>Model.Content.Article-Subtitle</c>.
/// </summary>
/// <param name="item">The item.</param>
/// <param name="displayType"><c>Detail</c> or <c>Summary</c>.</param>
/// <param name="render">The page.</param>
/// <param name="lists">What the item's <c>ListPart</c>s hold, by the name of the part.</param>
sealed class PartShapes(ContentItem item, string displayType, PageRender render, IReadOnlyDictionary<string, ListPage> lists)
{
    readonly ContentDefinitions _definitions = render.Definitions;

    /// <summary>All of them in the order of the definition.</summary>
    public IReadOnlyList<Shape> All()
    {
        var shapes = new List<Shape>();
        foreach (var part in _definitions.OrderedParts(item.ContentType))
        {
            if (Part(part) is { } shape)
                shapes.Add(shape);
            foreach (var field in _definitions.OrderedFields(part.PartName))
            {
                if (Field(part, field) is { } one)
                    shapes.Add(one);
            }
        }
        return shapes;
    }

    /// <summary>The part or field of that name, or null.</summary>
    public Shape? Find(string name)
    {
        foreach (var part in _definitions.Type(item.ContentType)?.Parts ?? [])
        {
            if (part.Name == name)
                return Part(part);
            foreach (var field in _definitions.Part(part.PartName)?.Fields ?? [])
            {
                if (name.Length == part.Name.Length + 1 + field.Name.Length && name.StartsWith(part.Name, StringComparison.Ordinal) && name.EndsWith(field.Name, StringComparison.Ordinal))
                    return Field(part, field);
            }
        }
        return null;
    }

    Shape? Part(ContentTypePartDefinition part)
    {
        var isList = lists.TryGetValue(part.Name, out var list);
        if (part.PartName == item.ContentType || (item.Content[part.Name] as JsonObject ?? (isList ? [] : null)) is not { } json)
            return null;
        var shape = Make(part.PartName, json).With(part.PartName, json).With("Settings", part.Setting(part.PartName + "Settings"));
        shape.Alternates.Add($"{item.ContentType}__{part.Name}");
        if (displayType != "Detail")
            shape.Alternates.Add($"{item.ContentType}_{displayType}__{part.Name}");
        PartFacts.AddTo(shape, part, item);
        list?.AddTo(shape, item, part);
        return shape;
    }

    Shape? Field(ContentTypePartDefinition part, ContentFieldDefinition field)
    {
        if (item.Content[part.Name] is not JsonObject fields || fields[field.Name] is not JsonObject json)
            return null;
        var shape = Make(field.FieldName, json)
            .With("Field", json)
            .With("Part", fields)
            .With("PartFieldDefinition", new Dictionary<string, object?>
            {
                ["Name"] = field.Name,
                ["DisplayName"] = field.DisplayName,
                ["PartDefinition"] = new Dictionary<string, object?> { ["Name"] = part.PartName },
            });
        FieldFacts.AddTo(shape, field, json, render);
        shape.Alternates.Add($"{item.ContentType}__{field.FieldName}");
        shape.Alternates.Add($"{part.Name}__{field.Name}");
        if (part.Name != item.ContentType)
            shape.Alternates.Add($"{item.ContentType}__{part.Name}__{field.Name}");
        if (displayType != "Detail")
            shape.Alternates.Add($"{part.Name}_{displayType}__{field.Name}");
        return shape;
    }

    Shape Make(string type, JsonObject json)
    {
        var shape = new Shape(type) { DisplayType = displayType };
        foreach (var (name, value) in json)
            shape.Properties[name] = value;
        return shape.With("ContentItem", item);
    }
}
