using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Items;

namespace Portal.Desk.Editors;

/// <summary>A field under an editor's hands. Editors read and write the item itself; nothing is stored before the item is saved.</summary>
/// <param name="Item">The item being edited.</param>
/// <param name="Part">Name of the part that holds the field.</param>
/// <param name="Field">Its definition.</param>
/// <param name="Changed">Is called after each change.</param>
public sealed record FieldEditing(ContentItem Item, string Part, ContentFieldDefinition Field, Action Changed)
{
    /// <summary>What stands before the identifiers of the elements; empty but for items contained in others.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Identifier of the main element of the editor.</summary>
    public string Id => $"{Prefix}{Part}-{Field.Name}";

    /// <summary>The field's own settings, or null.</summary>
    public JsonObject? Settings => Field.FieldSettings;

    /// <summary>Whether the item can't be saved without a value.</summary>
    public bool Required => Flag("Required");

    /// <summary>What helps to fill the field in, in English; null for nothing.</summary>
    public string? Hint => Settings?["Hint"] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    /// <summary>The field's value, or null where the item has none.</summary>
    public TField? Get<TField>() where TField : class, IContentField<TField> => Item.Field<TField>(Part, Field.Name);

    /// <summary>Writes the field's value.</summary>
    public void Set<TField>(TField value) where TField : class, IContentField<TField>
    {
        Item.Apply(Part, Field.Name, value);
        Changed();
    }

    /// <summary>Whether a setting of the field is on.</summary>
    public bool Flag(string setting) => Settings.Flag(setting);
}

/// <summary>A part under an editor's hands.</summary>
/// <param name="Item">The item being edited.</param>
/// <param name="Part">The part as it stands on the type.</param>
/// <param name="Changed">Is called after each change.</param>
public sealed record PartEditing(ContentItem Item, ContentTypePartDefinition Part, Action Changed)
{
    /// <summary>What stands before the identifiers of the elements; empty but for items contained in others.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Identifier of the main element of the editor.</summary>
    public string Id => Prefix + Part.Name;

    /// <summary>What the type says that the part is for, in English; null for nothing.</summary>
    public string? Hint => Part.Setting("ContentTypePartSettings").Text("Description") is { Length: > 0 } text ? text : null;

    /// <summary>The part's value, or null where the item has none.</summary>
    public TPart? Get<TPart>() where TPart : class, IContentPart<TPart> => Item.As<TPart>(Part.Name);

    /// <summary>Writes the part's value.</summary>
    public void Set<TPart>(TPart value) where TPart : class, IContentPart<TPart>
    {
        Item.Apply(Part.Name, value);
        Changed();
    }
}

/// <summary>The component that edits a type of field; it takes a parameter <c>Editing</c> (<see cref="FieldEditing"/>).</summary>
public sealed record FieldEditor(string FieldName, Type Component);

/// <summary>The component that edits a part; it takes a parameter <c>Editing</c> (<see cref="PartEditing"/>).</summary>
public sealed record PartEditor(string PartName, Type Component);

/// <summary>An item contained in another, under an editor's hands.</summary>
/// <param name="Item">The contained item.</param>
/// <param name="Changed">Is called after each change.</param>
public sealed record ContainedEditing(ContentItem Item, Action Changed);
