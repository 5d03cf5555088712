using System.Text.RegularExpressions;
using Portal.Search.Analysis;
using Portal.Search.Querying;

namespace Portal.Search.Analytics;

/// <summary>A query as the statistics keep it.</summary>
/// <param name="Folded">What it is counted under; empty where only the search counts and the words are not kept.</param>
/// <param name="Text">As typed.</param>
readonly partial record struct KeptQuery(string Folded, string Text)
{
    /// <summary>Longer queries are texts that somebody pasted, perhaps letters; in characters.</summary>
    public const int MaxLength = 80;

    /// <summary>Folding may lengthen a query: one letter becomes two, such as љ and lj.</summary>
    public const int MaxFolded = 200;

    /// <summary>From so many digits on a number may be a telephone's, a card's, an account's or a person's.</summary>
    const int PersonalDigits = 7;

    /// <summary>Words that are not kept: too long, or such that they may tell of a person who is no subject of news.</summary>
    public static KeptQuery None { get; } = new("", "");

    /// <summary>Decides what is kept of a query.</summary>
    public static KeptQuery Of(string query)
    {
        query = Blanks().Replace(SearchAnalyzers.Normalize(query).Trim(), " ");
        if (query.Length is 0 or > MaxLength || LooksPersonal(query))
            return None;
        var folded = QueryFolding.Of(query);
        return folded.Length is 0 or > MaxFolded ? None : new(folded, query);
    }

    static bool LooksPersonal(string query) =>
        query.Contains('@', StringComparison.Ordinal)
        || Numbers().Matches(Dates().Replace(query, " ")).Any(number => number.Value.Count(char.IsDigit) >= PersonalDigits);

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Blanks();

    // Days (2026-11-28, 28.11.2026) and spans of years (2014–2020) are what news is about.
    [GeneratedRegex(@"(?<!\d)(?:(?:1[5-9]|20)\d\d ?[-–/] ?(?:1[5-9]|20)\d\d|(?:1[5-9]|20)\d\d[-./]\d\d?[-./]\d\d?|\d\d?[-./] ?\d\d?[-./] ?(?:1[5-9]|20)\d\d)(?!\d)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Dates();

    [GeneratedRegex(@"\d[\d ()/.\-–]*\d", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Numbers();
}
