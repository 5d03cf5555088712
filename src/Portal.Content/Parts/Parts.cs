using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Definitions;
using Portal.Content.Items;

namespace Portal.Content.Parts;

/// <summary>The title; also what lists show for the item.</summary>
public sealed record TitlePart(string? Title) : IContentPart<TitlePart>
{
    /// <inheritdoc/>
    public static string PartName => "TitlePart";

    /// <inheritdoc/>
    public static JsonTypeInfo<TitlePart> Json => PartJson.Default.TitlePart;

    /// <summary>Whether titles are made by the type’s pattern: the options “GeneratedDisabled” (1) and “GeneratedHidden” (2), and a pattern.</summary>
    /// <param name="settings">The settings class <c>TitlePartSettings</c> of the part on its type.</param>
    public static bool IsGenerated(JsonObject? settings) =>
        settings.Text("Pattern").Length > 0 && (settings.Number("Options") is 1 or 2 || settings.Text("Options") is "GeneratedDisabled" or "GeneratedHidden");
}

/// <summary>The address below the site's root, without a leading slash, unique on the site.</summary>
public sealed record AutoroutePart(string? Path, bool SetHomepage = false, bool Disabled = false, bool RouteContainedItems = false, bool Absolute = false)
    : IContentPart<AutoroutePart>
{
    /// <summary>Longest address, in characters.</summary>
    public const int MaxPathLength = 1024;

    /// <inheritdoc/>
    public static string PartName => "AutoroutePart";

    /// <inheritdoc/>
    public static JsonTypeInfo<AutoroutePart> Json => PartJson.Default.AutoroutePart;
}

/// <summary>A name by which templates and recipes find the item (<c>alias:main-menu</c>).</summary>
public sealed record AliasPart(string? Alias) : IContentPart<AliasPart>
{
    /// <summary>Longest alias, in characters.</summary>
    public const int MaxLength = 740;

    /// <summary>The pattern of a type that names none; one that names an empty pattern makes no alias.</summary>
    public const string DefaultPattern = "{{ Model.ContentItem | display_text | slugify }}";

    /// <inheritdoc/>
    public static string PartName => "AliasPart";

    /// <inheritdoc/>
    public static JsonTypeInfo<AliasPart> Json => PartJson.Default.AliasPart;
}

/// <summary>The body as HTML.</summary>
public sealed record HtmlBodyPart(string? Html) : IContentPart<HtmlBodyPart>
{
    /// <inheritdoc/>
    public static string PartName => "HtmlBodyPart";

    /// <inheritdoc/>
    public static JsonTypeInfo<HtmlBodyPart> Json => PartJson.Default.HtmlBodyPart;
}

/// <summary>A template that is evaluated when the item is shown.</summary>
public sealed record LiquidPart(string? Liquid) : IContentPart<LiquidPart>
{
    /// <inheritdoc/>
    public static string PartName => "LiquidPart";

    /// <inheritdoc/>
    public static JsonTypeInfo<LiquidPart> Json => PartJson.Default.LiquidPart;
}

/// <summary>The terms of a taxonomy: content items, which nest through a <c>Terms</c> property of their own.</summary>
public sealed record TaxonomyPart(JsonArray? Terms, string? TermContentType) : IContentPart<TaxonomyPart>
{
    /// <inheritdoc/>
    public static string PartName => "TaxonomyPart";

    /// <inheritdoc/>
    public static JsonTypeInfo<TaxonomyPart> Json => PartJson.Default.TaxonomyPart;
}

/// <summary>The entries of a menu: content items, which nest through a <see cref="MenuItemsListPart"/> of their own.</summary>
public sealed record MenuItemsListPart(JsonArray? MenuItems) : IContentPart<MenuItemsListPart>
{
    /// <inheritdoc/>
    public static string PartName => "MenuItemsListPart";

    /// <inheritdoc/>
    public static JsonTypeInfo<MenuItemsListPart> Json => PartJson.Default.MenuItemsListPart;
}

/// <summary>A menu entry that leads to an address; <c>~/</c> stands for the site's root.</summary>
public sealed record LinkMenuItemPart(string? Name, string? Url) : IContentPart<LinkMenuItemPart>
{
    /// <inheritdoc/>
    public static string PartName => "LinkMenuItemPart";

    /// <inheritdoc/>
    public static JsonTypeInfo<LinkMenuItemPart> Json => PartJson.Default.LinkMenuItemPart;
}

/// <summary>Where a widget stands: in which zone, on which layer, at which place.</summary>
public sealed record LayerMetadata(string? Layer, string? Zone, bool RenderTitle = false, double Position = 0) : IContentPart<LayerMetadata>
{
    /// <inheritdoc/>
    public static string PartName => "LayerMetadata";

    /// <inheritdoc/>
    public static JsonTypeInfo<LayerMetadata> Json => PartJson.Default.LayerMetadata;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(TitlePart))]
[JsonSerializable(typeof(AutoroutePart))]
[JsonSerializable(typeof(AliasPart))]
[JsonSerializable(typeof(HtmlBodyPart))]
[JsonSerializable(typeof(LiquidPart))]
[JsonSerializable(typeof(TaxonomyPart))]
[JsonSerializable(typeof(MenuItemsListPart))]
[JsonSerializable(typeof(LinkMenuItemPart))]
[JsonSerializable(typeof(LayerMetadata))]
[JsonSerializable(typeof(MarkdownBodyPart))]
[JsonSerializable(typeof(FlowPart))]
[JsonSerializable(typeof(FlowMetadata))]
[JsonSerializable(typeof(BagPart))]
[JsonSerializable(typeof(ContainedPart))]
[JsonSerializable(typeof(PublishLaterPart))]
[JsonSerializable(typeof(ArchiveLaterPart))]
[JsonSerializable(typeof(AuditTrailPart))]
[JsonSerializable(typeof(ForDigestPart))]
[JsonSerializable(typeof(LocalizationPart))]
[JsonSerializable(typeof(SeoMetaPart))]
sealed partial class PartJson : JsonSerializerContext;
