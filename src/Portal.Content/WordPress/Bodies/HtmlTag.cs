namespace Portal.Content.WordPress.Bodies;

/// <summary>Finds tags in HTML text without building a tree.</summary>
static class HtmlTag
{
    /// <summary>Length of the tag or comment that begins the text; 1 where its <c>&lt;</c> begins none.</summary>
    public static int Length(ReadOnlySpan<char> html)
    {
        if (html.StartsWith("<!--"))
        {
            var close = html[4..].IndexOf("-->");
            return close < 0 ? html.Length : close + 7;
        }
        if (html.Length < 2 || !(char.IsAsciiLetter(html[1]) || html[1] is '/' or '!' or '?'))
            return 1;
        // A quote that is never closed must not swallow the rest of the text.
        var plain = html.IndexOf('>');
        if (plain < 0)
            return 1;
        var quote = '\0';
        for (var at = 1; at < Math.Min(html.Length, 20_000); at++)
        {
            var letter = html[at];
            if (quote != '\0')
                quote = letter == quote ? '\0' : quote;
            else if (letter is '"' or '\'' && html[at - 1] == '=')
                quote = letter;
            else if (letter == '>')
                return at + 1;
        }
        return plain + 1;
    }

    /// <summary>Name of the tag in lower case, without the slash of a closing one; empty for comments.</summary>
    public static string Name(ReadOnlySpan<char> tag)
    {
        var start = tag.Length > 1 && tag[1] == '/' ? 2 : 1;
        var end = start;
        while (end < tag.Length && end < 40 && (char.IsAsciiLetterOrDigit(tag[end]) || tag[end] is '-' or ':'))
            end++;
        return tag[start..end].ToString().ToLowerInvariant();
    }
}
