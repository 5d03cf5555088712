using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Portal.Content.Html;

/// <summary>Copies a letter of text that needs a closer look, as a parser would read it and a serialiser write it.</summary>
static class PlainText
{
    /// <summary>Entities that are read here. Of the rest, some mean two letters, and some are known without a semicolon: left to the parser.</summary>
    static readonly FrozenDictionary<string, char>.AlternateLookup<ReadOnlySpan<char>> Entities = new Dictionary<string, char>(StringComparer.Ordinal)
    {
        ["amp"] = '&',
        ["lt"] = '<',
        ["gt"] = '>',
        ["quot"] = '"',
        ["apos"] = '\'',
        ["nbsp"] = '\u00A0',
        ["ndash"] = '–',
        ["mdash"] = '—',
        ["hellip"] = '…',
        ["laquo"] = '«',
        ["raquo"] = '»',
        ["lsquo"] = '‘',
        ["rsquo"] = '’',
        ["sbquo"] = '‚',
        ["ldquo"] = '“',
        ["rdquo"] = '”',
        ["bdquo"] = '„',
        ["bull"] = '•',
        ["middot"] = '·',
        ["copy"] = '©',
        ["reg"] = '®',
        ["trade"] = '™',
        ["euro"] = '€',
        ["pound"] = '£',
        ["sect"] = '§',
        ["deg"] = '°',
        ["times"] = '×',
        ["shy"] = '\u00AD',
        ["zwnj"] = '\u200C',
        ["eacute"] = 'é',
        ["egrave"] = 'è',
        ["agrave"] = 'à',
        ["aacute"] = 'á',
        ["iacute"] = 'í',
        ["oacute"] = 'ó',
        ["uacute"] = 'ú',
        ["ccedil"] = 'ç',
        ["ntilde"] = 'ñ',
        ["auml"] = 'ä',
        ["ouml"] = 'ö',
        ["uuml"] = 'ü',
        ["Auml"] = 'Ä',
        ["Ouml"] = 'Ö',
        ["Uuml"] = 'Ü',
        ["szlig"] = 'ß',
        ["scaron"] = 'š',
        ["Scaron"] = 'Š',
    }.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many letters were read; none where a parser had to say what they mean.</summary>
    public static int Append(ReadOnlySpan<char> text, StringBuilder clean, bool attribute)
    {
        switch (text[0])
        {
            case '&':
                return Reference(text, clean, attribute);
            case '>' when !attribute:
                clean.Append("&gt;");
                return 1;
            case '\u00A0':
                clean.Append("&nbsp;");
                return 1;
            case >= '\uD800' and <= '\uDBFF' when text.Length > 1 && char.IsLowSurrogate(text[1]):
                clean.Append(text[..2]);
                return 2;
            default:
                return 0;
        }
    }

    static int Reference(ReadOnlySpan<char> text, StringBuilder clean, bool attribute)
    {
        var length = 1;
        while (length < text.Length && length < 12 && char.IsAsciiLetterOrDigit(text[length]))
            length++;
        if (length == 1 && !(text.Length > 1 && text[1] == '#'))
        {
            if (text.Length > 1 && text[1] == '{')
                return 0;
            clean.Append("&amp;");
            return 1;
        }
        if (length > 1)
        {
            if (length < text.Length && text[length] == ';' && Entities.TryGetValue(text[1..length], out var letter))
                return Letter(letter, clean, attribute) ? length + 1 : 0;
            // The parameters of an address: a name that an equals sign follows is never an entity in an attribute.
            if (!attribute || length >= text.Length || text[length] != '=')
                return 0;
            clean.Append("&amp;");
            return 1;
        }
        return Number(text, clean, attribute);
    }

    static int Number(ReadOnlySpan<char> text, StringBuilder clean, bool attribute)
    {
        var end = text[..Math.Min(text.Length, 12)].IndexOf(';');
        if (end < 3)
            return 0;
        var hex = text[2] is 'x' or 'X';
        if (!int.TryParse(text[(hex ? 3 : 2)..end], hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !Rune.IsValid(number)
            || number is < 0x20 or (>= 0x7F and < 0xA0) or (>= 0xFDD0 and <= 0xFDEF) || (number & 0xFFFE) == 0xFFFE)
        {
            return 0;
        }
        if (number > char.MaxValue)
            clean.Append(new Rune(number).ToString());
        else if (!Letter((char)number, clean, attribute))
            return 0;
        return end + 1;
    }

    static bool Letter(char letter, StringBuilder clean, bool attribute)
    {
        switch (letter)
        {
            case '&':
                clean.Append("&amp;");
                return true;
            case '\u00A0':
                clean.Append("&nbsp;");
                return true;
            case '<' or '>' when attribute:
                return false;
            case '<':
                clean.Append("&lt;");
                return true;
            case '>':
                clean.Append("&gt;");
                return true;
            case '"' when attribute:
                clean.Append("&quot;");
                return true;
            default:
                clean.Append(letter);
                return true;
        }
    }
}
