using System.Collections.Frozen;

namespace Portal.Content.Html;

/// <summary>What HTML is let through.</summary>
static class HtmlRules
{
    public static readonly string[] Tags =
    [
        "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code", "q", "cite",
        "em", "strong", "b", "i", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "abbr", "time", "span", "div", "section", "article",
        "figure", "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "colgroup", "col", "a", "img", "picture", "source",
        "audio", "video", "track", "ruby", "rt", "rp", "bdi", "bdo", "wbr", "details", "summary", "kbd", "samp", "var", "dfn", "address",
    ];

    public static readonly string[] Attributes =
    [
        "href", "src", "srcset", "alt", "title", "lang", "dir", "width", "height", "cite", "datetime", "colspan", "rowspan", "scope", "headers",
        "start", "reversed", "value", "controls", "preload", "poster", "type", "kind", "label", "srclang", "media", "sizes", "id", "open", "rel",
    ];

    public static readonly string[] AddressAttributes = ["href", "src", "cite", "poster"];

    public static readonly string[] Schemes = ["http", "https", "mailto", "tel"];

    /// <summary>Elements whose content is no text for readers, and goes with them; of all others that are not allowed the content stays.</summary>
    public static readonly FrozenSet<string> Emptied = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "script", "style", "template", "head", "title", "iframe", "frame", "frameset", "noframes", "noembed", "applet", "svg", "math", "canvas", "select", "datalist",
        "button", "textarea", "xmp", "plaintext", "portal", "fencedframe");

    public static readonly FrozenSet<string> TagSet = Tags.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
