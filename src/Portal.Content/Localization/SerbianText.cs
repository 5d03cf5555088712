using System.Text.RegularExpressions;

namespace Portal.Content.Localization;

/// <summary>
/// Writes Serbian text in the other script. What is not Serbian stays as it is: addresses, e-mail addresses, hashtags, Liquid,
/// words with foreign letters, letters with digits, Roman numerals.
/// </summary>
public static partial class SerbianText
{
    /// <summary>Plain text.</summary>
    public static string Convert(string text, SerbianAlphabet to) => Convert(text, to, Pieces());

    /// <summary>Markdown; code, targets of links and HTML tags stay as they are too.</summary>
    public static string ConvertMarkdown(string markdown, SerbianAlphabet to)
    {
        var converted = new System.Text.StringBuilder(markdown.Length);
        var from = 0;
        foreach (Match kept in MarkdownCode().Matches(markdown))
        {
            converted.Append(Convert(markdown[from..kept.Index], to)).Append(kept.Value);
            from = kept.Index + kept.Length;
        }
        return converted.Append(Convert(markdown[from..], to)).ToString();
    }

    static string Convert(string text, SerbianAlphabet to, Regex pieces)
    {
        if (to == SerbianAlphabet.Latin)
            return pieces.Replace(text, piece => piece.Groups["word"].Success && !IsForeignCyrillic(piece.Value) || piece.Groups["code"].Success ? SerbianScript.ToLatin(piece.Value) : piece.Value);
        var allCapitals = !text.Any(char.IsLower);
        return pieces.Replace(text, piece => piece.Groups["word"].Success && !piece.Value.Any(char.IsDigit) && (allCapitals || !IsRoman(piece, text))
            ? SerbianWord.ToCyrillic(piece.Value) ?? piece.Value
            : piece.Value);
    }

    // Russian and other Cyrillic words would come out half written.
    static bool IsForeignCyrillic(string word) => word.Any(letter => letter is >= 'Ѐ' and <= 'ӿ' && !SerbianScript.IsSerbianCyrillic(letter));

    // "I" in the middle of a sentence is a numeral after a name (Petar I), since the conjunction is small there.
    static bool IsRoman(Match piece, string text) => piece.Value switch
    {
        "II" or "III" or "IV" or "VI" or "VII" or "VIII" => true,
        "I" or "V" => NameBefore().IsMatch(text[Math.Max(0, piece.Index - 60)..piece.Index]),
        _ => false,
    };

    [GeneratedRegex("""
        (?<kept>\{\{.*?\}\} | \{%.*?%\}
            | (?:https?|ftp|mailto|tel):[^\s<>"]+ | \bwww\.[^\s<>"]+
            | [\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+
            | [\#@][\p{L}\p{N}_]+
            | (?<![\p{L}\p{N}])(?:[\p{L}\p{N}-]+\.)+(?:com|org|net|edu|gov|int|info|eu|rs|ba|hr|mk|ru|uk|срб)(?![\p{L}\p{N}])(?:/[^\s<>"]*)?)
        | (?<code>(?<![\p{L}\p{N}])(?:\p{Lu}[\p{L}]*)?\p{Lu}-\d+(?![\p{L}\p{N}]))
        | (?<word>[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*)
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Pieces();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])\p{Lu}\p{Ll}+ $", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameBefore();

    [GeneratedRegex("""^(?<fence>```|~~~).*?^\k<fence>[^\n]*$ | `[^`\n]+` | \]\([^)\n]*\) | ^\[[^\]\n]+\]:[^\n]*$ | <[^>\n]+>""",
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex MarkdownCode();
}
