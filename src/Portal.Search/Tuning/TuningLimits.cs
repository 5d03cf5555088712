using Portal.Search.Analysis;

namespace Portal.Search.Tuning;

/// <summary>How much editors may tell the search, and what is no synonym, stop word or curation. Problems are English sentences for people, or null.</summary>
static class TuningLimits
{
    /// <summary>Most groups of synonyms.</summary>
    public const int MaxGroups = 1000;

    /// <summary>Most words and phrases of a group.</summary>
    public const int MaxTerms = 20;

    /// <summary>Longest word or phrase, in characters.</summary>
    public const int MaxTermLength = 80;

    /// <summary>Most stop words.</summary>
    public const int MaxStopWords = 500;

    /// <summary>Most curated queries.</summary>
    public const int MaxCurations = 1000;

    /// <summary>Longest curated query, in characters.</summary>
    public const int MaxQueryLength = 200;

    /// <summary>Most results put first for a query, and most left out.</summary>
    public const int MaxResults = 50;

    public static string? Problem(SynonymGroup group) => group.Terms switch
    {
        null or { Count: < 2 } => "A group needs two words or phrases that mean the same.",
        { Count: > MaxTerms } => "A group has at most 20 words and phrases.",
        var terms when terms.Any(term => string.IsNullOrWhiteSpace(term) || QueryFolding.Of(term).Length == 0) => "A word or phrase of the group has no letters or digits.",
        var terms when terms.Any(term => term.Length > MaxTermLength) => "A word or phrase has at most 80 characters.",
        _ => null,
    };

    public static string? StopWordProblem(string word) => QueryFolding.Of(word) switch
    {
        "" => "A stop word has no letters or digits.",
        var folded when folded.Contains(' ', StringComparison.Ordinal) => "A stop word is one word, not several.",
        _ when word.Length > MaxTermLength => "A word or phrase has at most 80 characters.",
        _ => null,
    };

    public static string? Problem(QueryCuration curation)
    {
        if (string.IsNullOrWhiteSpace(curation.Query) || QueryFolding.Of(curation.Query).Length == 0)
            return "The query has no words.";
        if (curation.Query.Length > MaxQueryLength)
            return "A query with results of its own has at most 200 characters.";
        if (curation.Pinned is null || curation.Hidden is null || curation.Pinned.Concat(curation.Hidden).Any(string.IsNullOrWhiteSpace))
            return "A query lists the identifiers of its items under “Pinned” and “Hidden”.";
        if (curation.Pinned.Count > MaxResults || curation.Hidden.Count > MaxResults)
            return "A query has at most 50 results put first and 50 left out.";
        return null;
    }

    /// <summary>What is wrong with all of it together.</summary>
    public static string? Problem(SearchTuning tuning)
    {
        if (tuning.Synonyms.Count > MaxGroups)
            return "There are at most 1,000 groups of synonyms.";
        if (tuning.StopWords.Count > MaxStopWords)
            return "There are at most 500 stop words.";
        if (tuning.Curations.Count > MaxCurations)
            return "There are at most 1,000 queries with results of their own.";
        return null;
    }
}
