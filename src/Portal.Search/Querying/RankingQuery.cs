using Lucene.Net.Index;
using Lucene.Net.Search;
using Portal.Search.Analysis;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>
/// Builds the query that ranks: BM25 on title and content as one field, the title once more with a small weight (a large one was
/// measured to cost a tenth of the precision), and neighbouring words that stand near one another.
/// </summary>
static class RankingQuery
{
    const float TitleWeight = 0.3f;
    const float PairWeight = 0.1f;
    const int PairSlop = 4;

    /// <summary>Finds documents of every language by the stems that the words have in it.</summary>
    /// <param name="words">The words, at least one.</param>
    /// <param name="fields">Where to look.</param>
    /// <param name="all">Whether every word must be there, or any.</param>
    public static Query Build(string words, SearchFields fields, bool all)
    {
        var query = new BooleanQuery();
        foreach (var language in IndexLanguages.All)
        {
            if (SearchAnalyzers.Ranking(language, words) is { Count: > 0 } tokens)
                query.Add(InLanguage(language, tokens, fields, all), Occur.SHOULD);
        }
        return query;
    }

    static BooleanQuery InLanguage(IndexLanguage language, List<TextToken> tokens, SearchFields fields, bool all)
    {
        var field = fields switch
        {
            SearchFields.Title => IndexFields.Title(language),
            SearchFields.Content => IndexFields.Content(language),
            _ => IndexFields.All(language),
        };
        var required = new BooleanQuery();
        foreach (var words in tokens.GroupBy(token => token.Term, StringComparer.Ordinal))
            required.Add(new TermQuery(new Term(field, words.Key)) { Boost = words.Count() }, all ? Occur.MUST : Occur.SHOULD);
        if (fields != SearchFields.Both)
            return required;

        var query = new BooleanQuery { { required, Occur.MUST } };
        foreach (var words in tokens.GroupBy(token => token.Term, StringComparer.Ordinal))
            query.Add(new TermQuery(new Term(IndexFields.Title(language), words.Key)) { Boost = TitleWeight * words.Count() }, Occur.SHOULD);
        foreach (var (first, second) in tokens.Zip(tokens.Skip(1)))
        {
            if (first.Term != second.Term)
                query.Add(new PhraseQuery { Slop = PairSlop, Boost = PairWeight }.With(field, first.Term, second.Term), Occur.SHOULD);
        }
        return query;
    }

    /// <summary>Adds terms to a phrase.</summary>
    static PhraseQuery With(this PhraseQuery phrase, string field, params ReadOnlySpan<string> terms)
    {
        foreach (var term in terms)
            phrase.Add(new Term(field, term));
        return phrase;
    }
}
