using Lucene.Net.Index;
using Lucene.Net.Search;
using Portal.Search.Indexing;
using Portal.Search.Tuning;

namespace Portal.Search.Querying;

/// <summary>Builds Lucene's query of a query that was taken apart.</summary>
/// <param name="reader">The index.</param>
/// <param name="fields">Where to look.</param>
/// <param name="tuning">What editors told.</param>
/// <param name="deadline">Until when; null where another limit holds.</param>
sealed class TextQuery(IndexReader reader, SearchFields fields, QueryTuning tuning, Deadline? deadline = null)
{
    readonly WildcardQueries _wildcards = new(reader, deadline);

    /// <summary>The query; finds every document where only is said what to leave out.</summary>
    public BooleanQuery Build(QueryText text, WordsWanted wanted)
    {
        var query = new BooleanQuery();
        if (text.PlainWords.Count > 0)
            query.Add(RankingQuery.Build(text.Words, fields, wanted, tuning), Occur.MUST);
        foreach (var term in text.Required)
            Add(query, Of(term, fields), Occur.MUST);
        foreach (var choice in text.Choices)
        {
            var any = new BooleanQuery();
            foreach (var term in choice)
                Add(any, Of(term, fields), Occur.SHOULD);
            query.Add(any, Occur.MUST);
        }
        foreach (var term in text.InTitle)
            Add(query, Of(term, SearchFields.Title), Occur.MUST);
        if (query.Clauses.Count == 0)
            query.Add(Documents(), Occur.MUST);
        foreach (var term in text.Excluded)
            Add(query, Of(term, SearchFields.Both), Occur.MUST_NOT);
        return query;
    }

    /// <summary>Every document that can be a hit.</summary>
    public static BooleanQuery Documents()
    {
        var query = new BooleanQuery { { new MatchAllDocsQuery(), Occur.MUST } };
        foreach (var kind in Enum.GetNames<NoteKind>())
            query.Add(new TermQuery(new(IndexFields.Note, kind)), Occur.MUST_NOT);
        return query;
    }

    Query? Of(QueryTerm term, SearchFields where) => term.Kind switch
    {
        TermKind.Words => RankingQuery.Build(term.Text, where, WordsWanted.All, tuning),
        TermKind.Wildcard => _wildcards.Build(term.Text, where),
        _ => ExactQuery.Build(term.Text, where),
    };

    static void Add(BooleanQuery query, Query? part, Occur occur)
    {
        if (part is not null)
            query.Add(part, occur);
    }
}
