using System.Collections.Frozen;
using System.Net;
using Ganss.Xss;

namespace Portal.Content.Html;

/// <summary>
/// Lets through what text needs (headings, lists, tables, figures, links, pictures, sound, film) and nothing that runs, frames,
/// posts or restyles. For everything that comes from outside and for what editors write. Thread-safe.
/// </summary>
public sealed class HtmlCleaner
{
    /// <summary>Longest HTML that is cleaned, in characters; longer is cut before.</summary>
    public const int MaxLength = 2_000_000;

    static readonly string[] Tags =
    [
        "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code", "q", "cite",
        "em", "strong", "b", "i", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "abbr", "time", "span", "div", "section", "article",
        "figure", "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "colgroup", "col", "a", "img", "picture", "source",
        "audio", "video", "track", "ruby", "rt", "rp", "bdi", "bdo", "wbr", "details", "summary",
    ];

    static readonly string[] Attributes =
    [
        "href", "src", "srcset", "alt", "title", "lang", "dir", "width", "height", "cite", "datetime", "colspan", "rowspan", "scope", "headers",
        "start", "reversed", "value", "controls", "preload", "poster", "type", "kind", "label", "srclang", "media", "sizes", "id", "open", "rel",
    ];

    static readonly FrozenSet<string> TagSet = Tags.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    readonly HtmlSanitizer _sanitizer;

    /// <summary>Makes a cleaner; it is costly, keep one.</summary>
    public HtmlCleaner()
    {
        _sanitizer = new(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(Tags, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(Attributes, StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(["http", "https", "mailto", "tel"], StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["href", "src", "cite", "poster"], StringComparer.OrdinalIgnoreCase),
        });
    }

    /// <summary>Whether elements of that name are let through; others go with all that is in them.</summary>
    internal static bool Keeps(string tag) => TagSet.Contains(tag);

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
        return HtmlNesting.IsTangled(html) ? $"<p>{WebUtility.HtmlEncode(HtmlText.FromHtml(html))}</p>" : _sanitizer.Sanitize(html, baseUrl).Trim();
    }
}
