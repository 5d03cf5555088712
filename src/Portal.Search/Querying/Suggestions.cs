using Lucene.Net.Index;
using Lucene.Net.Search;
using Portal.Search.Analysis;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>Finds titles while somebody types.</summary>
static class Suggestions
{
    const int Count = 8;
    const int MaxTyped = 100;
    const int MaxWords = 6;

    /// <summary>Lengths of the beginnings in the index.</summary>
    const int Shortest = 2;
    const int Longest = 12;

    static readonly Sort Newest = new(new SortField(IndexFields.Published, SortFieldType.INT64, reverse: true));

    public static IReadOnlyList<SearchDocument> Find(IndexSearcher searcher, string typed, Filter? filter = null)
    {
        var query = new BooleanQuery();
        foreach (var word in SearchAnalyzers.Exact(SearchAnalyzers.Normalize(typed.Length > MaxTyped ? typed[..MaxTyped] : typed)).Take(MaxWords))
        {
            if (word.Term.Length >= Shortest)
                query.Add(new TermQuery(new Term(IndexFields.Suggest, word.Term[..Math.Min(word.Term.Length, Longest)])), Occur.MUST);
        }
        return query.Clauses.Count == 0 ? [] : [.. searcher.Search(query, filter, Count, Newest).ScoreDocs.Select(hit => LuceneDocuments.FromLucene(searcher.Doc(hit.Doc)))];
    }
}
