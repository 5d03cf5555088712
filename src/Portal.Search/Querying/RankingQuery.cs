using Lucene.Net.Index;
using Lucene.Net.Search;
using Portal.Search.Analysis;
using Portal.Search.Indexing;
using Portal.Search.Tuning;

namespace Portal.Search.Querying;

/// <summary>How many of a query's words must be there.</summary>
enum WordsWanted
{
    All,

    /// <summary>All but one.</summary>
    Most,

    Any,
}

/// <summary>
/// Builds the query that ranks: BM25 on title and content as one field, the title once more with a small weight (a large one was
/// measured to cost a tenth of the precision), and neighbouring words that stand near one another.
/// </summary>
static class RankingQuery
{
    const float TitleWeight = 0.3f;
    const float PairWeight = 0.1f;
    const float SynonymWeight = 0.8f;

    /// <summary>Room for one word between the two, as in "bank of England".</summary>
    const int PairSlop = 1;

    /// <summary>Finds documents of every language by the stems that the words have in it.</summary>
    /// <param name="words">The words, at least one.</param>
    /// <param name="fields">Where to look.</param>
    /// <param name="wanted">How many of them must be there.</param>
    /// <param name="tuning">What editors told.</param>
    public static BooleanQuery Build(string words, SearchFields fields, WordsWanted wanted, QueryTuning tuning)
    {
        var query = new BooleanQuery();
        foreach (var language in IndexLanguages.All)
        {
            if (tuning.Ranking(language, words) is { Count: > 0 } stems)
                query.Add(InLanguage(language, stems, fields, wanted, tuning), Occur.SHOULD);
        }
        return query;
    }

    static BooleanQuery InLanguage(IndexLanguage language, List<TextToken> stems, SearchFields fields, WordsWanted wanted, QueryTuning tuning)
    {
        var units = QueryUnits.Of(language, stems, tuning).GroupBy(unit => string.Join(' ', unit.Stems), StringComparer.Ordinal).ToList();
        var required = new BooleanQuery();
        foreach (var same in units)
        {
            var unit = Unit(language, same.First(), fields, wanted);
            unit.Boost = same.Count();
            required.Add(unit, wanted == WordsWanted.All ? Occur.MUST : Occur.SHOULD);
        }
        if (wanted == WordsWanted.Most)
            required.MinimumNumberShouldMatch = Math.Max(1, units.Count - 1);
        if (fields != SearchFields.Both)
            return required;

        var query = new BooleanQuery { { required, Occur.MUST } };
        foreach (var same in stems.GroupBy(token => token.Term, StringComparer.Ordinal))
            query.Add(new TermQuery(new Term(IndexFields.Title(language), same.Key)) { Boost = TitleWeight * same.Count() }, Occur.SHOULD);
        foreach (var (first, second) in stems.Zip(stems.Skip(1)))
        {
            if (first.Term != second.Term)
                query.Add(Phrase(IndexFields.All(language), [first.Term, second.Term], PairSlop, PairWeight), Occur.SHOULD);
        }
        return query;
    }

    static Query Unit(IndexLanguage language, QueryUnit unit, SearchFields fields, WordsWanted wanted)
    {
        var typed = unit.Stems is [var only] ? Word(language, fields, only) : Words(language, fields, unit.Stems, wanted == WordsWanted.Any ? Occur.SHOULD : Occur.MUST);
        if (unit.Alternatives.Count == 0)
            return typed;
        // The best of them counts: who uses three words for one thing says it no better.
        var best = new DisjunctionMaxQuery(0) { typed };
        foreach (var stems in unit.Alternatives)
        {
            var alternative = stems is [var one] ? Word(language, fields, one)
                // Only the field of both has positions.
                : fields == SearchFields.Both ? Phrase(IndexFields.All(language), stems, 0, 1) : Words(language, fields, stems, Occur.MUST);
            alternative.Boost = SynonymWeight;
            best.Add(alternative);
        }
        return best;
    }

    static Query Word(IndexLanguage language, SearchFields fields, string stem) => fields switch
    {
        SearchFields.Title => new TermQuery(new Term(IndexFields.Title(language), stem)),
        SearchFields.Content => new ContentTermQuery(language, stem),
        _ => new TermQuery(new Term(IndexFields.All(language), stem)),
    };

    static Query Words(IndexLanguage language, SearchFields fields, IReadOnlyList<string> stems, Occur occur)
    {
        var query = new BooleanQuery();
        foreach (var stem in stems.Distinct(StringComparer.Ordinal))
            query.Add(Word(language, fields, stem), occur);
        return query;
    }

    static PhraseQuery Phrase(string field, IReadOnlyList<string> stems, int slop, float weight)
    {
        var phrase = new PhraseQuery { Slop = slop, Boost = weight };
        foreach (var stem in stems)
            phrase.Add(new Term(field, stem));
        return phrase;
    }
}
