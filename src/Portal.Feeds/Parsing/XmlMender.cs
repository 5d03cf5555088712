namespace Portal.Feeds.Parsing;

/// <summary>
/// Makes well-formed XML of a damaged document in one pass: drops what stands before and after it, DTDs and control characters, escapes
/// stray ampersands and angle brackets, knows HTML's entities, declares forgotten prefixes, closes what was left open, and, where the
/// document is cut off, drops the item that was not finished.
/// </summary>
sealed class XmlMender(string text, int start, List<string> repairs)
{
    /// <summary>What is told of a document that ends before its end.</summary>
    public const string CutOff = "the document is cut off; whole items were kept";

    readonly MendedText _out = new(text.Length + 256, DeclaredEntities.Read(text.AsSpan(0, start)), repairs);
    readonly List<(string Name, int Offset)> _open = [];
    readonly UsedPrefixes _prefixes = new();
    readonly int _lastTagEnd = text.LastIndexOf('>');
    int _rootTagEnd;
    bool _cut;

    public string Mend()
    {
        NoteBeginning();
        for (var position = start; position < text.Length && !(_rootTagEnd > 0 && _open.Count == 0);)
            position = text[position] == '<' ? Tag(position) : Text(position);
        Finish();
        return _out.ToString();
    }

    void NoteBeginning()
    {
        var before = text.AsSpan(0, start);
        var declaration = before.IndexOf("<?xml", StringComparison.Ordinal);
        if (!before[..Math.Max(declaration, 0)].Trim().IsEmpty || (declaration < 0 && !before.Trim().IsEmpty && !before.TrimStart().StartsWith("<!", StringComparison.Ordinal)))
            Note("text before the document was dropped");
        if (before.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
            Note("the document type declaration was dropped");
        if (before.Contains("version=\"1.1\"", StringComparison.Ordinal) || before.Contains("version='1.1'", StringComparison.Ordinal))
            Note("XML 1.1 was read as 1.0");
    }

    int Text(int position)
    {
        var end = text.IndexOf('<', position);
        end = end < 0 ? text.Length : end;
        if (_open.Count > 0)
            _out.AppendText(text.AsSpan(position, end - position));
        return end;
    }

    int Tag(int position)
    {
        var rest = text.AsSpan(position);
        if (rest.StartsWith("<!--", StringComparison.Ordinal))
            return After(position + 4, "-->");
        if (rest.StartsWith("<![CDATA[", StringComparison.Ordinal))
            return Literal(position + 9);
        if (rest.StartsWith("<!", StringComparison.Ordinal))
            return After(position, rest.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase) && Internal(rest) ? "]>" : ">");
        if (rest.StartsWith("<?", StringComparison.Ordinal))
            return After(position, "?>");
        if (rest.StartsWith("</", StringComparison.Ordinal))
            return Close(position);
        if (rest.Length > 1 && (char.IsLetter(rest[1]) || rest[1] == '_'))
            return Open(position);
        Note("stray angle brackets were escaped");
        _out.AppendMarkup("&lt;");
        return position + 1;
    }

    static bool Internal(ReadOnlySpan<char> doctype) => doctype.IndexOfAny('[', '>') is >= 0 and var first && doctype[first] == '[';

    int After(int position, string mark)
    {
        var end = text.IndexOf(mark, position, StringComparison.Ordinal);
        _cut |= end < 0;
        return end < 0 ? text.Length : end + mark.Length;
    }

    int Literal(int position)
    {
        var end = text.IndexOf("]]>", position, StringComparison.Ordinal);
        _cut |= end < 0;
        _out.AppendLiteral(text.AsSpan(position, (end < 0 ? text.Length : end) - position));
        return end < 0 ? text.Length : end + 3;
    }

    int Close(int position)
    {
        var end = text.IndexOf('>', position);
        if (end < 0)
        {
            _cut = true;
            return text.Length;
        }
        var name = XmlTag.CleanName(text.AsSpan(position + 2, end - position - 2));
        var index = _open.FindLastIndex(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index < 0 && IsVoid(name))
            return end + 1;
        if (index < 0 || (index == 0 && _open.Count > 1 && name is not ("rss" or "feed")))
        {
            Note("end tags that nothing had opened were dropped");
            return end + 1;
        }
        if (index < _open.Count - 1)
            Note("unclosed or crossed tags were closed");
        CloseDownTo(index);
        return end + 1;
    }

    int Open(int position)
    {
        if (XmlTag.Read(text, position) is not { } tag)
        {
            if (position > _lastTagEnd)
            {
                _cut = true;
                return text.Length;
            }
            Note("stray angle brackets were escaped");
            _out.AppendMarkup("&lt;");
            return position + 1;
        }
        if (_open.Count >= FeedParser.MaxDepth)
            throw new FeedFormatException($"The document nests elements more than {FeedParser.MaxDepth} deep.");
        CloseBefore(XmlTag.Local(tag.Name));
        var offset = _out.Length;
        _prefixes.Use(tag.Name);
        _out.AppendMarkup("<").AppendMarkup(tag.Name);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in tag.Attributes)
        {
            // No prefix may stand for nothing, and “xml” for nothing else.
            if (name is "xmlns:xml" or "xmlns:xmlns" || (value.Length == 0 && name.StartsWith("xmlns:", StringComparison.Ordinal)))
            {
                Note("declarations of prefixes that mean nothing were dropped");
                continue;
            }
            if (!seen.Add(name))
            {
                Note("doubled attributes were dropped");
                continue;
            }
            _prefixes.Declare(name, value, onRoot: _rootTagEnd == 0);
            _out.AppendAttribute(name, value);
        }
        if (_rootTagEnd == 0)
            _rootTagEnd = _out.Length;
        if (tag.Mended)
            Note("attributes without quotes or values were mended");
        if (tag.Empty || IsVoid(tag.Name))
        {
            if (!tag.Empty)
                Note("unclosed or crossed tags were closed");
            _out.AppendMarkup("/>");
        }
        else
        {
            _out.AppendMarkup(">");
            _open.Add((tag.Name, offset));
        }
        return tag.End;
    }

    /// <summary>Closes an entry that was left open before the next one begins, and a title or the like before its neighbour.</summary>
    void CloseBefore(string name)
    {
        var index = name is "item" or "entry" ? _open.Count == 0 ? -1 : _open.FindIndex(1, one => XmlTag.Local(one.Name) is "item" or "entry")
            : _open.Count > 0 && IsLeaf(name) && IsLeaf(XmlTag.Local(_open[^1].Name)) ? _open.Count - 1 : -1;
        if (index < 0)
            return;
        Note("unclosed or crossed tags were closed");
        CloseDownTo(index);
    }

    // Elements of HTML that are never closed. Those whose names RSS has as well (link, source) are not among them.
    static bool IsVoid(string name) => name.ToLowerInvariant() is "br" or "hr" or "img" or "wbr" or "area" or "col" or "embed" or "param" or "input" or "track";

    static bool IsLeaf(string name) => name is "title" or "link" or "guid" or "pubdate" or "description" or "comments" or "published" or "updated" or "summary";

    void Finish()
    {
        if (_open.Count > 0)
        {
            // An entry that is the whole document is closed where it ends.
            var item = _open.FindIndex(1, one => XmlTag.Local(one.Name) is "item" or "entry");
            if (_cut || item >= 0)
                Note(CutOff);
            else
                Note("unclosed or crossed tags were closed");
            if (item >= 0)
            {
                _out.Length = _open[item].Offset;
                _open.RemoveRange(item, _open.Count - item);
            }
            CloseDownTo(0);
        }
        foreach (var prefix in _prefixes.Undeclared)
            Note($"the prefix “{prefix}” was not declared");
        _out.Insert(_rootTagEnd, _prefixes.Declarations());
    }

    void CloseDownTo(int index)
    {
        for (var top = _open.Count - 1; top >= index; top--)
        {
            _out.AppendMarkup("</").AppendMarkup(_open[top].Name).AppendMarkup(">");
            _open.RemoveAt(top);
        }
    }

    void Note(string repair)
    {
        if (!repairs.Contains(repair))
            repairs.Add(repair);
    }
}
