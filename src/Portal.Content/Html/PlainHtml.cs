using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Portal.Content.Html;

/// <summary>
/// Cleans HTML in one pass over its letters, where it can be shown that a parser would make of it exactly the tree that stands there:
/// only elements that are allowed, each closed where it should be, none that a parser would move or close by itself, and only simple
/// attributes with plain values. Whatever is not of this kind is not taken, and left to the tree.
/// </summary>
static class PlainHtml
{
    const int MaxDepth = 48;

    [Flags]
    enum Kind
    {
        Inline = 0,
        /// <summary>Ends an open paragraph.</summary>
        Block = 1,
        Void = 2,
        Heading = 4,
        /// <summary>Stands in lists only.</summary>
        Item = 8,
        List = 16,
        Anchor = 32,
        Paragraph = 64,
        Preformatted = 128,
    }

    static readonly FrozenDictionary<string, (string Name, Kind Kind)>.AlternateLookup<ReadOnlySpan<char>> Elements = Table();

    /// <summary>Letters at which text is looked at closely; the others are copied as they are.</summary>
    static readonly SearchValues<char> Marked = SearchValues.Create(
        [.. "<>&\u00A0\uFFFE\uFFFF", .. Enumerable.Range(0, 0x20).Where(one => one is not ('\n' or '\t')).Select(one => (char)one), .. Enumerable.Range(0xD800, 0x800).Select(one => (char)one), .. Enumerable.Range(0x7F, 0x21).Select(one => (char)one)]);

    /// <summary>The cleaned HTML, or null where it is not of the plain kind.</summary>
    public static string? TryClean(string html, string baseUrl)
    {
        var clean = new StringBuilder(html.Length + 64);
        var open = new (string Name, Kind Kind)[MaxDepth];
        var depth = 0;
        var held = Kind.Inline;
        for (var rest = html.AsSpan(); rest.Length > 0;)
        {
            var mark = rest.IndexOfAny(Marked);
            if (mark < 0)
            {
                clean.Append(rest);
                break;
            }
            clean.Append(rest[..mark]);
            rest = rest[mark..];
            if (rest[0] != '<')
            {
                var length = PlainText.Append(rest, clean, attribute: false);
                if (length == 0)
                    return null;
                rest = rest[length..];
                continue;
            }
            if (rest.Length > 2 && rest[1] == '/')
            {
                var end = rest.IndexOf('>');
                if (depth == 0 || end < 0 || !rest[2..end].Equals(open[depth - 1].Name, StringComparison.OrdinalIgnoreCase))
                    return null;
                clean.Append("</").Append(open[--depth].Name).Append('>');
                held = Held(open.AsSpan(0, depth));
                rest = rest[(end + 1)..];
                continue;
            }
            var name = Name(rest);
            if (name == 0 || !Elements.TryGetValue(rest.Slice(1, name), out var element) || !IsInPlace(element.Kind, held, depth == 0 ? Kind.Inline : open[depth - 1].Kind))
                return null;
            clean.Append('<').Append(element.Name);
            var after = PlainAttributes.Append(rest, name + 1, clean, baseUrl, out var closed);
            if (after == 0 || (closed && (element.Kind & Kind.Void) == Kind.Inline))
                return null;
            clean.Append('>');
            rest = rest[after..];
            if ((element.Kind & Kind.Void) != Kind.Inline)
                continue;
            if (depth == MaxDepth || ((element.Kind & Kind.Preformatted) != Kind.Inline && rest is ['\n', ..]))
                return null;
            open[depth++] = element;
            held |= element.Kind;
        }
        return depth == 0 ? clean.ToString().Trim() : null;
    }

    /// <summary>Whether a parser would put the element where it stands, and close nothing for it.</summary>
    static bool IsInPlace(Kind kind, Kind held, Kind parent) =>
        ((kind & (Kind.Block | Kind.Paragraph)) == Kind.Inline || (held & Kind.Paragraph) == Kind.Inline)
        && ((kind & Kind.Heading) == Kind.Inline || (held & Kind.Heading) == Kind.Inline)
        && ((kind & Kind.Anchor) == Kind.Inline || (held & Kind.Anchor) == Kind.Inline)
        && (kind & Kind.Item) != Kind.Inline == ((parent & Kind.List) != Kind.Inline);

    static Kind Held(ReadOnlySpan<(string Name, Kind Kind)> open)
    {
        var held = Kind.Inline;
        foreach (var (_, kind) in open)
            held |= kind;
        return held;
    }

    static int Name(ReadOnlySpan<char> tag)
    {
        var length = 0;
        while (length + 1 < tag.Length && char.IsAsciiLetterOrDigit(tag[length + 1]))
            length++;
        return length + 1 < tag.Length && (tag[length + 1] is '>' or ' ' or '\n' or '\t' or '/') ? length : 0;
    }

    static FrozenDictionary<string, (string, Kind)>.AlternateLookup<ReadOnlySpan<char>> Table()
    {
        var elements = new Dictionary<string, (string, Kind)>(StringComparer.OrdinalIgnoreCase);
        Add(Kind.Inline, "b i em strong u s small code span sub sup mark abbr cite q time del ins bdi bdo kbd samp var dfn");
        Add(Kind.Anchor, "a");
        Add(Kind.Paragraph, "p");
        Add(Kind.Void, "br img wbr");
        Add(Kind.Void | Kind.Block, "hr");
        Add(Kind.Block, "div blockquote section article figure figcaption address");
        Add(Kind.Block | Kind.Preformatted, "pre");
        Add(Kind.Block | Kind.Heading, "h1 h2 h3 h4 h5 h6");
        Add(Kind.Block | Kind.List, "ul ol");
        Add(Kind.Block | Kind.Item, "li");
        return elements.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

        void Add(Kind kind, string names)
        {
            foreach (var name in names.Split(' '))
                elements.Add(name, (name, kind));
        }
    }
}
