using System.Text.Json.Nodes;

namespace Portal.Content.Items;

/// <summary>
/// One version of something that a person can see: a header in Orchard Core's words, and <see cref="Content"/>,
/// the parts by name. Parts and fields that nobody here knows are kept and stored again unchanged.
/// </summary>
public sealed class ContentItem
{
    /// <summary>Number of the stored row; 0 while the version has not been stored. Never exported.</summary>
    public long Id { get; set; }

    /// <summary>Identity of the item, shared by all of its versions.</summary>
    public required string ContentItemId { get; set; }

    /// <summary>Identity of this version.</summary>
    public string ContentItemVersionId { get; set; } = ContentIdentity.New();

    /// <summary>Name of the content type, such as <c>Article</c>.</summary>
    public required string ContentType { get; set; }

    /// <summary>What lists show for the item.</summary>
    public string? DisplayText { get; set; }

    /// <summary>Whether this is the version that editors work on.</summary>
    public bool Latest { get; set; }

    /// <summary>Whether this is the version that visitors see.</summary>
    public bool Published { get; set; }

    /// <summary>When this version was last changed.</summary>
    public DateTime? ModifiedUtc { get; set; }

    /// <summary>When the item was first published; for imported news, the date of the entry.</summary>
    public DateTime? PublishedUtc { get; set; }

    /// <summary>When the item came into being.</summary>
    public DateTime? CreatedUtc { get; set; }

    /// <summary>Identifier of the user who owns the item.</summary>
    public string? Owner { get; set; }

    /// <summary>Name of the user who wrote this version.</summary>
    public string? Author { get; set; }

    /// <summary>
    /// Counts the times that this row was stored. A save with an older stamp than the stored one is refused
    /// (<see cref="ContentConflictException"/>), so that nobody's change is lost. Never exported.
    /// </summary>
    public long Stamp { get; set; }

    /// <summary>The parts by name, as in the item's JSON.</summary>
    public JsonObject Content { get; set; } = [];

    /// <summary>The part under its own name, or null where the item has none.</summary>
    public TPart? As<TPart>() where TPart : class, IContentPart<TPart> => As<TPart>(TPart.PartName);

    /// <summary>The part under the name that it has on this type, or null where the item has none.</summary>
    public TPart? As<TPart>(string name) where TPart : class, IContentPart<TPart> =>
        Content[name] is JsonObject json ? ContentItemJson.Read(json, TPart.Json) : null;

    /// <summary>Stores the part, keeping properties of the stored one that the type does not know.</summary>
    public void Apply<TPart>(TPart part) where TPart : class, IContentPart<TPart> => Apply(TPart.PartName, part);

    /// <inheritdoc cref="Apply{TPart}(TPart)"/>
    public void Apply<TPart>(string name, TPart part) where TPart : class, IContentPart<TPart> =>
        Content[name] = ContentItemJson.Merge(Content[name] as JsonObject, part, TPart.Json);

    /// <summary>The field of a part, or null where the item has none.</summary>
    public TField? Field<TField>(string part, string name) where TField : class, IContentField<TField> =>
        Content[part] is JsonObject fields && fields[name] is JsonObject json ? ContentItemJson.Read(json, TField.Json) : null;

    /// <summary>Stores a field under a part, making the part where it is missing.</summary>
    public void Apply<TField>(string part, string name, TField field) where TField : class, IContentField<TField>
    {
        if (Content[part] is not JsonObject fields)
            Content[part] = fields = [];
        fields[name] = ContentItemJson.Merge(fields[name] as JsonObject, field, TField.Json);
    }

    /// <summary>The text of a text field; empty where the item has none.</summary>
    public string Text(string part, string field) => Field<Fields.TextField>(part, field)?.Text ?? "";

    /// <summary>A copy that shares nothing with this one.</summary>
    public ContentItem Copy()
    {
        var copy = (ContentItem)MemberwiseClone();
        copy.Content = (JsonObject)Content.DeepClone();
        return copy;
    }
}
