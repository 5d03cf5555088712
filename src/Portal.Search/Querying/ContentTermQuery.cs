using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;
using Portal.Search.Analysis;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>
/// Finds documents whose content has a stem, whether the title has it too or not. The index has no field for that, which would cost as much
/// again as the one of title and content together: a stem stands in the content as often as in both, less the times that it stands in the title.
/// </summary>
sealed class ContentTermQuery(IndexLanguage language, string stem) : Query
{
    readonly Term _both = new(IndexFields.All(language), stem);
    readonly Term _title = new(IndexFields.Title(language), stem);

    /// <inheritdoc/>
    public override Weight CreateWeight(IndexSearcher searcher) => new ContentWeight(this, searcher);

    /// <inheritdoc/>
    public override void ExtractTerms(ISet<Term> terms) => terms.Add(_both);

    /// <inheritdoc/>
    public override string ToString(string field) => $"{IndexFields.Content(language)}:{stem}{ToStringUtils.Boost(Boost)}";

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ContentTermQuery other && base.Equals(other) && _both.Equals(other._both);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), _both);

    sealed class ContentWeight : Weight
    {
        readonly ContentTermQuery _query;
        readonly Similarity _similarity;
        readonly Similarity.SimWeight _stats;

        public ContentWeight(ContentTermQuery query, IndexSearcher searcher)
        {
            (_query, _similarity) = (query, searcher.Similarity);
            var statistics = searcher.TermStatistics(query._both, TermContext.Build(searcher.TopReaderContext, query._both));
            _stats = _similarity.ComputeWeight(query.Boost, searcher.CollectionStatistics(query._both.Field), statistics);
        }

        public override Query Query => _query;

        public override float GetValueForNormalization() => _stats.GetValueForNormalization();

        public override void Normalize(float norm, float topLevelBoost) => _stats.Normalize(norm, topLevelBoost);

        public override Scorer? GetScorer(AtomicReaderContext context, IBits acceptDocs)
        {
            var reader = context.AtomicReader;
            if (reader.GetTermDocsEnum(_query._both) is not { } both)
                return null;
            return new ContentScorer(this, both, reader.GetTermDocsEnum(_query._title), acceptDocs, _similarity.GetSimScorer(_stats, context));
        }

        public override Explanation Explain(AtomicReaderContext context, int doc)
        {
            if (GetScorer(context, context.AtomicReader.LiveDocs) is not { } scorer || scorer.Advance(doc) != doc)
                return new ComplexExplanation(false, 0, "the content has not this stem");
            var score = _similarity.GetSimScorer(_stats, context).Explain(doc, new(scorer.Freq, string.Create(CultureInfo.InvariantCulture, $"termFreq={scorer.Freq}")));
            var explanation = new ComplexExplanation(true, score.Value, string.Create(CultureInfo.InvariantCulture, $"weight({_query.ToString("")} in {doc}) [{_similarity.GetType().Name}], result of:"));
            explanation.AddDetail(score);
            return explanation;
        }
    }

    sealed class ContentScorer(Weight weight, DocsEnum both, DocsEnum? title, IBits? accepted, Similarity.SimScorer similarity) : Scorer(weight)
    {
        int _times;

        public override int DocID => both.DocID;

        public override int Freq => _times;

        public override float GetScore() => similarity.Score(both.DocID, _times);

        public override long GetCost() => both.GetCost();

        public override int NextDoc() => Next(both.NextDoc());

        public override int Advance(int target) => Next(both.Advance(target));

        // On to the first document, from this one on, whose content has the stem.
        int Next(int doc)
        {
            for (; doc != NO_MORE_DOCS; doc = both.NextDoc())
            {
                if (accepted is not null && !accepted.Get(doc))
                    continue;
                _times = both.Freq - InTitle(doc);
                if (_times > 0)
                    break;
            }
            return doc;
        }

        int InTitle(int doc)
        {
            if (title is null)
                return 0;
            if (title.DocID < doc)
                title.Advance(doc);
            return title.DocID == doc ? title.Freq : 0;
        }
    }
}
