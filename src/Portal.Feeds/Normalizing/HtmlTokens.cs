namespace Portal.Feeds.Normalizing;

/// <summary>
/// Walks over HTML that was cleaned, and is therefore of one form: names in lower case, attributes in double quotes, no comments, no
/// element whose content is raw text.
/// </summary>
ref struct HtmlTokens(ReadOnlySpan<char> html)
{
    readonly ReadOnlySpan<char> _html = html;
    int _next;

    /// <summary>Where the token begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends.</summary>
    public readonly int End => _next;

    /// <summary>Whether it is text between tags.</summary>
    public bool IsText { get; private set; }

    /// <summary>Whether it is an end tag.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>Name of the tag; empty for text.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    public readonly ReadOnlySpan<char> Raw => _html[Start.._next];

    public bool Read()
    {
        if (_next >= _html.Length)
            return false;
        Start = _next;
        var rest = _html[Start..];
        IsText = rest[0] != '<';
        if (IsText)
        {
            var length = rest.IndexOf('<');
            _next = Start + (length < 0 ? rest.Length : length);
            Name = [];
            return true;
        }
        IsEnd = rest.Length > 1 && rest[1] == '/';
        var from = IsEnd ? 2 : 1;
        var name = rest[from..];
        var to = name.IndexOfAny(" >\n\t/");
        Name = to < 0 ? name : name[..to];
        _next = Start + TagLength(rest);
        return true;
    }

    /// <summary>The value of an attribute as it stands there, escaped; or nothing.</summary>
    public readonly ReadOnlySpan<char> Attribute(ReadOnlySpan<char> name)
    {
        var rest = Raw[(1 + Name.Length)..];
        for (var equals = rest.IndexOf("=\""); equals >= 0; equals = rest.IndexOf("=\""))
        {
            var value = rest[(equals + 2)..];
            var end = value.IndexOf('"');
            if (end < 0)
                return [];
            var before = rest[..equals];
            if (before[(before.LastIndexOfAny(" \n\t") + 1)..].SequenceEqual(name))
                return value[..end];
            rest = value[(end + 1)..];
        }
        return [];
    }

    static int TagLength(ReadOnlySpan<char> tag)
    {
        for (var at = 0; at < tag.Length;)
        {
            var mark = tag[at..].IndexOfAny('>', '"');
            if (mark < 0)
                return tag.Length;
            at += mark;
            if (tag[at] == '>')
                return at + 1;
            var close = tag[(at + 1)..].IndexOf('"');
            if (close < 0)
                return tag.Length;
            at += close + 2;
        }
        return tag.Length;
    }
}
