using System.Text.Json.Nodes;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;

namespace Portal.Feeds.Stories;

/// <summary>What the content item of a story says: its part <c>Story</c>.</summary>
/// <param name="Item">The content item.</param>
public sealed record Story(ContentItem Item)
{
    /// <summary>Name of the content type, and of its part.</summary>
    public const string ContentType = "Story";

    // What the machine wrote last stands beside what is shown: where they differ, an editor wrote it.
    const string Written = "Written";

    /// <summary>Identity of the story.</summary>
    public string Id => Item.ContentItemId;

    /// <summary>Its title.</summary>
    public string Title => Item.DisplayText ?? "";

    /// <summary>Its news items, oldest first.</summary>
    public IReadOnlyList<string> Items => Item.Field<ContentPickerField>(ContentType, "Items")?.ContentItemIds ?? [];

    /// <summary>How many sources report.</summary>
    public int Sources => (int)(Item.Field<NumericField>(ContentType, "Sources")?.Value ?? 0);

    /// <summary>Its summary: the first words of the item that was first.</summary>
    public string Excerpt => Item.Text(ContentType, "Excerpt");

    /// <summary>Whether editors pinned it.</summary>
    public bool Pinned => Item.Field<BooleanField>(ContentType, "Pinned")?.Value == true;

    /// <summary>Address of its page, with leading slash.</summary>
    public string Path => "/" + Item.As<AutoroutePart>()?.Path;

    /// <summary>Writes title and summary, unless an editor wrote them.</summary>
    internal void Write(string title, string excerpt)
    {
        var fields = Item.Content[ContentType] as JsonObject ?? [];
        var written = fields[Written] as JsonObject;
        if (IsMachines(written, "Title", Item.As<TitlePart>()?.Title))
        {
            Item.DisplayText = title;
            Item.Apply(new TitlePart(title));
        }
        if (IsMachines(written, "Excerpt", Excerpt))
            Item.Apply(ContentType, "Excerpt", new TextField(excerpt));
        if (Item.Content[ContentType] is not JsonObject part)
            Item.Content[ContentType] = part = [];
        part[Written] = new JsonObject { ["Title"] = title, ["Excerpt"] = excerpt };
    }

    static bool IsMachines(JsonObject? written, string name, string? shown) => written is null ? string.IsNullOrEmpty(shown) : Text(written, name) == shown;

    static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
