using System.Net;
using System.Text;
using AngleSharp.Dom;

namespace Portal.Desk.Writing.Markdown;

/// <summary>Writes words with their emphasis, links and pictures as Markdown; what Markdown has no sign for stays HTML.</summary>
static class MarkdownWords
{
    // Within a sentence the others mean nothing.
    const string Signs = "\\`*_[]<>&~|!";

    /// <summary>The words within an element.</summary>
    public static string Write(IElement element, bool plain) => Write(element.ChildNodes, plain);

    /// <summary>The words of some nodes.</summary>
    public static string Write(IEnumerable<INode> nodes, bool plain)
    {
        var text = new StringBuilder();
        foreach (var node in nodes)
            Add(node, text, plain);
        return text.ToString().Trim(' ', '\n');
    }

    static void Add(INode node, StringBuilder text, bool plain)
    {
        if (node is IText words)
        {
            Say(words.Data, text);
            return;
        }
        if (node is not IElement element)
            return;
        switch (element.LocalName)
        {
            case "br":
                text.Append("\\\n");
                break;
            case "em" or "i" when !plain && StandsAlone(element, text):
                Between("*", element, text, plain);
                break;
            case "strong" or "b" when !plain && StandsAlone(element, text):
                Between("**", element, text, plain);
                break;
            case "code" when element.Attributes.Length == 0 && element.Children.Length == 0 && element.TextContent.Trim() is { Length: > 0 } code && !code.Contains('\n', StringComparison.Ordinal):
                var quote = code.Contains('`', StringComparison.Ordinal) ? "``" : "`";
                var room = code[0] == '`' || code[^1] == '`' ? " " : "";
                text.Append(quote).Append(room).Append(code).Append(room).Append(quote);
                break;
            case "a" when element.GetAttribute("href") is { Length: > 0 } address && element.Attributes.All(one => one.Name is "href" or "title"):
                text.Append('[').Append(Write(element, plain)).Append("](").Append(Target(address, element.GetAttribute("title"))).Append(')');
                break;
            case "img" when element.GetAttribute("src") is { Length: > 0 } source && element.HasAttribute("alt") && element.Attributes.All(one => one.Name is "src" or "alt" or "title"):
                text.Append("![").Append(Escape(element.GetAttribute("alt")!)).Append("](").Append(Target(source, element.GetAttribute("title"))).Append(')');
                break;
            default:
                AsHtml(element, text, plain);
                break;
        }
    }

    // Within a word, or with blanks inside, the signs of emphasis would be read as signs.
    static bool StandsAlone(IElement element, StringBuilder before) =>
        element.Attributes.Length == 0 && element.TextContent is { Length: > 0 } words && !char.IsWhiteSpace(words[0]) && !char.IsWhiteSpace(words[^1])
        && (before.Length == 0 || !char.IsLetterOrDigit(before[^1])) && (element.NextSibling?.TextContent is not { Length: > 0 } next || !char.IsLetterOrDigit(next[0]));

    static void Between(string sign, IElement element, StringBuilder text, bool plain) => text.Append(sign).Append(Write(element, plain)).Append(sign);

    static void AsHtml(IElement element, StringBuilder text, bool plain)
    {
        var html = ((IElement)element.Clone(deep: false)).OuterHtml;
        var end = $"</{element.LocalName}>";
        if (!html.EndsWith(end, StringComparison.Ordinal))
        {
            text.Append(html);
            return;
        }
        text.Append(html.AsSpan(0, html.Length - end.Length));
        foreach (var node in element.ChildNodes)
            Add(node, text, plain);
        text.Append(end);
    }

    static string Target(string address, string? title)
    {
        var target = address.Any(letter => char.IsWhiteSpace(letter) || letter is '(' or ')' or '<' or '>' or '\\' or '&') ? $"<{address.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("<", "\\<", StringComparison.Ordinal).Replace(">", "\\>", StringComparison.Ordinal).Replace("&", "&amp;", StringComparison.Ordinal)}>" : address;
        return title is { Length: > 0 } ? $"{target} \"{WebUtility.HtmlEncode(title)}\"" : target;
    }

    static string Escape(string words)
    {
        var text = new StringBuilder();
        Say(words, text);
        return text.ToString();
    }

    static void Say(string words, StringBuilder text)
    {
        foreach (var letter in words)
        {
            if (letter == '\u00a0')
                text.Append("&nbsp;");
            else if (char.IsWhiteSpace(letter))
            {
                // Line breaks of the source are blanks to readers.
                if (text.Length == 0 || text[^1] is not (' ' or '\n'))
                    text.Append(' ');
            }
            else
            {
                if (Needs(letter, text))
                    text.Append('\\');
                text.Append(letter);
            }
        }
    }

    // An underscore between letters and an exclamation mark mean nothing by themselves: addresses and sentences stay readable.
    static bool Needs(char letter, StringBuilder text) => letter switch
    {
        '_' => text.Length == 0 || !char.IsLetterOrDigit(text[^1]),
        '!' or '~' or '|' => false,
        _ => Signs.Contains(letter, StringComparison.Ordinal),
    };
}
