using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Content.Items;
using Portal.Content.WordPress.Reading;

namespace Portal.Content.WordPress.Mapping;

/// <summary>
/// What is known of an item's life in WordPress and has no place elsewhere: its numbers and addresses there, its custom fields, its
/// terms of taxonomies that were not brought over. No page shows it.
/// </summary>
static class WordPressPart
{
    /// <summary>Name of the part.</summary>
    public const string Name = "WordPress";

    const string FingerprintName = "Fingerprint";
    const string ModifiedName = "ImportedModifiedUtc";

    public static JsonObject Write(string site, WxrPost post, IReadOnlyList<WxrCategory> terms, IReadOnlyList<string> dropped, Func<WxrMeta, bool> isKept)
    {
        var part = new JsonObject
        {
            ["Site"] = site,
            ["PostId"] = post.Id,
            ["Type"] = post.Type,
            ["Status"] = post.Status,
            ["Guid"] = post.Guid,
            ["Link"] = post.Link,
            ["Slug"] = post.Slug,
            ["Author"] = post.Creator,
        };
        if (post.Parent > 0)
            part["Parent"] = post.Parent;
        if (post.Order != 0)
            part["Order"] = post.Order;
        if (terms.Count > 0)
            part["Terms"] = new JsonArray([.. terms.Select(term => (JsonNode)new JsonObject { ["Taxonomy"] = term.Taxonomy, ["Slug"] = term.Slug, ["Name"] = term.Name })]);
        var meta = post.Meta.Where(isKept).Select(one => (JsonNode)new JsonObject { ["Key"] = one.Key, ["Value"] = Clean(one.Value) }).ToArray();
        if (meta.Length > 0)
            part["Meta"] = new JsonArray(meta);
        if (dropped.Count > 0)
            part["Shortcodes"] = new JsonArray([.. dropped.Select(text => (JsonNode)Clean(text))]);
        return part;
    }

    /// <summary>Notes what the item was made from, and when it was changed last before it came here.</summary>
    public static void Seal(ContentItem item, string fingerprint, DateTime modified)
    {
        var part = (JsonObject)item.Content[Name]!;
        part[FingerprintName] = fingerprint;
        part[ModifiedName] = Text(modified);
    }

    /// <summary>What the stored item was made from; empty where it did not come from WordPress.</summary>
    public static string Fingerprint(JsonObject content) => content[Name]?[FingerprintName]?.ToString() ?? "";

    /// <summary>Whether the item is as the import stored it: every change by an editor sets the date of its last change.</summary>
    public static bool IsUntouched(JsonObject content, DateTime modified) => content[Name]?[ModifiedName]?.ToString() == Text(modified);

    static string Text(DateTime date) => date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // PostgreSQL and JSON do without the characters that text cannot have.
    static string Clean(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text;
}
