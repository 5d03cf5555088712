using System.Buffers;
using System.Text;

namespace Portal.Content.Html;

/// <summary>Copies the attributes of a start tag that are allowed and plain, and leaves out those that are not allowed.</summary>
static class PlainAttributes
{
    const int MaxAttributes = 16;

    static readonly SearchValues<char> Marked = SearchValues.Create(
        [.. "<>&\"'`\u00A0\uFFFE\uFFFF", .. Enumerable.Range(0, 0x20).Select(one => (char)one), .. Enumerable.Range(0xD800, 0x800).Select(one => (char)one), .. Enumerable.Range(0x7F, 0x21).Select(one => (char)one)]);

    static readonly SearchValues<char> AddressLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/?#@!$()*+,;=%:&");

    /// <summary>Reads from behind the name to behind the closing bracket; 0 where the tag is not plain.</summary>
    /// <param name="tag">What begins with the tag.</param>
    /// <param name="at">Where its name ends.</param>
    /// <param name="clean">Where the attributes are written to.</param>
    /// <param name="baseUrl">What addresses are relative to.</param>
    /// <param name="closed">Whether the tag closes itself.</param>
    public static int Append(ReadOnlySpan<char> tag, int at, StringBuilder clean, string baseUrl, out bool closed)
    {
        closed = false;
        Span<Range> seen = stackalloc Range[MaxAttributes];
        for (var count = 0; ; count++)
        {
            while (at < tag.Length && tag[at] is ' ' or '\n' or '\t')
                at++;
            if (at >= tag.Length)
                return 0;
            if (tag[at] == '>')
                return at + 1;
            if (tag[at] == '/' && at + 1 < tag.Length && tag[at + 1] == '>')
            {
                closed = true;
                return at + 2;
            }
            var start = at;
            while (at < tag.Length && (char.IsAsciiLetter(tag[at]) || (at > start && (char.IsAsciiDigit(tag[at]) || tag[at] is '-' or '_' or ':'))))
                at++;
            if (at == start || count == MaxAttributes || at + 1 >= tag.Length || tag[at] != '=' || tag[at + 1] is not ('"' or '\''))
                return 0;
            var name = tag[start..at];
            // A parser keeps the first of two of the same name.
            foreach (var other in seen[..count])
            {
                if (tag[other].Equals(name, StringComparison.OrdinalIgnoreCase))
                    return 0;
            }
            seen[count] = start..at;
            var quote = tag[at + 1];
            var value = tag[(at + 2)..];
            var end = value.IndexOf(quote);
            if (end < 0 || !Value(name, value[..end], clean, baseUrl))
                return 0;
            at += end + 3;
            if (at >= tag.Length || tag[at] is not ('>' or ' ' or '/' or '\n' or '\t'))
                return 0;
        }
    }

    static bool Value(ReadOnlySpan<char> name, ReadOnlySpan<char> value, StringBuilder clean, string baseUrl)
    {
        switch (name)
        {
            case "href" or "src":
                return Address(name, value, clean, baseUrl);
            case "alt" or "title" or "width" or "height" or "lang" or "dir" or "datetime" or "id":
                clean.Append(' ').Append(name).Append("=\"");
                return Text(value, clean) && Quote(clean);
            // Names that are not written in lower case are rare; those that are allowed but not plain are left to the tree.
            default:
                return !IsAllowed(name);
        }
    }

    static bool IsAllowed(ReadOnlySpan<char> name)
    {
        foreach (var allowed in HtmlRules.Attributes)
        {
            if (name.Equals(allowed, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    static bool Text(ReadOnlySpan<char> value, StringBuilder clean)
    {
        while (value.Length > 0)
        {
            var mark = value.IndexOfAny(Marked);
            if (mark < 0)
            {
                clean.Append(value);
                return true;
            }
            clean.Append(value[..mark]);
            value = value[mark..];
            var length = value[0] == '\'' ? 1 : PlainText.Append(value, clean, attribute: true);
            if (length == 0)
                return false;
            if (value[0] == '\'')
                clean.Append('\'');
            value = value[length..];
        }
        return true;
    }

    static bool Address(ReadOnlySpan<char> name, ReadOnlySpan<char> value, StringBuilder clean, string baseUrl)
    {
        if (value.ContainsAnyExcept(AddressLetters))
            return false;
        if (value.StartsWith("https://", StringComparison.Ordinal) || value.StartsWith("http://", StringComparison.Ordinal))
        {
            clean.Append(' ').Append(name).Append("=\"");
            return Text(value, clean) && Quote(clean);
        }
        // What a colon stands in may be an address of any kind, and what entities stand in must be read first.
        if (value.ContainsAny(':', '&') || value.IsEmpty || !Uri.TryCreate(baseUrl, UriKind.Absolute, out var root))
            return false;
        if (!Uri.TryCreate(root, value.ToString(), out var full) || full.Scheme is not ("http" or "https") || full.AbsoluteUri.AsSpan().ContainsAnyExcept(AddressLetters))
            return false;
        clean.Append(' ').Append(name).Append("=\"");
        return Text(full.AbsoluteUri, clean) && Quote(clean);
    }

    static bool Quote(StringBuilder clean)
    {
        clean.Append('"');
        return true;
    }
}
