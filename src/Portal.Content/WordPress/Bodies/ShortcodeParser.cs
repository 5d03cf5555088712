using System.Net;
using System.Text;

namespace Portal.Content.WordPress.Bodies;

/// <summary>Finds shortcodes in the text of a post; those within tags are attributes and stay.</summary>
static class ShortcodeParser
{
    const int MaxTag = 8_000;

    /// <summary>
    /// The text with each shortcode replaced by what <paramref name="render"/> gives for it; where it gives null the shortcode stays as
    /// it is. A shortcode in doubled brackets is text that speaks of a shortcode and loses one pair.
    /// </summary>
    public static string Replace(string text, Func<Shortcode, string?> render)
    {
        if (!text.Contains('[', StringComparison.Ordinal))
            return text;
        var closings = Closings(text);
        var result = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var next = text.AsSpan(at).IndexOfAny('[', '<');
            if (next < 0)
                break;
            result.Append(text, at, next);
            at += next;
            if (text[at] == '<')
            {
                var length = HtmlTag.Length(text.AsSpan(at));
                result.Append(text, at, length);
                at += length;
            }
            else if (text.AsSpan(at).StartsWith("[[") && Opening(text, at + 1) is { } quoted && quoted.End < text.Length && text[quoted.End] == ']')
            {
                result.Append(text, at + 1, quoted.End - at - 1);
                at = quoted.End + 1;
            }
            else if (Opening(text, at) is { } opening)
            {
                var shortcode = Whole(text, at, opening, closings, out var end);
                result.Append(render(shortcode) ?? shortcode.Raw);
                at = end;
            }
            else
            {
                result.Append('[');
                at++;
            }
        }
        return result.Append(text, at, text.Length - at).ToString();
    }

    static Shortcode Whole(string text, int start, OpeningTag opening, Dictionary<string, List<int>> closings, out int end)
    {
        end = opening.End;
        string? content = null;
        if (!opening.IsClosed && closings.TryGetValue(opening.Name, out var places))
        {
            var index = places.BinarySearch(opening.End);
            index = index < 0 ? ~index : index;
            if (index < places.Count)
            {
                content = text[opening.End..places[index]];
                end = places[index] + opening.Name.Length + 3;
            }
        }
        return new(opening.Name, opening.Attributes, content, text[start..end]);
    }

    // Looked up once, or hostile text could have each opening tag search to the end.
    static Dictionary<string, List<int>> Closings(string text)
    {
        var closings = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        for (var at = text.IndexOf("[/", StringComparison.Ordinal); at >= 0; at = text.IndexOf("[/", at + 2, StringComparison.Ordinal))
        {
            var length = NameLength(text.AsSpan(at + 2));
            if (length == 0 || at + 2 + length >= text.Length || text[at + 2 + length] != ']')
                continue;
            var name = text.Substring(at + 2, length);
            if (!closings.TryGetValue(name, out var places))
                closings[name] = places = [];
            places.Add(at);
        }
        return closings;
    }

    static OpeningTag? Opening(string text, int start)
    {
        var name = NameLength(text.AsSpan(start + 1));
        var at = start + 1 + name;
        if (name == 0 || at >= text.Length || !(text[at] is ']' or '/' || char.IsWhiteSpace(text[at])))
            return null;
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var limit = Math.Min(text.Length, start + MaxTag);
        while (at < limit)
        {
            if (char.IsWhiteSpace(text[at]))
                at++;
            else if (text[at] == ']')
                return new(text.Substring(start + 1, name).ToLowerInvariant(), attributes, at + 1, IsClosed: false);
            else if (text[at] == '/' && at + 1 < limit && text[at + 1] == ']')
                return new(text.Substring(start + 1, name).ToLowerInvariant(), attributes, at + 2, IsClosed: true);
            else if (text[at] is '[' or '<')
                return null;
            else
                at = Attribute(text, at, limit, attributes);
        }
        return null;
    }

    static int Attribute(string text, int at, int limit, Dictionary<string, string> attributes)
    {
        var start = at;
        while (at < limit && text[at] is not ('=' or ']' or '[' or '"' or '\'') && !char.IsWhiteSpace(text[at]) && !(text[at] == '/' && at + 1 < limit && text[at + 1] == ']'))
            at++;
        var name = text[start..at].ToLowerInvariant();
        if (at < limit && text[at] == '=' && name.Length > 0)
        {
            at++;
            attributes[name] = WebUtility.HtmlDecode(Value(text, ref at, limit));
        }
        else if (at < limit && text[at] is '"' or '\'')
        {
            attributes[$"#{attributes.Count}"] = WebUtility.HtmlDecode(Value(text, ref at, limit));
        }
        else
        {
            attributes[$"#{attributes.Count}"] = name;
        }
        return Math.Max(at, start + 1);
    }

    static string Value(string text, ref int at, int limit)
    {
        if (at < limit && text[at] is '"' or '\'')
        {
            var close = text.IndexOf(text[at], at + 1, limit - at - 1);
            if (close > 0)
            {
                var quoted = text[(at + 1)..close];
                at = close + 1;
                return quoted;
            }
        }
        var start = at;
        while (at < limit && text[at] is not (']' or '[') && !char.IsWhiteSpace(text[at]))
            at++;
        return text[start..at].Trim('"', '\'', '\u201D', '\u201C', '\u2033');
    }

    static int NameLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length < 64 && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '_' or '-'))
            length++;
        return length > 0 && char.IsAsciiLetter(text[0]) ? length : 0;
    }

    sealed record OpeningTag(string Name, Dictionary<string, string> Attributes, int End, bool IsClosed);
}
