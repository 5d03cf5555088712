using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Items;

namespace Portal.Content.Fields;

/// <summary>Plain text.</summary>
public sealed record TextField(string? Text) : IContentField<TextField>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<TextField> Json => FieldJson.Default.TextField;
}

/// <summary>Formatted text.</summary>
public sealed record HtmlField(string? Html) : IContentField<HtmlField>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<HtmlField> Json => FieldJson.Default.HtmlField;
}

/// <summary>Yes or no.</summary>
public sealed record BooleanField(bool Value) : IContentField<BooleanField>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<BooleanField> Json => FieldJson.Default.BooleanField;
}

/// <summary>A number, or none.</summary>
public sealed record NumericField(decimal? Value) : IContentField<NumericField>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<NumericField> Json => FieldJson.Default.NumericField;
}

/// <summary>A day, as midnight UTC, or none.</summary>
public sealed record DateField(DateTime? Value) : IContentField<DateField>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<DateField> Json => FieldJson.Default.DateField;
}

/// <summary>A link with the text that it shows.</summary>
public sealed record LinkField(string? Url, string? Text) : IContentField<LinkField>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<LinkField> Json => FieldJson.Default.LinkField;
}

/// <summary>Pictures and files of the media library; <see cref="MediaTexts"/> may be shorter than <see cref="Paths"/>.</summary>
public sealed record MediaField(IReadOnlyList<string>? Paths, IReadOnlyList<string>? MediaTexts = null) : IContentField<MediaField>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<MediaField> Json => FieldJson.Default.MediaField;
}

/// <summary>Terms of one taxonomy.</summary>
public sealed record TaxonomyField(string? TaxonomyContentItemId, IReadOnlyList<string>? TermContentItemIds) : IContentField<TaxonomyField>
{
    /// <summary>Names of the terms beside their identifiers; only where the field has the editor <c>Tags</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? TagNames { get; init; }

    /// <inheritdoc/>
    public static JsonTypeInfo<TaxonomyField> Json => FieldJson.Default.TaxonomyField;
}

/// <summary>Other content items.</summary>
public sealed record ContentPickerField(IReadOnlyList<string>? ContentItemIds) : IContentField<ContentPickerField>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<ContentPickerField> Json => FieldJson.Default.ContentPickerField;
}

/// <summary>Several plain texts.</summary>
public sealed record MultiTextField(IReadOnlyList<string>? Values) : IContentField<MultiTextField>
{
    /// <inheritdoc/>
    public static JsonTypeInfo<MultiTextField> Json => FieldJson.Default.MultiTextField;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(TextField))]
[JsonSerializable(typeof(HtmlField))]
[JsonSerializable(typeof(BooleanField))]
[JsonSerializable(typeof(NumericField))]
[JsonSerializable(typeof(DateField))]
[JsonSerializable(typeof(LinkField))]
[JsonSerializable(typeof(MediaField))]
[JsonSerializable(typeof(TaxonomyField))]
[JsonSerializable(typeof(ContentPickerField))]
[JsonSerializable(typeof(MultiTextField))]
[JsonSerializable(typeof(MarkdownField))]
[JsonSerializable(typeof(DateTimeField))]
[JsonSerializable(typeof(TimeField))]
[JsonSerializable(typeof(UserPickerField))]
[JsonSerializable(typeof(LocalizationSetContentPickerField))]
[JsonSerializable(typeof(YoutubeField))]
[JsonSerializable(typeof(GeoPointField))]
sealed partial class FieldJson : JsonSerializerContext;
