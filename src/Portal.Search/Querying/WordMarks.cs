using Portal.Search.Analysis;
using Portal.Search.Tuning;

namespace Portal.Search.Querying;

/// <summary>A place in a text where the query's words stand.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">After the last character.</param>
/// <param name="Key">Which word or phrase it is.</param>
readonly record struct WordMark(int Start, int End, string Key);

/// <summary>Finds a query's words, what means the same, phrases and wildcards again in the text of a hit, by the same analysis that found the hit.</summary>
sealed class WordMarks(QueryText query, QueryTuning tuning)
{
    /// <summary>As much of a text is looked through, in characters.</summary>
    const int MaxText = 100_000;

    readonly Dictionary<IndexLanguage, (HashSet<string> Stems, List<string[]> Phrases)> _byLanguage = [];
    readonly List<string[]> _phrases = [.. query.Marked(TermKind.Phrase).Select(phrase => SearchAnalyzers.Exact(phrase).Select(word => word.Term).ToArray()).Where(phrase => phrase.Length > 0)];
    readonly List<string> _wildcards = [.. query.Marked(TermKind.Wildcard)];

    /// <summary>The places in order, none within another.</summary>
    public IReadOnlyList<WordMark> Find(IndexLanguage language, string text)
    {
        var part = text.Length > MaxText ? text[..MaxText] : text;
        var found = Stemmed(language, part).Concat(Unstemmed(part)).OrderBy(mark => mark.Start).ThenByDescending(mark => mark.End);
        var marks = new List<WordMark>();
        foreach (var mark in found)
        {
            if (marks.Count == 0 || mark.Start >= marks[^1].End)
                marks.Add(mark);
        }
        return marks;
    }

    IEnumerable<WordMark> Stemmed(IndexLanguage language, string text)
    {
        if (!_byLanguage.TryGetValue(language, out var wanted))
            _byLanguage[language] = wanted = Wanted(language);
        if (wanted.Stems.Count == 0 && wanted.Phrases.Count == 0)
            return [];
        var tokens = SearchAnalyzers.Indexed(language, text);
        return tokens.Where(token => wanted.Stems.Contains(token.Term)).Select(token => new WordMark(token.Start, token.End, token.Term))
            .Concat(Phrases(tokens, wanted.Phrases));
    }

    (HashSet<string> Stems, List<string[]> Phrases) Wanted(IndexLanguage language)
    {
        var (stems, phrases) = (new HashSet<string>(StringComparer.Ordinal), new List<string[]>());
        foreach (var unit in query.Marked(TermKind.Words).SelectMany(words => QueryUnits.Of(language, tuning.Ranking(language, words), tuning)))
        {
            stems.UnionWith(unit.Stems);
            foreach (var alternative in unit.Alternatives)
            {
                if (alternative is [var one])
                    stems.Add(one);
                else
                    phrases.Add(alternative);
            }
        }
        return (stems, phrases);
    }

    IEnumerable<WordMark> Unstemmed(string text)
    {
        if (_phrases.Count == 0 && _wildcards.Count == 0)
            return [];
        var tokens = SearchAnalyzers.IndexedExact(text);
        return tokens.Where(token => _wildcards.Exists(pattern => WildcardQueries.Fits(token.Term, pattern))).Select(token => new WordMark(token.Start, token.End, token.Term))
            .Concat(Phrases(tokens, _phrases));
    }

    static IEnumerable<WordMark> Phrases(List<TextToken> tokens, List<string[]> phrases)
    {
        if (phrases.Count == 0)
            yield break;
        var places = tokens.ToLookup(token => token.Position);
        foreach (var phrase in phrases)
        {
            foreach (var place in places)
            {
                if (Match(places, place.Key, phrase) is { } last)
                    yield return new(place.First().Start, last, phrase[0]);
            }
        }
    }

    /// <summary>Where the phrase ends that begins at the position, or null where it does not stand there.</summary>
    static int? Match(ILookup<int, TextToken> places, int position, string[] phrase)
    {
        var end = 0;
        for (var index = 0; index < phrase.Length; index++)
        {
            var found = false;
            foreach (var candidate in places[position + index])
            {
                if (candidate.Term == phrase[index])
                    (found, end) = (true, candidate.End);
            }
            if (!found)
                return null;
        }
        return end;
    }
}
