using Lucene.Net.Index;
using Lucene.Net.Search;
using Portal.Search.Analysis;

namespace Portal.Search.Indexing;

/// <summary>What an index holds, counted.</summary>
/// <param name="Types">Documents by content type.</param>
/// <param name="Languages">Documents by code of the language; <c>und</c> where it is none that is known.</param>
/// <param name="Segments">Parts of which the index is made on disk.</param>
/// <param name="Removed">Documents that were replaced or removed and still take up room, until parts are merged.</param>
sealed record IndexContents(IReadOnlyList<(string Type, int Documents)> Types, IReadOnlyList<(string Language, int Documents)> Languages, int Segments, int Removed)
{
    public static IndexContents Of(IndexSearcher searcher) => new(
        [.. TypesIn(searcher).Select(type => (type, Count(searcher, IndexFields.Type, type)))],
        [.. IndexLanguages.All.Select(language => language.Code()).Select(code => (code, Count(searcher, IndexFields.Language, code)))],
        searcher.IndexReader.Leaves.Count,
        searcher.IndexReader.NumDeletedDocs);

    static IEnumerable<string> TypesIn(IndexSearcher searcher) => IndexedTypes.Kinds.Union(searcher.IndexReader.Leaves
        .SelectMany(leaf => leaf.AtomicReader.GetTerms(IndexFields.Type) is { } terms ? Values(terms) : []), StringComparer.Ordinal);

    static IEnumerable<string> Values(Terms terms)
    {
        var each = terms.GetEnumerator();
        while (each.MoveNext())
            yield return each.Term.Utf8ToString();
    }

    static int Count(IndexSearcher searcher, string field, string value)
    {
        var counter = new TotalHitCountCollector();
        searcher.Search(new TermQuery(new Term(field, value)), counter);
        return counter.TotalHits;
    }
}
