using Portal.Search.Analysis;

namespace Portal.Search.Tuning;

/// <summary>Something in the tuning that editors may not have meant.</summary>
/// <param name="Text">An English sentence with places for the arguments, the key of its translation.</param>
/// <param name="Arguments">Words and groups, as editors wrote them.</param>
readonly record struct TuningHint(string Text, params IReadOnlyList<string> Arguments);

/// <summary>Looks for words in two groups, words that are written twice for nothing, and stop words that would undo a synonym.</summary>
static class TuningHints
{
    /// <summary>Most hints that are shown.</summary>
    const int Shown = 50;

    public static IReadOnlyList<TuningHint> Find(SearchTuning tuning) =>
        [.. InTwoGroups(tuning).Concat(WrittenTwice(tuning)).Concat(StopWordsOfGroups(tuning)).Take(Shown)];

    static IEnumerable<TuningHint> InTwoGroups(SearchTuning tuning) =>
        from term in tuning.Synonyms.Index().SelectMany(one => one.Item.Terms.Select(term => (one.Index, Term: term, Folded: QueryFolding.Of(term))).DistinctBy(term => term.Folded, StringComparer.Ordinal))
        group term by term.Folded into same
        where same.Count() > 1
        let first = same.First()
        let other = same.Skip(1).First()
        select new TuningHint("“{0}” stands in two groups, and both count: “{1}” and “{2}”. If all of these mean the same, make one group of them.",
            first.Term, SynonymText.Write(tuning.Synonyms[first.Index]), SynonymText.Write(tuning.Synonyms[other.Index]));

    // Nothing is wrong with it, but nothing is gained either: "Zelenski" and "Зеленски" are found together in any case.
    static IEnumerable<TuningHint> WrittenTwice(SearchTuning tuning) =>
        from synonyms in tuning.Synonyms
        from same in synonyms.Terms.GroupBy(QueryFolding.Of, StringComparer.Ordinal)
        where same.Count() > 1
        select new TuningHint("“{0}” and “{1}” differ only in script, diacritics or case, which search does not mind; one of them is enough.", same.First(), same.Skip(1).First());

    static IEnumerable<TuningHint> StopWordsOfGroups(SearchTuning tuning)
    {
        var stopped = tuning.StopWords.GroupBy(QueryFolding.Of, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        return from synonyms in tuning.Synonyms
               from term in synonyms.Terms
               where stopped.ContainsKey(QueryFolding.Of(term))
               select new TuningHint("“{0}” is a stop word and a synonym (“{1}”). As a stop word it is left out of queries, so that the group does not work for it.", term, SynonymText.Write(synonyms));
    }
}
