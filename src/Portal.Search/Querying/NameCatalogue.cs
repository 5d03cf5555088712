using Lucene.Net.Index;
using Lucene.Net.Search;
using Portal.Search.Analysis;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>Finds topics, regions and sources by the names that people type.</summary>
static class NameCatalogue
{
    /// <summary>Namesakes that are taken.</summary>
    const int Most = 50;

    static readonly HashSet<string> OfOnly = [IndexFields.NoteOf];

    /// <summary>
    /// The identifiers of what is named so; where nothing is, of what has all the words in its name. Empty where there is nothing of the kind.
    /// </summary>
    public static IReadOnlyList<string> Find(IndexSearcher searcher, NoteKind kind, string name)
    {
        var words = SearchAnalyzers.Exact(SearchAnalyzers.Normalize(name)).Select(word => word.Term).ToList();
        if (words.Count == 0)
            return [];
        return Find(searcher, kind, IndexFields.NoteName, [string.Join(' ', words)]) is { Count: > 0 } whole
            ? whole
            : Find(searcher, kind, IndexFields.NoteWords, words);
    }

    static IReadOnlyList<string> Find(IndexSearcher searcher, NoteKind kind, string field, IEnumerable<string> terms)
    {
        var query = new BooleanQuery { { new TermQuery(new Term(IndexFields.Note, kind.ToString())), Occur.MUST } };
        foreach (var term in terms.Take(20))
            query.Add(new TermQuery(new Term(field, term)), Occur.MUST);
        return [.. searcher.Search(query, Most).ScoreDocs.Select(hit => LuceneDocuments.Text(searcher.Doc(hit.Doc, OfOnly), IndexFields.NoteOf)).Distinct(StringComparer.Ordinal)];
    }
}
