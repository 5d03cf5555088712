using Lucene.Net.Index;
using Lucene.Net.Search;
using Portal.Search.Analysis;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>
/// Ranks documents with some of a query's words better by the words that the first of them have in common (pseudo-relevance feedback).
/// It finds nothing more: what has none of the typed words is not there. The weight is small: on collections of abstracts a larger one
/// was measured to gain more, on long articles, which speak of many things, to lose.
/// </summary>
static class Feedback
{
    /// <summary>Documents that are believed.</summary>
    public const int Documents = 5;

    /// <summary>Words that are taken of them.</summary>
    const int Words = 30;

    /// <summary>Weight of the commonest of those, beside a typed word.</summary>
    const float Weight = 0.25f;

    /// <summary>As much of a text is looked at, in characters.</summary>
    const int MaxText = 20_000;

    static readonly HashSet<string> Texts = [IndexFields.Language, IndexFields.StoredTitle, IndexFields.StoredText];

    /// <summary>The query with the words of the documents that it found first.</summary>
    public static Query Widen(IndexSearcher searcher, Query query, IReadOnlyList<ScoreDoc> first)
    {
        var words = Common(searcher, first);
        if (words.Count == 0)
            return query;
        var widened = new BooleanQuery { { query, Occur.MUST } };
        var most = words.Max(word => word.Weight);
        foreach (var (field, stem, weight) in words)
            widened.Add(new TermQuery(new Term(field, stem)) { Boost = Weight * weight / most }, Occur.SHOULD);
        return widened;
    }

    static List<(string Field, string Stem, float Weight)> Common(IndexSearcher searcher, IReadOnlyList<ScoreDoc> first)
    {
        var weights = new Dictionary<(string Field, string Stem), float>();
        foreach (var hit in first.Take(Documents))
        {
            var document = searcher.Doc(hit.Doc, Texts);
            var text = $"{LuceneDocuments.Text(document, IndexFields.StoredTitle)}\n{LuceneDocuments.Text(document, IndexFields.StoredText)}";
            var language = IndexLanguages.FromCode(LuceneDocuments.Text(document, IndexFields.Language));
            var stems = SearchAnalyzers.Ranking(language, text.Length > MaxText ? text[..MaxText] : text)
                .Where(stem => stem.IsTelling).Select(stem => stem.Term).ToList();
            foreach (var same in stems.GroupBy(stem => stem, StringComparer.Ordinal))
            {
                var key = (IndexFields.All(language), same.Key);
                weights[key] = weights.GetValueOrDefault(key) + hit.Score * same.Count() / stems.Count;
            }
        }
        var all = Math.Max(1, searcher.IndexReader.NumDocs);
        return [.. weights
            .Select(word => (word.Key.Field, word.Key.Stem, Weight: word.Value, Documents: searcher.IndexReader.DocFreq(new Term(word.Key.Field, word.Key.Stem))))
            // What one document alone says brings up no other.
            .Where(word => word.Documents > 1)
            .OrderByDescending(word => word.Weight * Math.Log(1 + (double)all / word.Documents)).ThenBy(word => word.Stem, StringComparer.Ordinal)
            .Take(Words)
            .Select(word => (word.Field, word.Stem, word.Weight))];
    }
}
