using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;

namespace Portal.Search.Indexing;

/// <summary>
/// BM25 with exact lengths of texts, whose average counts only documents that have the field, as each language has fields of its own.
/// How much a word's repetition and a text's length say depends on how long texts are: little in excerpts of a few lines, where a word
/// twice is chance, more in whole articles.
/// </summary>
sealed class TextSimilarity : Similarity
{
    /// <summary>Average length of excerpts, in words: there <c>k1</c> is least.</summary>
    const float Short = 40;

    const float LeastK1 = 0.9f;
    const float MostK1 = 1.5f;
    const float LeastB = 0.4f;
    const float MostB = 0.75f;

    /// <summary>Each time that texts are four times as long.</summary>
    const float K1Step = 0.3f;

    /// <inheritdoc cref="K1Step"/>
    const float BStep = 0.35f;

    /// <inheritdoc/>
    public override float Coord(int overlap, int maxOverlap) => 1;

    /// <inheritdoc/>
    public override float QueryNorm(float valueForNormalization) => 1;

    /// <inheritdoc/>
    public override long ComputeNorm(FieldInvertState state) => state.Length - state.NumOverlap;

    /// <inheritdoc/>
    public override SimWeight ComputeWeight(float queryBoost, CollectionStatistics collectionStats, params TermStatistics[] termStats)
    {
        var documents = collectionStats.DocCount > 0 ? collectionStats.DocCount : collectionStats.MaxDoc;
        var average = collectionStats.SumTotalTermFreq > 0 ? (float)(collectionStats.SumTotalTermFreq / (double)documents) : 1;
        var idf = 0.0;
        foreach (var term in termStats)
            idf += Math.Log(1 + Math.Max(0, documents - term.DocFreq + 0.5) / (term.DocFreq + 0.5));
        var steps = MathF.Log(average / Short, 4);
        return new Weight(collectionStats.Field, (float)idf, queryBoost, average,
            Math.Clamp(LeastK1 + K1Step * steps, LeastK1, MostK1), Math.Clamp(LeastB + BStep * steps, LeastB, MostB));
    }

    /// <inheritdoc/>
    public override SimScorer GetSimScorer(SimWeight weight, AtomicReaderContext context)
    {
        var stats = (Weight)weight;
        return new Scorer(stats, context.AtomicReader.GetNormValues(stats.Field));
    }

    sealed class Weight(string name, float idf, float queryBoost, float average, float k1, float b) : SimWeight
    {
        public string Field => name;

        public float Idf => idf;

        public float Average => average;

        public float K1 => k1;

        public float B => b;

        public float Value { get; private set; } = idf * queryBoost;

        public override float GetValueForNormalization() => idf * queryBoost * idf * queryBoost;

        public override void Normalize(float queryNorm, float topLevelBoost) => Value = idf * queryBoost * topLevelBoost;
    }

    sealed class Scorer(Weight stats, NumericDocValues? lengths) : SimScorer
    {
        public override float Score(int doc, float freq) => stats.Value * freq * (stats.K1 + 1) / (freq + stats.K1 * Length(doc));

        public override float ComputeSlopFactor(int distance) => 1f / (distance + 1);

        public override float ComputePayloadFactor(int doc, int start, int end, BytesRef payload) => 1;

        public override Explanation Explain(int doc, Explanation freq)
        {
            var explained = new Explanation(Score(doc, freq.Value), $"BM25 of {stats.Field} in document {doc}: product of");
            explained.AddDetail(new(stats.Value, $"weight of the word: its rarity (idf {stats.Idf:0.###}) and its boost"));
            var saturation = new Explanation(freq.Value * (stats.K1 + 1) / (freq.Value + stats.K1 * Length(doc)), $"how often it stands there, with k1 = {stats.K1:0.##} and b = {stats.B:0.##}");
            saturation.AddDetail(freq);
            saturation.AddDetail(new(lengths?.Get(doc) ?? 0, $"length in words; the average is {stats.Average:0.#}"));
            explained.AddDetail(saturation);
            return explained;
        }

        /// <summary>The text's length beside the average one, as much as length counts.</summary>
        float Length(int doc) => lengths is null ? 1 : 1 - stats.B + stats.B * lengths.Get(doc) / stats.Average;
    }
}

/// <summary>Gives every searcher the similarity of the index.</summary>
sealed class TextSearcherFactory : SearcherFactory
{
    public static TextSimilarity Similarity { get; } = new();

    /// <inheritdoc/>
    public override IndexSearcher NewSearcher(IndexReader reader) => new(reader) { Similarity = Similarity };
}
