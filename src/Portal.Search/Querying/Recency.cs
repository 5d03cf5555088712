using Lucene.Net.Index;
using Lucene.Net.Search;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>
/// Lets new documents rank a little higher: by a tenth on the day of their publication, by half of that a month later, and so on. What
/// has no date ranks as it is. A small weight: among documents that suit a query alike, the newer comes first.
/// </summary>
sealed class Recency(DateTime nowUtc)
{
    const float Most = 0.1f;
    const float HalfLifeSeconds = 30 * 86_400f;

    readonly long _now = PublishedRange.Seconds(nowUtc);

    /// <summary>A scorer whose values are those of another, raised by the documents' dates.</summary>
    public Scorer Over(Scorer scorer, NumericDocValues? published) => published is null ? scorer : new RaisedScorer(scorer, published, this);

    /// <summary>By how much the value of a document of that date is multiplied.</summary>
    public float Factor(DateTime publishedUtc) => Factor(PublishedRange.Seconds(publishedUtc));

    float Factor(long published) => published <= 0 ? 1 : 1 + Most * MathF.Pow(2, -Math.Max(0, _now - published) / HalfLifeSeconds);

    sealed class RaisedScorer(Scorer scorer, NumericDocValues published, Recency recency) : Scorer(scorer.Weight)
    {
        public override int DocID => scorer.DocID;

        public override int Freq => scorer.Freq;

        public override float GetScore() => scorer.GetScore() * recency.Factor(published.Get(scorer.DocID));

        public override int NextDoc() => scorer.NextDoc();

        public override int Advance(int target) => scorer.Advance(target);

        public override long GetCost() => scorer.GetCost();
    }
}
