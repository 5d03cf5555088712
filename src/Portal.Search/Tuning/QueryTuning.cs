using Portal.Search.Analysis;

namespace Portal.Search.Tuning;

/// <summary>A <see cref="SearchTuning"/> made ready for queries. Thread-safe.</summary>
sealed class QueryTuning
{
    /// <summary>Words of the longest term that means the same as another.</summary>
    const int LongestTerm = 5;

    /// <summary>Terms of a group that a query is widened by.</summary>
    const int MostAlternatives = 12;

    readonly Dictionary<IndexLanguage, Dictionary<string, List<string[]>>> _synonyms;
    readonly HashSet<string> _stopWords;
    readonly Dictionary<string, QueryCuration> _curations = new(StringComparer.Ordinal);

    public QueryTuning(SearchTuning tuning)
    {
        _synonyms = IndexLanguages.All.ToDictionary(language => language, language => Synonyms(tuning.Synonyms, language));
        _stopWords = tuning.StopWords.SelectMany(word => SearchAnalyzers.Exact(SearchAnalyzers.Normalize(word))).Select(word => word.Term).ToHashSet(StringComparer.Ordinal);
        foreach (var curation in tuning.Curations)
        {
            if (QueryFolding.Of(curation.Query) is { Length: > 0 } query)
                _curations[query] = curation;
        }
    }

    /// <summary>Nothing told.</summary>
    public static QueryTuning None { get; } = new(SearchTuning.Empty);

    /// <summary>What editors decided for the query; null where they decided nothing.</summary>
    public QueryCuration? CurationOf(string query) => _curations.Count == 0 ? null : _curations.GetValueOrDefault(QueryFolding.Of(query));

    /// <summary>The stems of a query in a language without words that say nothing; with them where it consists of nothing else.</summary>
    public List<TextToken> Ranking(IndexLanguage language, string words)
    {
        var tokens = SearchAnalyzers.Ranking(language, words);
        if (_stopWords.Count == 0)
            return tokens;
        var saying = SearchAnalyzers.Exact(words).Where(word => !_stopWords.Contains(word.Term)).Select(word => word.Start).ToHashSet();
        return tokens.Where(token => saying.Contains(token.Start)).ToList() is { Count: > 0 } left ? left : tokens;
    }

    /// <summary>The longest term that begins at a place and has synonyms: how many words it has, and what means the same, as stems.</summary>
    public (int Length, IReadOnlyList<string[]> Alternatives) SynonymsAt(IndexLanguage language, List<TextToken> stems, int index)
    {
        var known = _synonyms[language];
        for (var length = known.Count == 0 ? 0 : Math.Min(LongestTerm, stems.Count - index); length > 0; length--)
        {
            if (known.TryGetValue(string.Join(' ', stems.Skip(index).Take(length).Select(stem => stem.Term)), out var alternatives))
                return (length, alternatives);
        }
        return (1, []);
    }

    static Dictionary<string, List<string[]>> Synonyms(IReadOnlyList<SynonymGroup> groups, IndexLanguage language)
    {
        var known = new Dictionary<string, List<string[]>>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var terms = group.Terms
                .Select(term => SearchAnalyzers.Stems(language, SearchAnalyzers.Normalize(term)).Select(stem => stem.Term).ToArray())
                .Where(stems => stems.Length is > 0 and <= LongestTerm)
                .DistinctBy(stems => string.Join(' ', stems), StringComparer.Ordinal)
                .ToList();
            foreach (var term in terms)
            {
                var key = string.Join(' ', term);
                if (!known.TryGetValue(key, out var alternatives))
                    known[key] = alternatives = [];
                alternatives.AddRange(terms.Where(other => other != term).Take(MostAlternatives - alternatives.Count));
            }
        }
        return known;
    }
}
