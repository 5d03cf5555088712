using System.Net;
using Ganss.Xss;

namespace Portal.Content.Html;

/// <summary>
/// Lets through what text needs (headings, lists, tables, figures, links, pictures, sound, film) and nothing that runs, frames,
/// posts or restyles. For everything that comes from outside and for what editors write. Thread-safe.
/// </summary>
/// <remarks>
/// Plain, well-formed HTML is cleaned by one pass over its letters (<see cref="PlainHtml"/>); whatever that does not take, by a tree.
/// </remarks>
public sealed class HtmlCleaner
{
    /// <summary>Longest HTML that is cleaned, in characters; longer is cut before.</summary>
    public const int MaxLength = 2_000_000;

    readonly HtmlSanitizer _sanitizer;

    /// <summary>Makes a cleaner; it is costly, keep one.</summary>
    public HtmlCleaner()
    {
        _sanitizer = new(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(HtmlRules.Tags, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(HtmlRules.Attributes, StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(HtmlRules.Schemes, StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(HtmlRules.AddressAttributes, StringComparer.OrdinalIgnoreCase),
        })
        {
            KeepChildNodes = true,
        };
        _sanitizer.RemovingTag += (_, removing) =>
        {
            if (HtmlRules.Emptied.Contains(removing.Tag.LocalName))
                removing.Tag.TextContent = "";
        };
    }

    /// <summary>Whether elements of that name are let through; of others at most the content is.</summary>
    internal static bool Keeps(string tag) => HtmlRules.TagSet.Contains(tag);

    /// <summary>
    /// The HTML without what is not allowed; relative addresses become absolute where the base is given. Of HTML that is nested to do
    /// harm (<see cref="HtmlNesting"/>) only the text is left.
    /// </summary>
    public string Clean(string? html, string baseUrl = "")
    {
        if (string.IsNullOrWhiteSpace(html))
            return "";
        if (html.Length > MaxLength)
            html = html[..MaxLength];
        return PlainHtml.TryClean(html, baseUrl) ?? CleanByTree(html, baseUrl);
    }

    /// <summary>The same without the quick way.</summary>
    internal string CleanByTree(string html, string baseUrl = "") =>
        HtmlNesting.IsTangled(html) ? $"<p>{WebUtility.HtmlEncode(HtmlText.FromHtml(html))}</p>" : _sanitizer.Sanitize(html, baseUrl).Trim();
}
