using Portal.Search.Analysis;

namespace Portal.Search.Querying;

/// <summary>A place in a text where the query's words stand.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">After the last character.</param>
/// <param name="Key">Which word or phrase it is.</param>
readonly record struct WordMark(int Start, int End, string Key);

/// <summary>Finds a query's words again in the text of a hit, by the same analysis that found the hit.</summary>
sealed class WordMarks(QueryText query)
{
    /// <summary>As much of a text is looked through, in characters.</summary>
    const int MaxText = 100_000;

    readonly Dictionary<IndexLanguage, HashSet<string>> _stems = [];
    readonly IReadOnlyList<List<TextToken>> _phrases = [.. query.Phrases.Select(SearchAnalyzers.Exact).Where(phrase => phrase.Count > 0)];

    /// <summary>The places in order, none within another.</summary>
    public IReadOnlyList<WordMark> Find(IndexLanguage language, string text)
    {
        var part = text.Length > MaxText ? text[..MaxText] : text;
        var found = Words(language, part).Concat(Phrases(part)).OrderBy(mark => mark.Start).ThenByDescending(mark => mark.End);
        var marks = new List<WordMark>();
        foreach (var mark in found)
        {
            if (marks.Count == 0 || mark.Start >= marks[^1].End)
                marks.Add(mark);
        }
        return marks;
    }

    IEnumerable<WordMark> Words(IndexLanguage language, string text)
    {
        if (query.Words.Length == 0)
            return [];
        if (!_stems.TryGetValue(language, out var stems))
            _stems[language] = stems = [.. SearchAnalyzers.Ranking(language, query.Words).Select(token => token.Term)];
        return SearchAnalyzers.Indexed(language, text).Where(token => stems.Contains(token.Term)).Select(token => new WordMark(token.Start, token.End, token.Term));
    }

    IEnumerable<WordMark> Phrases(string text)
    {
        if (_phrases.Count == 0)
            yield break;
        var places = SearchAnalyzers.IndexedExact(text).ToLookup(token => token.Position);
        foreach (var phrase in _phrases)
        {
            foreach (var place in places)
            {
                if (Match(places, place.Key, phrase) is { } last)
                    yield return new(place.First().Start, last, phrase[0].Term);
            }
        }
    }

    /// <summary>Where the phrase ends that begins at the position, or null where it does not stand there.</summary>
    static int? Match(ILookup<int, TextToken> places, int position, List<TextToken> phrase)
    {
        var end = 0;
        foreach (var token in phrase)
        {
            var found = false;
            foreach (var candidate in places[position + token.Position - phrase[0].Position])
            {
                if (candidate.Term == token.Term)
                    (found, end) = (true, candidate.End);
            }
            if (!found)
                return null;
        }
        return end;
    }
}
