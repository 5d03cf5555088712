using System.Collections.Frozen;
using System.Text;

namespace Portal.Content.WordPress.Bodies;

/// <summary>
/// Makes paragraphs of the text of the classic editor, which stores blank lines instead: WordPress does the same each time a page
/// is shown. A single line break becomes a <c>br</c>. Takes time by the length alone.
/// </summary>
sealed class Paragraphs
{
    /// <summary>Stands for a line break of the text while a paragraph is put together.</summary>
    const char Break = '\u0001';

    static readonly FrozenDictionary<string, Inside> Blocks = new[]
    {
        (Inside.Paragraphs, "blockquote form"),
        (Inside.Either, "div section article aside main header footer nav td th li dd details fieldset"),
        (Inside.Lines, "p address"),
        (Inside.AsIs, "h1 h2 h3 h4 h5 h6 figure figcaption caption summary dt legend hgroup"),
        (Inside.Structure, "ul ol dl table thead tbody tfoot tr colgroup menu hr col"),
    }.SelectMany(group => group.Item2.Split(' '), (group, name) => KeyValuePair.Create(name, group.Item1)).ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenSet<string> EndsItsLike = FrozenSet.Create(StringComparer.Ordinal, "p", "li", "dt", "dd", "tr", "td", "th");

    readonly StringBuilder _output = new();
    readonly List<StringBuilder> _lines = [new()];
    readonly Stack<string> _open = new();

    enum Inside { Paragraphs, Either, Lines, AsIs, Structure }

    /// <summary>The text as HTML with paragraphs.</summary>
    public static string Add(string text)
    {
        var paragraphs = new Paragraphs();
        paragraphs.Read(text.ReplaceLineEndings("\n"));
        return paragraphs._output.ToString();
    }

    void Read(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var next = text.AsSpan(at).IndexOf('<');
            next = next < 0 ? text.Length : at + next;
            Text(text.AsSpan(at..next));
            at = next;
            if (at == text.Length)
                break;
            var length = HtmlTag.Length(text.AsSpan(at));
            if (length == 1)
            {
                _lines[^1].Append("&lt;");
                at++;
                continue;
            }
            var tag = text.AsSpan(at, length);
            var name = HtmlTag.Name(tag);
            if (name is "pre" or "script" or "style" or "textarea" or "svg" or "math" && tag[1] != '/')
            {
                var close = text.AsSpan(at).IndexOf($"</{name}", StringComparison.OrdinalIgnoreCase);
                length = close < 0 ? text.Length - at : close + HtmlTag.Length(text.AsSpan(at + close));
                Whole(name, text.AsSpan(at, length));
            }
            else
            {
                Tag(name, tag);
            }
            at += length;
        }
        Flush();
    }

    void Whole(string name, ReadOnlySpan<char> element)
    {
        if (name is "script" or "style")
            return;
        Flush();
        _output.Append(element).Append('\n');
    }

    void Tag(string name, ReadOnlySpan<char> tag)
    {
        if (name == "br")
        {
            LineBreak();
            return;
        }
        if (!Blocks.ContainsKey(name))
        {
            if (name.Length > 0)
                _lines[^1].Append(tag);
            return;
        }
        Flush();
        if (tag[1] == '/')
        {
            if (_open.Contains(name))
            {
                while (_open.Pop() != name)
                {
                    // What was left open within ends here as well.
                }
            }
        }
        else if (name is not ("hr" or "col"))
        {
            if (EndsItsLike.Contains(name) && _open.TryPeek(out var last) && last == name)
                _open.Pop();
            // Deeper than any honest text; the cleaner refuses it later.
            if (_open.Count < 512)
                _open.Push(name);
        }
        _output.Append(tag);
        if (_open.Count == 0)
            _output.Append('\n');
    }

    void LineBreak()
    {
        var line = _lines[^1];
        while (line.Length > 0 && (line[^1] == Break || char.IsWhiteSpace(line[^1])))
            line.Length--;
        if (EndsInBreak(line))
        {
            line.Length -= 4;
            _lines.Add(new());
        }
        else
        {
            line.Append("<br>");
        }
    }

    void Text(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsWhiteSpace(text[at]) || text[at] == '\u00A0')
            {
                var end = text[at..].IndexOfAny(" \t\n\f\v");
                end = end < 0 ? text.Length : at + end;
                end = Math.Max(end, at + 1);
                _lines[^1].Append(text[at..end]);
                at = end;
                continue;
            }
            var breaks = 0;
            while (at < text.Length && char.IsWhiteSpace(text[at]) && text[at] != '\u00A0')
                breaks += text[at++] == '\n' ? 1 : 0;
            if (breaks > 1)
                _lines.Add(new());
            else
                _lines[^1].Append(breaks == 1 ? Break : ' ');
        }
    }

    void Flush()
    {
        var inside = _open.TryPeek(out var name) ? Blocks[name] : Inside.Paragraphs;
        var texts = _lines.Select(line => Finish(line, inside is Inside.Paragraphs or Inside.Either or Inside.Lines)).Where(text => text.Length > 0).ToList();
        _lines.Clear();
        _lines.Add(new());
        var wraps = inside == Inside.Paragraphs || (inside == Inside.Either && texts.Count > 1);
        foreach (var text in texts)
        {
            if (wraps)
                _output.Append("<p>").Append(text).Append(_open.Count == 0 ? "</p>\n" : "</p>");
            else if (inside == Inside.Lines && !ReferenceEquals(text, texts[0]))
                _output.Append("<br>").Append(text);
            else
                _output.Append(text);
        }
    }

    static string Finish(StringBuilder line, bool breaks)
    {
        var text = line.ToString().Trim(' ', '\t', '\n', Break);
        while (text.StartsWith("<br>", StringComparison.Ordinal))
            text = text[4..].TrimStart(' ', Break);
        while (text.EndsWith("<br>", StringComparison.Ordinal))
            text = text[..^4].TrimEnd(' ', Break);
        return text.Replace($"<br>{Break}", "<br>", StringComparison.Ordinal).Replace(Break.ToString(), breaks ? "<br>\n" : "\n", StringComparison.Ordinal);
    }

    static bool EndsInBreak(StringBuilder line) => line.Length >= 4 && line[^1] == '>' && line[^2] == 'r' && line[^3] == 'b' && line[^4] == '<';
}
