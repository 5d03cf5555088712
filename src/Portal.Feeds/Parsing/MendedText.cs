using System.Text;

namespace Portal.Feeds.Parsing;

/// <summary>The well-formed text that the mending of a document gives: what is no markup is escaped, and characters that XML may not have are left out.</summary>
/// <param name="capacity">Letters that it will probably have.</param>
/// <param name="entities">Entities that the document declares for itself.</param>
/// <param name="repairs">Takes what was done.</param>
sealed class MendedText(int capacity, DeclaredEntities entities, List<string> repairs)
{
    readonly StringBuilder _text = new(capacity);

    /// <summary>How many letters there are; fewer take the last ones away.</summary>
    public int Length
    {
        get => _text.Length;
        set => _text.Length = value;
    }

    public override string ToString() => _text.ToString();

    /// <summary>Appends what is well-formed.</summary>
    public MendedText AppendMarkup(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>Inserts what is well-formed.</summary>
    public void Insert(int position, string markup) => _text.Insert(position, markup);

    /// <summary>Appends an attribute.</summary>
    public void AppendAttribute(string name, string value)
    {
        _text.Append(' ').Append(name).Append("=\"");
        Append(value, attribute: true);
        _text.Append('"');
    }

    /// <summary>Appends text in which entities stand.</summary>
    public void AppendText(ReadOnlySpan<char> raw) => Append(raw, attribute: false);

    /// <summary>Appends text in which ampersands and brackets stand for themselves.</summary>
    public void AppendLiteral(ReadOnlySpan<char> letters)
    {
        foreach (var letter in letters)
            AppendLiteral(letter);
    }

    void Append(ReadOnlySpan<char> raw, bool attribute)
    {
        while (raw.Length > 0)
        {
            if (raw[0] != '&')
            {
                if (attribute && raw[0] is '"' or '\n' or '\t')
                    _text.Append(raw[0] == '"' ? "&quot;" : " ");
                else
                    AppendLiteral(raw[0]);
                raw = raw[1..];
                continue;
            }
            var (letters, length, known) = entities.Find(raw) ?? XmlTag.Entity(raw);
            if (!known)
                Note("bare ampersands were escaped");
            else if (!XmlTag.IsPredefined(raw[..length]))
                Note("entities that XML does not know were decoded");
            foreach (var letter in letters)
                AppendLiteral(letter);
            raw = raw[length..];
        }
    }

    void AppendLiteral(char letter)
    {
        switch (letter)
        {
            case '&':
                _text.Append("&amp;");
                break;
            case '<':
                _text.Append("&lt;");
                break;
            case '>':
                _text.Append("&gt;");
                break;
            case < ' ' and not ('\t' or '\n' or '\r'):
            case '\uFFFE' or '\uFFFF':
                Note("control characters were dropped");
                break;
            case >= '\uD800' and <= '\uDBFF':
                _text.Append(letter);
                break;
            case >= '\uDC00' and <= '\uDFFF':
                if (_text.Length > 0 && char.IsHighSurrogate(_text[^1]))
                    _text.Append(letter);
                break;
            default:
                if (_text.Length > 0 && char.IsHighSurrogate(_text[^1]))
                    _text.Length--;
                _text.Append(letter);
                break;
        }
    }

    void Note(string repair)
    {
        if (!repairs.Contains(repair))
            repairs.Add(repair);
    }
}
