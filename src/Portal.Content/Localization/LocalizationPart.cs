using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Items;

namespace Portal.Content.Localization;

/// <summary>Ties an item to its versions in other languages: one item for each culture, all in one set (Orchard Core's <c>LocalizationPart</c>).</summary>
/// <param name="LocalizationSet">Identity of the set.</param>
/// <param name="Culture">Culture of this item, such as <c>sr-Latn</c>.</param>
public sealed record LocalizationPart(string? LocalizationSet, string? Culture) : IContentPart<LocalizationPart>
{
    /// <inheritdoc/>
    public static string PartName => "LocalizationPart";

    /// <inheritdoc/>
    public static JsonTypeInfo<LocalizationPart> Json => LocalizationJson.Default.LocalizationPart;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(LocalizationPart))]
sealed partial class LocalizationJson : JsonSerializerContext;
