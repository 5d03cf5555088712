using System.Text.Json.Serialization.Metadata;
using Portal.Content.Items;

namespace Portal.Content.Fields;

/// <summary>A moment, or none.</summary>
/// <param name="Value">In UTC.</param>
public sealed record DateTimeField(DateTime? Value) : IContentField<DateTimeField>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<DateTimeField> Json => FieldJson.Default.DateTimeField;
}

/// <summary>A time of the day, or none.</summary>
/// <param name="Value">From midnight, less than a day.</param>
public sealed record TimeField(TimeSpan? Value) : IContentField<TimeField>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<TimeField> Json => FieldJson.Default.TimeField;
}
