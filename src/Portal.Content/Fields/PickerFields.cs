using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Items;

namespace Portal.Content.Fields;

/// <summary>Users of the site.</summary>
public sealed record UserPickerField(IReadOnlyList<string>? UserIds) : IContentField<UserPickerField>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<UserPickerField> Json => FieldJson.Default.UserPickerField;

    /// <summary>Their names at the time of writing, in the same order.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? UserNames { get; init; }
}

/// <summary>Sets of translations (<see cref="Parts.LocalizationPart"/>); each reader gets the item in their language.</summary>
public sealed record LocalizationSetContentPickerField(IReadOnlyList<string>? LocalizationSets) : IContentField<LocalizationSetContentPickerField>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<LocalizationSetContentPickerField> Json => FieldJson.Default.LocalizationSetContentPickerField;
}
