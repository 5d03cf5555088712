using System.Text.Json.Serialization.Metadata;
using Portal.Content.Items;

namespace Portal.Content.Parts;

/// <summary>The body as Markdown (CommonMark with tables, footnotes and the like).</summary>
public sealed record MarkdownBodyPart(string? Markdown) : IContentPart<MarkdownBodyPart>
{
    /// <inheritdoc/>
    public static string PartName => "MarkdownBodyPart";

    /// <inheritdoc/>
    public static JsonTypeInfo<MarkdownBodyPart> Json => PartJson.Default.MarkdownBodyPart;
}
