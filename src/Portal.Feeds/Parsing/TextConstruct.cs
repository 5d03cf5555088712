using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Portal.Content.Html;

namespace Portal.Feeds.Parsing;

/// <summary>A text of a feed as HTML, with what its addresses are relative to.</summary>
readonly record struct FeedText(string Html, string BaseUrl);

/// <summary>
/// Reads texts by their declared type (RFC 4287 section 3.1, and the type and mode of Atom 0.3). RSS declares none: its descriptions
/// are HTML, and its titles are taken for HTML only where they hold a closing tag, an attribute or an entity, and nothing that HTML doesn't know.
/// </summary>
static partial class TextConstruct
{
    /// <summary>The text as HTML, or null where there is none.</summary>
    /// <param name="element">The element that holds it.</param>
    /// <param name="parent">Where it stands.</param>
    /// <param name="html">Whether a text without a type is HTML.</param>
    public static FeedText? Html(XElement? element, FeedNode parent, bool html = false)
    {
        if (element is null)
            return null;
        var (kind, value, own) = Read(element, parent, html);
        if (value.Length == 0)
            return null;
        return new(kind == Kind.Plain ? WebUtility.HtmlEncode(value) : value, FeedNode.Rebase(own, own == element ? parent.BaseUrl : FeedNode.Rebase(element, parent.BaseUrl)));
    }

    /// <summary>The text as a reader sees it; empty where there is none.</summary>
    public static string Plain(XElement element, FeedNode parent)
    {
        var (kind, value, _) = Read(element, parent, html: false);
        return kind == Kind.Plain ? Markup.Collapse(value) : HtmlText.FromHtml(value);
    }

    enum Kind
    {
        Plain,
        Html,
    }

    static (Kind Kind, string Value, XElement Own) Read(XElement element, FeedNode parent, bool html)
    {
        var type = Type(element);
        if (element.HasElements)
        {
            var own = (parent.Document.Format != "atom-0.3" || !type.EndsWith("xml", StringComparison.Ordinal)) && OnlyDivision(element) is { } division ? division : element;
            return (Kind.Html, Markup.Inner(own).Trim(), own);
        }
        var text = element.Value.Trim();
        var mode = element.HasAttributes ? MediaReading.Attribute(element, "mode")?.ToLowerInvariant() : null;
        if (IsBase64(type, mode) && Base64(text) is { } decoded)
            return (Kind.Html, decoded, element);
        var kind = type switch
        {
            "" => html ? Kind.Html : GuessedKind(text, guess: !parent.Document.IsAtom || mode == "escaped"),
            "text/plain" => GuessedKind(text, guess: !parent.Document.IsAtom),
            "text/html" => Kind.Html,
            "application/xhtml+xml" => mode == "escaped" ? Kind.Html : Kind.Plain,
            _ => type.Contains("html", StringComparison.Ordinal) ? Kind.Html : Kind.Plain,
        };
        return (kind, kind == Kind.Html && IsTwiceEscaped().IsMatch(text) ? WebUtility.HtmlDecode(text) : text, element);
    }

    static Kind GuessedKind(string text, bool guess) => guess && LooksLikeHtml(text) ? Kind.Html : Kind.Plain;

    static string Type(XElement element)
    {
        if (!element.HasAttributes || MediaReading.Attribute(element, "type")?.ToLowerInvariant() is not { } type)
            return "";
        return type switch
        {
            "text" or "plain" => "text/plain",
            "html" => "text/html",
            "xhtml" => "application/xhtml+xml",
            _ => type.IndexOf(';', StringComparison.Ordinal) is > 0 and var parameter ? type[..parameter].Trim() : type,
        };
    }

    /// <summary>The one division that must enclose XHTML in Atom and is no part of it, and that some programs put around HTML; null where other things stand beside it.</summary>
    static XElement? OnlyDivision(XElement element)
    {
        XElement? only = null;
        foreach (var node in element.Nodes())
        {
            if (node is XElement child && only is null)
                only = child;
            else if (node is not XText text || !string.IsNullOrWhiteSpace(text.Value))
                return null;
        }
        return only?.Name.LocalName.Equals("div", StringComparison.OrdinalIgnoreCase) == true ? only : null;
    }

    static bool IsBase64(string type, string? mode) => mode == "base64"
        || (type.Contains('/', StringComparison.Ordinal) && !type.StartsWith("text/", StringComparison.Ordinal)
            && !type.EndsWith("+xml", StringComparison.Ordinal) && !type.EndsWith("/xml", StringComparison.Ordinal));

    static string? Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Trim() : null;
    }

    internal static bool LooksLikeHtml(string text)
    {
        if (!text.AsSpan().ContainsAny('<', '&') || !(ClosingTag().IsMatch(text) || EntityReference().IsMatch(text) || TagWithAttribute().IsMatch(text)))
            return false;
        foreach (var tag in AnyTag().EnumerateMatches(text))
        {
            if (!HtmlNames.Contains(text.AsSpan(tag.Index, tag.Length).TrimStart("</")))
                return false;
        }
        foreach (var entity in NamedEntity().EnumerateMatches(text))
        {
            var name = text.AsSpan(entity.Index, entity.Length).ToString();
            if (WebUtility.HtmlDecode(name) == name)
                return false;
        }
        return true;
    }

    static readonly System.Collections.Frozen.FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> HtmlNames =
        System.Collections.Frozen.FrozenSet.ToFrozenSet((
            "a abbr acronym address area article aside audio b big blockquote br button canvas caption center cite code col colgroup dd del details dfn dialog dir div dl dt "
            + "em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd label legend li m main map menu meter nav noscript ol optgroup option "
            + "applet base blink embed frame frameset iframe link meta noframes object param script style svg title track "
            + "output p picture pre progress q s samp section select small source span strike strong sub summary sup table tbody td textarea tfoot th thead time tr tt u ul var video wbr")
            .Split(' '), StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    [GeneratedRegex(@"</\w+>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClosingTag();

    [GeneratedRegex("""<[A-Za-z]\w*\s[^<>]{0,200}=\s?["'][^<>]*>""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TagWithAttribute();

    [GeneratedRegex(@"&#?\w+;", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EntityReference();

    [GeneratedRegex(@"</?\w+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnyTag();

    [GeneratedRegex(@"&[A-Za-z]\w*;", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedEntity();

    /// <summary>Software that escapes what was escaped already: a whole text without a tag, which begins and ends with escaped blocks.</summary>
    [GeneratedRegex(@"\A&lt;(p|div|table|ul|ol|figure|h[1-6]|article|section)\b[^<]*&lt;/\1&gt;\s*\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IsTwiceEscaped();
}
