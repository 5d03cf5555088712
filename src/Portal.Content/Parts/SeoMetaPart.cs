using System.Text.Json.Serialization.Metadata;
using Portal.Content.Fields;
using Portal.Content.Items;

namespace Portal.Content.Parts;

/// <summary>What the head of the item's page tells search engines and shared links. Empty properties leave what the page says by itself.</summary>
public sealed record SeoMetaPart : IContentPart<SeoMetaPart>
{
    /// <inheritdoc/>
    public static string PartName => "SeoMetaPart";

    /// <inheritdoc/>
    public static JsonTypeInfo<SeoMetaPart> Json => PartJson.Default.SeoMetaPart;

    /// <summary>Title of the page in place of the item's.</summary>
    public string? PageTitle { get; init; }

    /// <summary>Whether the metadata is written into the page; true where nothing is said.</summary>
    public bool Render { get; init; } = true;

    /// <summary>Description of the page.</summary>
    public string? MetaDescription { get; init; }

    /// <summary>Words under which the page should be found.</summary>
    public string? MetaKeywords { get; init; }

    /// <summary>Address under which the page is known best.</summary>
    public string? Canonical { get; init; }

    /// <summary>Orders to robots, such as <c>noindex, nofollow</c>.</summary>
    public string? MetaRobots { get; init; }

    /// <summary>Further meta elements.</summary>
    public IReadOnlyList<MetaEntry>? CustomMetaTags { get; init; }

    /// <summary>Picture for shared links where the two below name none.</summary>
    public MediaField? DefaultSocialImage { get; init; }

    /// <summary>Picture for Open Graph.</summary>
    public MediaField? OpenGraphImage { get; init; }

    /// <summary>Type for Open Graph, such as <c>article</c>.</summary>
    public string? OpenGraphType { get; init; }

    /// <summary>Title for Open Graph.</summary>
    public string? OpenGraphTitle { get; init; }

    /// <summary>Description for Open Graph.</summary>
    public string? OpenGraphDescription { get; init; }

    /// <summary>Picture for X and others that read its elements.</summary>
    public MediaField? TwitterImage { get; init; }

    /// <summary>Title for X.</summary>
    public string? TwitterTitle { get; init; }

    /// <summary>Description for X.</summary>
    public string? TwitterDescription { get; init; }

    /// <summary>Form of the card: <c>summary</c> or <c>summary_large_image</c>.</summary>
    public string? TwitterCard { get; init; }

    /// <summary>Account of the writer.</summary>
    public string? TwitterCreator { get; init; }

    /// <summary>Account of the site.</summary>
    public string? TwitterSite { get; init; }

    /// <summary>Structured data (JSON-LD) as text.</summary>
    public string? GoogleSchema { get; init; }
}

/// <summary>One meta element; empty attributes are left out.</summary>
public sealed record MetaEntry
{
    /// <summary>Attribute <c>name</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Attribute <c>property</c>.</summary>
    public string? Property { get; init; }

    /// <summary>Attribute <c>content</c>.</summary>
    public string? Content { get; init; }

    /// <summary>Attribute <c>http-equiv</c>.</summary>
    public string? HttpEquiv { get; init; }

    /// <summary>Attribute <c>charset</c>.</summary>
    public string? Charset { get; init; }
}
