using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Feeds.Parsing;

/// <summary>
/// The entities that a document declares for itself, read as plain text: only such as name a short text without further entities, only
/// so many, and only so much of them in all. Nothing is ever fetched or expanded.
/// </summary>
sealed partial class DeclaredEntities
{
    const int MaxEntities = 300;
    const int MaxLength = 500;
    const int MaxExpanded = 200_000;
    const int MaxDeclaration = 100_000;

    readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    int _expanded;

    /// <summary>Reads what stands before the outermost element.</summary>
    public static DeclaredEntities Read(ReadOnlySpan<char> prologue)
    {
        var entities = new DeclaredEntities();
        var subset = prologue.IndexOf("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
        if (subset < 0 || prologue[subset..].IndexOf('[') < 0)
            return entities;
        var text = prologue[subset..Math.Min(prologue.Length, subset + MaxDeclaration)].ToString();
        for (var match = Declaration().Match(text); match.Success && entities._texts.Count < MaxEntities; match = match.NextMatch())
        {
            var value = match.Groups[2].Success ? match.Groups[2].Value : match.Groups[3].Value;
            if (value.Length <= MaxLength)
                entities._texts.TryAdd(match.Groups[1].Value, WebUtility.HtmlDecode(value));
        }
        return entities;
    }

    /// <summary>What an ampersand begins, where it is one of these.</summary>
    public (string Letters, int Length, bool Known)? Find(ReadOnlySpan<char> raw)
    {
        if (_texts.Count == 0)
            return null;
        var end = raw[..Math.Min(raw.Length, 66)].IndexOf(';');
        if (end < 2 || !_texts.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(raw[1..end], out var text))
            return null;
        _expanded += text.Length;
        return (_expanded > MaxExpanded ? "" : text, end + 1, true);
    }

    [GeneratedRegex("""<!ENTITY\s+([\w.-]{1,64})\s+(?:"((?:[^&"<%]|&#\w{1,8};|&(?:amp|lt|gt|quot|apos);)*)"|'((?:[^&'<%]|&#\w{1,8};|&(?:amp|lt|gt|quot|apos);)*)')\s*>""",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declaration();
}
