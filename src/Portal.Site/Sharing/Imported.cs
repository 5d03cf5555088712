using System.Text.Json.Nodes;
using Portal.Content.Items;
using Portal.Content.Settings;

namespace Portal.Site.Sharing;

/// <summary>Where an imported item was first published.</summary>
static class Imported
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "ImportedNewsSettings";

    /// <summary>The address of the original; null for an item of the site's own, or one that does not name it.</summary>
    public static string? OriginalOf(ContentItem item) => item.ContentType == "NewsItem" ? Link(item, "Link") : null;

    /// <summary>
    /// The address that search engines are told to keep for an imported item: the original's, unless the settings say
    /// <c>"ImportedNewsSettings": { "Canonical": "Own" }</c>; null for the page's own.
    /// </summary>
    public static string? CanonicalOf(ContentItem item, SiteSettings settings) =>
        settings.Section(Section)?["Canonical"] is JsonValue value && value.TryGetValue<string>(out var text) && text.Equals("Own", StringComparison.OrdinalIgnoreCase) ? null : OriginalOf(item);

    /// <summary>The address in a link field of the item's own part; null where it is none of the web.</summary>
    public static string? Link(ContentItem item, string field) =>
        item.Content[item.ContentType]?[field]?["Url"] is JsonValue value && value.TryGetValue<string>(out var text) && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.AbsoluteUri : null;
}
