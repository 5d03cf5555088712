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

    /// <summary>How long it may take; what was found by then will do for somebody who types on.</summary>
    static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(200);

    /// <summary>Titles that begin with what was typed, then those that have words that begin so; the newest of each first.</summary>
    public static IReadOnlyList<SearchDocument> Find(IndexSearcher searcher, string typed, Filter? filter = null)
    {
        var words = SearchAnalyzers.Exact(SearchAnalyzers.Normalize(typed.Length > MaxTyped ? typed[..MaxTyped] : typed))
            .Where(word => word.Term.Length >= BeginningsStream.Shortest).Take(MaxWords)
            .Select(word => word.Term[..Math.Min(word.Term.Length, BeginningsStream.Longest)]).ToList();
        if (words.Count == 0)
            return [];
        var deadline = new Deadline(Budget);
        var found = new List<int>(Find(searcher, IndexFields.SuggestFirst, words, filter, deadline));
        if (found.Count < Count)
            found.AddRange(Find(searcher, IndexFields.Suggest, words, filter, deadline).Except(found).Take(Count - found.Count).ToList());
        return [.. found.Select(document => LuceneDocuments.FromLucene(searcher.Doc(document)))];
    }

    static IEnumerable<int> Find(IndexSearcher searcher, string firstField, List<string> words, Filter? filter, Deadline deadline)
    {
        var query = new BooleanQuery { { new TermQuery(new Term(firstField, words[0])), Occur.MUST } };
        foreach (var word in words.Skip(1))
            query.Add(new TermQuery(new Term(IndexFields.Suggest, word)), Occur.MUST);
        var collector = new HitCollector(Count, SearchOrder.Date, null, null, deadline);
        searcher.Search(query, filter, collector);
        return collector.Hits.Select(hit => hit.Doc);
    }
}
