using System.Net;
using System.Text;

namespace Portal.Content.Html;

/// <summary>The text of HTML, without a document tree: fast enough for every imported item and every search hit.</summary>
public static class HtmlText
{
    /// <summary>The words that a reader sees, blanks collapsed; scripts, styles and comments left out. Never throws.</summary>
    public static string FromHtml(string? html)
    {
        if (string.IsNullOrEmpty(html))
            return "";
        var text = new StringBuilder(html.Length);
        var rest = html.AsSpan();
        while (rest.Length > 0)
        {
            var open = rest.IndexOf('<');
            if (open < 0)
            {
                text.Append(rest);
                break;
            }
            text.Append(rest[..open]);
            rest = rest[open..];
            if (rest.Length < 2 || !(char.IsAsciiLetter(rest[1]) || rest[1] is '/' or '!' or '?'))
            {
                text.Append('<');
                rest = rest[1..];
                continue;
            }
            var (name, length) = Tag(rest);
            rest = rest[length..];
            if (name is "script" or "style" or "template" or "noscript" or "svg")
            {
                var end = rest.IndexOf("</" + name, StringComparison.OrdinalIgnoreCase);
                rest = end < 0 ? [] : rest[end..];
            }
            if (!IsInline(name))
                text.Append(' ');
        }
        return Collapse(WebUtility.HtmlDecode(text.ToString()));
    }

    /// <summary>The first words of a text; where words are left out it ends in <c>[…]</c>.</summary>
    public static string Excerpt(string text, int words)
    {
        var count = 0;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == ' ' && ++count == words)
                return string.Concat(text.AsSpan(0, index).TrimEnd([',', ';', ':', '–', '-', ' ']), " […]");
        }
        return text;
    }

    static (string Name, int Length) Tag(ReadOnlySpan<char> html)
    {
        if (html.StartsWith("<!--", StringComparison.Ordinal))
        {
            var close = html[4..].IndexOf("-->", StringComparison.Ordinal);
            return ("!", close < 0 ? html.Length : close + 7);
        }
        var start = html[1] == '/' ? 2 : 1;
        var end = start;
        while (end < html.Length && (char.IsAsciiLetterOrDigit(html[end]) || html[end] is '-' or ':'))
            end++;
        var name = html[start..end].ToString().ToLowerInvariant();
        var quote = '\0';
        for (var index = end; index < html.Length; index++)
        {
            var letter = html[index];
            if (quote != '\0')
            {
                if (letter == quote)
                    quote = '\0';
            }
            else if (letter is '"' or '\'')
            {
                quote = letter;
            }
            else if (letter == '>')
            {
                return (start == 2 ? "/" + name : name, index + 1);
            }
        }
        return ("!", html.Length);
    }

    static bool IsInline(string name) => name.TrimStart('/') is "a" or "b" or "i" or "u" or "em" or "strong" or "span" or "small" or "sup" or "sub"
        or "abbr" or "cite" or "code" or "q" or "mark" or "font" or "time" or "s" or "del" or "ins" or "bdi" or "bdo" or "wbr";

    static string Collapse(string text)
    {
        var collapsed = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if ((letter == '\u0085' || !char.IsWhiteSpace(letter)) && letter != '\u200B')
                collapsed.Append(ControlLetters.Of(letter) is var meant && char.IsControl(meant) ? ' ' : meant);
            else if (collapsed.Length > 0 && collapsed[^1] != ' ')
                collapsed.Append(' ');
        }
        return collapsed.ToString().Trim();
    }
}
