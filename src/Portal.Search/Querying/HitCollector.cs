using Lucene.Net.Index;
using Lucene.Net.Search;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>Finds the hits that come first, counts all, and stops when the time is up.</summary>
sealed class HitCollector : ICollector
{
    /// <summary>Documents between two looks at the clock.</summary>
    const int Stride = 1024;

    static readonly Sort ByRelevance = new(SortField.FIELD_SCORE, new SortField(IndexFields.Published, SortFieldType.INT64, reverse: true));
    static readonly Sort ByDate = new(new SortField(IndexFields.Published, SortFieldType.INT64, reverse: true), SortField.FIELD_SCORE);

    readonly TopFieldCollector _top;
    readonly FacetCounter? _facets;
    readonly Recency? _recency;
    readonly Deadline _deadline;
    NumericDocValues? _published;
    int _untilLook = Stride;
    bool _begun;

    /// <param name="count">Hits that are wanted.</param>
    /// <param name="order">In which order.</param>
    /// <param name="facets">Counts facets and tells hits from near misses; null where neither is wanted.</param>
    /// <param name="recency">Raises new documents, or null.</param>
    /// <param name="deadline">When to stop.</param>
    public HitCollector(int count, SearchOrder order, FacetCounter? facets, Recency? recency, Deadline deadline)
    {
        (_facets, _recency, _deadline) = (facets, recency, deadline);
        var byRelevance = order == SearchOrder.Relevance;
        _top = TopFieldCollector.Create(byRelevance ? ByRelevance : ByDate, Math.Max(1, count), fillFields: false, trackDocScores: byRelevance, trackMaxScore: false, docsScoredInOrder: true);
    }

    public bool AcceptsDocsOutOfOrder => false;

    public ScoreDoc[] Hits => field ??= _top.GetTopDocs().ScoreDocs;

    public int Total => _top.TotalHits;

    public void SetScorer(Scorer scorer) => _top.SetScorer(_recency?.Over(scorer, _published) ?? scorer);

    public void SetNextReader(AtomicReaderContext context)
    {
        // However long it took until here: who asked gets something of what there is.
        if (_begun)
            StopInTime();
        _begun = true;
        _published = context.AtomicReader.GetNumericDocValues(IndexFields.Published);
        _facets?.SetNextReader(context.AtomicReader);
        _top.SetNextReader(context);
    }

    public void Collect(int doc)
    {
        if (--_untilLook == 0)
            StopInTime();
        if (_facets?.Collect(doc) != false)
            _top.Collect(doc);
    }

    void StopInTime()
    {
        _untilLook = Stride;
        if (!_deadline.IsOver)
            return;
        _deadline.Cut = true;
        // Lucene's own sign that a part of the index needs no further reading.
        throw new CollectionTerminatedException();
    }
}
