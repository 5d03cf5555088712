using System.Text.Json.Serialization.Metadata;
using Portal.Content.Items;

namespace Portal.Content.Fields;

/// <summary>Text in Markdown.</summary>
public sealed record MarkdownField(string? Markdown) : IContentField<MarkdownField>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<MarkdownField> Json => FieldJson.Default.MarkdownField;
}
