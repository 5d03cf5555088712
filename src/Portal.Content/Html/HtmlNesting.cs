using System.Collections.Frozen;

namespace Portal.Content.Html;

/// <summary>
/// Tells HTML that was nested to do harm from sloppy HTML, without building a tree. The parser's work grows with the depth for each
/// tag, and unclosed formatting elements are opened anew in each block: some hundred kilobytes can so keep a processor busy for minutes.
/// </summary>
public static class HtmlNesting
{
    /// <summary>Deepest nesting that is taken for honest.</summary>
    public const int MaxDepth = 256;

    /// <summary>Most formatting elements that a parser would open anew, reckoned over all tags.</summary>
    const int MaxReopened = 500_000;

    static readonly FrozenSet<string> Formatting =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u");

    /// <summary>What has no content, or ends where the next of its kind begins. Not so within drawings and formulas.</summary>
    static readonly FrozenSet<string> ClosedByItself = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option");

    /// <summary>Whether building a tree of the HTML could take much longer than its length lets expect. Takes time by the length alone.</summary>
    public static bool IsTangled(ReadOnlySpan<char> html)
    {
        var countsAll = html.Contains("<svg", StringComparison.OrdinalIgnoreCase) || html.Contains("<math", StringComparison.OrdinalIgnoreCase);
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var names = open.GetAlternateLookup<ReadOnlySpan<char>>();
        var formatting = Formatting.GetAlternateLookup<ReadOnlySpan<char>>();
        var closedByItself = ClosedByItself.GetAlternateLookup<ReadOnlySpan<char>>();
        var (depth, formats, reopened) = (0, 0, 0L);
        for (var at = html.IndexOf('<'); at >= 0;)
        {
            var rest = html[(at + 1)..];
            var ends = rest is ['/', ..];
            var name = Name(ends ? rest[1..] : rest);
            if (name.Length > 0)
            {
                var change = ends ? -1 : 1;
                var held = names.TryGetValue(name, out var count) ? count : 0;
                // A closing tag of what is not open closes nothing.
                if (held + change >= 0 && (countsAll || !closedByItself.Contains(name)))
                {
                    names[name] = held + change;
                    depth += change;
                    if (formatting.Contains(name))
                        formats += change;
                }
                if (!ends)
                    reopened += formats;
                if (depth > MaxDepth || reopened > MaxReopened)
                    return true;
            }
            var next = rest.IndexOf('<');
            at = next < 0 ? -1 : at + 1 + next;
        }
        return false;
    }

    // Only as much of the name as tells elements apart.
    static ReadOnlySpan<char> Name(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetter(text[0]))
            return [];
        var length = 1;
        while (length < text.Length && length < 32 && text[length] is not ('>' or '/' or '<') && !char.IsWhiteSpace(text[length]))
            length++;
        return text[..length];
    }
}
