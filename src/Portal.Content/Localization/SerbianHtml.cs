using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Portal.Content.Localization;

/// <summary>
/// Writes the text of Serbian HTML in the other script: text nodes and the attributes <c>alt</c> and <c>title</c>. Code, what is
/// said to be in another language (<c>lang</c>) and what is not to be translated (<c>translate="no"</c>) stay as they are.
/// </summary>
public static class SerbianHtml
{
    /// <summary>Elements whose text is none.</summary>
    internal static readonly HashSet<string> Kept = new(StringComparer.Ordinal) { "code", "pre", "kbd", "samp", "var", "script", "style", "textarea", "math", "svg" };

    /// <summary>The HTML in that script.</summary>
    public static string Convert(string html, SerbianAlphabet to)
    {
        var document = new HtmlParser().ParseDocument("");
        var body = document.Body!;
        body.InnerHtml = html;
        Convert(body, to);
        return body.InnerHtml;
    }

    // By hand and not by recursion: HTML from outside may be nested deeper than a stack.
    static void Convert(IElement root, SerbianAlphabet to)
    {
        var waiting = new Stack<INode>([root]);
        while (waiting.TryPop(out var node))
        {
            if (node is IText text)
                text.Data = SerbianText.Convert(text.Data, to);
            if (node is IElement element && !IsOurs(element, to))
                continue;
            foreach (var child in node.ChildNodes)
                waiting.Push(child);
        }
    }

    static bool IsOurs(IElement element, SerbianAlphabet to)
    {
        if (Kept.Contains(element.LocalName) || element.GetAttribute("translate") == "no" || element.ClassList.Contains("notranslate"))
            return false;
        if (element.GetAttribute("lang") is { Length: > 0 } language)
        {
            if (SerbianCultures.Alphabet(language) is null)
                return false;
            element.SetAttribute("lang", to.Culture());
        }
        foreach (var name in (ReadOnlySpan<string>)["alt", "title"])
        {
            if (element.GetAttribute(name) is { Length: > 0 } value)
                element.SetAttribute(name, SerbianText.Convert(value, to));
        }
        return true;
    }
}
