using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Documents;

namespace Portal.Site.Themes;

/// <summary>Templates made on the site itself, by shape name; they go before those of the theme (Orchard Core's step <c>Templates</c>).</summary>
public sealed record TemplatesDocument(IReadOnlyDictionary<string, SiteTemplate> Templates) : ISiteDocument<TemplatesDocument>
{
    /// <inheritdoc/>
    public static string DocumentName => "Templates";

    /// <inheritdoc/>
    public static JsonTypeInfo<TemplatesDocument> Json => TemplatesJson.Default.TemplatesDocument;

    /// <inheritdoc/>
    public static TemplatesDocument Empty { get; } = new(new Dictionary<string, SiteTemplate>());
}

/// <summary>A template made on the site.</summary>
/// <param name="Description">What it is for; may be null.</param>
/// <param name="Content">Liquid.</param>
public sealed record SiteTemplate(string? Description, string? Content);

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(TemplatesDocument))]
sealed partial class TemplatesJson : JsonSerializerContext;
