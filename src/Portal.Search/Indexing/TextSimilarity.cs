using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;

namespace Portal.Search.Indexing;

/// <summary>BM25 whose average length counts only documents that have the field, as each language has fields of its own.</summary>
sealed class TextSimilarity : BM25Similarity
{
    /// <inheritdoc/>
    protected override float AvgFieldLength(CollectionStatistics collectionStats) =>
        collectionStats.SumTotalTermFreq <= 0 || collectionStats.DocCount <= 0 ? 1f : (float)(collectionStats.SumTotalTermFreq / (double)collectionStats.DocCount);
}

/// <summary>Gives every searcher the similarity of the index.</summary>
sealed class TextSearcherFactory : SearcherFactory
{
    public static TextSimilarity Similarity { get; } = new();

    /// <inheritdoc/>
    public override IndexSearcher NewSearcher(Lucene.Net.Index.IndexReader reader) => new(reader) { Similarity = Similarity };
}
