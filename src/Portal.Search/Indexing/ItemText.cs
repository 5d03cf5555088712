using Markdig;
using Portal.Content.Definitions;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Parts;

namespace Portal.Search.Indexing;

/// <summary>
/// Takes an item's words from its parts and fields: texts that introduce it, its bodies, and what stands in its flows and bags.
/// </summary>
sealed class ItemText(ContentDefinitions definitions)
{
    /// <summary>Longest text that is indexed, in characters; what follows is left out.</summary>
    const int MaxText = 500_000;

    /// <summary>As many letters of an introduction decide whether the body begins with it.</summary>
    const int Sample = 60;

    /// <summary>Items within items that are read, such as a list within a column within a flow.</summary>
    const int MaxDepth = 4;

    /// <summary>Fields that name persons and languages rather than say something.</summary>
    static readonly HashSet<string> Names = new(["AuthorName", "Credit", "AppearedAs", "Language"], StringComparer.Ordinal);

    /// <summary>Editors of text fields that hold something for programs.</summary>
    static readonly HashSet<string> NoProse = new(["CodeMirror", "Color", "Email", "IconPicker", "Monaco", "Tel", "Url"], StringComparer.OrdinalIgnoreCase);

    readonly Dictionary<string, IReadOnlyList<Origin>> _origins = new(StringComparer.Ordinal);

    /// <summary>The plain text; the title is not in it.</summary>
    public string Of(ContentItem item)
    {
        List<string> texts = [];
        Collect(item, texts, 0);
        var text = string.Join('\n', texts);
        return text.Length > MaxText ? text[..MaxText] : text;
    }

    void Collect(ContentItem item, List<string> texts, int depth)
    {
        List<string> bodies = [];
        List<string> introductions = [];
        foreach (var origin in Origins(item.ContentType))
        {
            if (origin.Part.PartName is "FlowPart" or "BagPart")
                CollectContained(item, origin.Part, bodies, depth);
            else if (origin.Field is { FieldName: "TextField" } field)
                introductions.Add(HtmlText.FromHtml(item.Text(origin.Part.Name, field.Name)));
            else
                bodies.Add(Body(item, origin));
        }
        bodies.RemoveAll(body => body.Length == 0);
        // Imported excerpts are often the body's first words; these must not count twice.
        texts.AddRange(introductions.Where(text => text.Length > 0 && !bodies.Exists(body => BeginsWith(body, text))));
        texts.AddRange(bodies);
    }

    void CollectContained(ContentItem item, ContentTypePartDefinition part, List<string> texts, int depth)
    {
        if (depth == MaxDepth)
            return;
        foreach (var contained in ContainedItems.Of(item, part))
        {
            if ((contained.As<TitlePart>()?.Title ?? contained.DisplayText) is { Length: > 0 } title)
                texts.Add(title);
            Collect(contained, texts, depth + 1);
        }
    }

    static string Body(ContentItem item, Origin origin) => (origin.Part.PartName, origin.Field) switch
    {
        (nameof(HtmlBodyPart), null) => HtmlText.FromHtml(item.As<HtmlBodyPart>()?.Html),
        (nameof(MarkdownBodyPart), null) => FromMarkdown(item.As<MarkdownBodyPart>()?.Markdown),
        (_, { FieldName: "HtmlField" } field) => HtmlText.FromHtml(Value(item, origin.Part, field, "Html")),
        (_, { FieldName: "MarkdownField" } field) => FromMarkdown(Value(item, origin.Part, field, "Markdown")),
        _ => "",
    };

    static string? Value(ContentItem item, ContentTypePartDefinition part, ContentFieldDefinition field, string property) =>
        item.Content[part.Name]?[field.Name]?[property] is System.Text.Json.Nodes.JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    static string FromMarkdown(string? markdown) => string.IsNullOrEmpty(markdown) ? "" : HtmlText.FromHtml(Markdown.ToHtml(markdown));

    static bool BeginsWith(string body, string text) =>
        body.StartsWith(text[..Math.Min(text.Length, Sample)].TrimEnd('…', ']', '[', ' '), StringComparison.OrdinalIgnoreCase);

    IReadOnlyList<Origin> Origins(string type)
    {
        if (_origins.TryGetValue(type, out var known))
            return known;
        if (definitions.Type(type) is null)
            return _origins[type] = Undefined(type);
        List<Origin> found = [];
        foreach (var part in definitions.OrderedParts(type))
        {
            if (part.PartName is nameof(HtmlBodyPart) or nameof(MarkdownBodyPart) or "FlowPart" or "BagPart")
                found.Add(new(part, null));
            found.AddRange(definitions.OrderedFields(part.PartName)
                .Where(field => field.FieldName is "HtmlField" or "MarkdownField" || (field.FieldName == "TextField" && !Names.Contains(field.Name) && !NoProse.Contains(field.Editor)))
                .Select(field => new Origin(part, field)));
        }
        return _origins[type] = found;
    }

    // Content may come before its definition; its usual texts are found then too.
    static List<Origin> Undefined(string type)
    {
        var own = new ContentTypePartDefinition(type, type, null);
        return
        [
            new(own, new("TextField", "Subtitle", null)),
            new(own, new("TextField", "Excerpt", null)),
            new(new(nameof(HtmlBodyPart), nameof(HtmlBodyPart), null), null),
            new(new(nameof(MarkdownBodyPart), nameof(MarkdownBodyPart), null), null),
        ];
    }

    /// <summary>Where a text stands: a part, or a field of it.</summary>
    sealed record Origin(ContentTypePartDefinition Part, ContentFieldDefinition? Field);
}
