using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Html;

namespace Portal.Feeds.Parsing;

/// <summary>A start tag as it stands in a damaged document.</summary>
/// <param name="Name">Its name, made a valid one.</param>
/// <param name="Attributes">Its attributes with their raw values.</param>
/// <param name="Empty">Whether it closes itself.</param>
/// <param name="End">Where the text after it begins.</param>
/// <param name="Mended">Whether an attribute lacked its quotes or its value.</param>
sealed record XmlTag(string Name, List<(string Name, string Value)> Attributes, bool Empty, int End, bool Mended)
{
    const int MaxAttributes = 200;

    static readonly System.Buffers.SearchValues<char> EntityLetters = System.Buffers.SearchValues.Create("#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Reads the tag at a place; null where no tag can be made out.</summary>
    public static XmlTag? Read(string text, int position)
    {
        var at = position + 1;
        var name = Word(text, ref at);
        var attributes = new List<(string, string)>();
        var mended = false;
        while (at < text.Length)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (at >= text.Length || text[at] == '<')
                return null;
            if (text[at] == '>')
                return new(CleanName(name), attributes, Empty: false, at + 1, mended);
            if (text[at] == '/')
            {
                at++;
                if (at < text.Length && text[at] == '>')
                    return new(CleanName(name), attributes, Empty: true, at + 1, mended);
                continue;
            }
            if (!char.IsLetter(text[at]) && text[at] != '_')
            {
                mended = true;
                at++;
                continue;
            }
            var attribute = Word(text, ref at);
            var value = Value(text, ref at, ref mended);
            if (value is null)
                return null;
            if (attributes.Count < MaxAttributes)
                attributes.Add((CleanName(attribute), value));
        }
        return null;
    }

    /// <summary>A valid name made of what stands there: no second colon, no odd characters.</summary>
    public static string CleanName(ReadOnlySpan<char> raw)
    {
        var name = new StringBuilder(raw.Length);
        var colon = false;
        foreach (var letter in raw.Trim())
        {
            if (letter == ':' && !colon && name.Length > 0)
            {
                colon = true;
                name.Append(letter);
            }
            else if (char.IsLetter(letter) || letter == '_' || (name.Length > 0 && name[^1] != ':' && (char.IsDigit(letter) || letter is '-' or '.')))
            {
                name.Append(letter);
            }
            else if (char.IsWhiteSpace(letter))
            {
                break;
            }
        }
        return name.Length == 0 || name[^1] == ':' ? name.Append('_').ToString() : name.ToString();
    }

    /// <summary>The name without its prefix, in lower case.</summary>
    public static string Local(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..].ToLowerInvariant();

    /// <summary>What an ampersand begins: the letters that it stands for, how long it is, and whether it is an entity at all.</summary>
    public static (string Letters, int Length, bool Known) Entity(ReadOnlySpan<char> raw)
    {
        var end = raw[..Math.Min(raw.Length, 40)].IndexOf(';');
        if (end < 2 || raw[1..end].ContainsAnyExcept(EntityLetters))
            return ("&", 1, false);
        var entity = raw[..(end + 1)].ToString();
        if (raw[1] == '#')
        {
            var hex = raw[2] is 'x' or 'X';
            return int.TryParse(raw[(hex ? 3 : 2)..end], hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? (Rune.IsValid(number) ? new Rune(number).ToString() : "", end + 1, true)
                : ("&", 1, false);
        }
        if (entity == "&apos;")
            return ("'", end + 1, true);
        var decoded = WebUtility.HtmlDecode(entity);
        if (decoded == entity)
            decoded = HtmlEntityProvider.Resolver.GetSymbol(entity[1..]) ?? entity;
        return decoded == entity ? ("&", 1, false) : (decoded, end + 1, true);
    }

    /// <summary>Whether XML itself knows the entity.</summary>
    public static bool IsPredefined(ReadOnlySpan<char> entity) => entity is "&amp;" or "&lt;" or "&gt;" or "&quot;" or "&apos;" || (entity.Length > 1 && entity[1] == '#');

    static string Word(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('=' or '>' or '/' or '<' or '"' or '\''))
            at++;
        return text[start..at];
    }

    static string? Value(string text, ref int at, ref bool mended)
    {
        var after = at;
        while (after < text.Length && char.IsWhiteSpace(text[after]))
            after++;
        if (after >= text.Length || text[after] != '=')
        {
            mended = true;
            return "";
        }
        at = after + 1;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        if (at >= text.Length)
            return null;
        if (text[at] is '"' or '\'')
        {
            var close = text.IndexOf(text[at], at + 1);
            if (close < 0)
                return null;
            var quoted = text[(at + 1)..close];
            at = close + 1;
            return quoted;
        }
        mended = true;
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('>' or '<'))
            at++;
        return text[start..at];
    }
}
