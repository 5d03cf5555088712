using Lucene.Net.Search;
using Portal.Search.Analysis;
using Portal.Search.Indexing;
using Portal.Search.Results;
using Portal.Search.Tuning;

namespace Portal.Search.Querying;

/// <summary>What a search depends on beside the request and the index.</summary>
/// <param name="Tuning">What editors told.</param>
/// <param name="NowUtc">The time, by which new documents rank a little higher; null where dates don't rank.</param>
/// <param name="Budget">How long it may take.</param>
sealed record SearchConditions(QueryTuning Tuning, DateTime? NowUtc, TimeSpan Budget)
{
    /// <summary>Nothing told, no dates, and the usual time.</summary>
    public static SearchConditions Plain { get; } = new(QueryTuning.None, null, TimeSpan.FromMilliseconds(500));
}

/// <summary>Carries out one search on one state of the index.</summary>
sealed class SearchRun
{
    /// <summary>Where fewer hits have the words as typed, hits with words like them follow.</summary>
    const int Few = 5;

    /// <summary>As many of those follow, so that they never outnumber what was asked for by much.</summary>
    const int MostForgiven = 20;

    /// <summary>Results that editors put first for one query.</summary>
    const int MostPinned = 20;

    static readonly HashSet<string> IdOnly = [IndexFields.Id];

    readonly IndexSearcher _searcher;
    readonly SearchRequest _request;
    readonly SearchConditions _conditions;
    readonly QueryText _text;
    readonly Filter? _filter;
    readonly Filter? _filterBesideFacets;
    readonly Deadline _deadline;
    readonly Recency? _recency;
    readonly QueryCuration? _curation;

    SearchRun(IndexSearcher searcher, SearchRequest request, SearchConditions conditions, QueryText text)
    {
        (_searcher, _request, _conditions) = (searcher, request, conditions);
        (_text, var typed) = TypedSelections.Resolve(searcher, text);
        _filter = SearchFilter.Build(request, typed, withFacets: true);
        _filterBesideFacets = SearchFilter.Build(request, typed, withFacets: false);
        _deadline = new(conditions.Budget);
        _recency = conditions.NowUtc is { } now ? new(now) : null;
        _curation = conditions.Tuning.CurationOf(request.Query);
    }

    /// <summary>Searches.</summary>
    public static SearchResult Run(IndexSearcher searcher, SearchRequest request, SearchConditions? conditions = null)
    {
        if (request.IsTooLong)
            return SearchResult.Without(SearchOutcome.TooLong);
        var text = Parse(request);
        return text.IsEmpty ? SearchResult.Without(SearchOutcome.NoQuery) : new SearchRun(searcher, request, conditions ?? SearchConditions.Plain, text).Run();
    }

    /// <summary>The query that ranks what has all or some of a request's words, by what editors told; null where nothing is asked.</summary>
    public static Query? QueryOf(IndexSearcher searcher, SearchRequest request, SearchConditions conditions, WordsWanted wanted) =>
        !request.IsTooLong && Parse(request) is { IsEmpty: false } text ? new SearchRun(searcher, request, conditions, text).Query(wanted) : null;

    /// <summary>What a request asks for.</summary>
    public static QueryText Parse(SearchRequest request) =>
        request.Exact ? QueryText.Exact(SearchAnalyzers.Normalize(request.Query)) : QueryText.Parse(request.Query);

    /// <summary>The documents that rank first by any of the words, with their scores: what the site falls back to, and what is evaluated.</summary>
    public static IReadOnlyList<(string Id, float Score)> Rank(IndexSearcher searcher, string words, int count)
    {
        var query = RankingQuery.Build(words, SearchFields.Both, WordsWanted.Any, QueryTuning.None);
        var widened = Feedback.Widen(searcher, query, searcher.Search(query, Feedback.Documents).ScoreDocs);
        return [.. searcher.Search(widened, count).ScoreDocs.Select(hit => (LuceneDocuments.Text(searcher.Doc(hit.Doc, IdOnly), IndexFields.Id), hit.Score))];
    }

    SearchResult Run()
    {
        var (text, found, correction, anyWord) = (_text, Find(_text, WordsWanted.All, _request.WithFacets), default(SearchCorrection), false);
        var forgiving = !_request.Exact && _text.PlainWords.Count > 0 && found.Total < Few;
        if (forgiving)
            correction = new Spelling(_searcher, _deadline).Correct(_text, corrected => Count(Resolved(corrected)));
        if (found.Total == 0 && correction is not null && !_request.Verbatim)
        {
            correction = correction with { Applied = true };
            text = Resolved(QueryText.Parse(correction.Query));
            found = Find(text, WordsWanted.All, _request.WithFacets);
        }
        if (found.Total == 0 && forgiving && text.PlainWords.Count > 1)
        {
            found = FindAny(text);
            anyWord = found.Total > 0;
        }
        var forgiven = forgiving && found.Total is > 0 and < Few && !anyWord ? Forgiven(text, correction, found) : [];
        return Assemble(text, found, forgiven, correction, anyWord);
    }

    /// <summary>Hits with words like those that were asked for, where few have the words themselves.</summary>
    IReadOnlyList<ScoreDoc> Forgiven(QueryText text, SearchCorrection? correction, Found found)
    {
        var known = found.Hits.Select(hit => hit.Doc).ToHashSet();
        var more = new List<ScoreDoc>();
        if (correction is { Applied: false } && !_request.Verbatim)
            Take(Find(Resolved(QueryText.Parse(correction.Query)), WordsWanted.All, withFacets: false));
        // Of two words one says too little.
        if (text.PlainWords.Count > 2)
            Take(Find(text, WordsWanted.Most, withFacets: false));
        return more;

        void Take(Found others) => more.AddRange(others.Hits.Where(hit => known.Add(hit.Doc)).Take(MostForgiven - more.Count));
    }

    SearchResult Assemble(QueryText text, Found found, IReadOnlyList<ScoreDoc> forgiven, SearchCorrection? correction, bool anyWord)
    {
        var pinned = Pinned();
        var pins = pinned.Select(hit => hit.Doc).ToHashSet();
        var groups = Groups([.. found.Hits.Where(hit => !pins.Contains(hit.Doc))]);
        var merged = groups.Sum(group => group.Others.Count);
        List<(GroupedHit Group, bool Pinned, bool Forgiven)> list =
        [
            .. pinned.Select(hit => (new GroupedHit(hit, null, []), true, false)),
            .. groups.Select(group => (group, false, anyWord)),
            .. forgiven.Where(hit => !pins.Contains(hit.Doc)).Select(hit => (new GroupedHit(hit, null, []), false, true)),
        ];
        var marks = new WordMarks(text, _conditions.Tuning);
        var page = list.Take(SearchRequest.Window).Skip((_request.Page - 1) * _request.PageSize).Take(_request.PageSize)
            .Select(hit => Hit(hit.Group, marks) with { Pinned = hit.Pinned, Forgiven = hit.Forgiven });
        var total = found.Total - merged + pinned.Count(hit => !Matches(text, hit, anyWord)) + list.Count(hit => hit.Forgiven) - (anyWord ? groups.Count : 0);
        return new(SearchOutcome.Searched, total, [.. page], anyWord)
        {
            Facets = found.Facets,
            Correction = correction,
            IsPartial = _deadline.Cut,
        };
    }

    List<GroupedHit> Groups(IReadOnlyList<ScoreDoc> hits) =>
        _request.Grouped && !_request.Hidden.Contains(NoteMapping.Story) ? StoryGroups.Group(_searcher, hits) : [.. hits.Select(hit => new GroupedHit(hit, null, []))];

    /// <summary>What editors put first for this query, in their order, where the selections allow it.</summary>
    IReadOnlyList<ScoreDoc> Pinned()
    {
        if (_curation is not { Pinned.Count: > 0 })
            return [];
        return [.. _curation.Pinned.Distinct(StringComparer.Ordinal).Take(MostPinned)
            .SelectMany(id => _searcher.Search(new TermQuery(new(IndexFields.Id, id)), _filter, 1).ScoreDocs)];
    }

    bool Matches(QueryText text, ScoreDoc hit, bool anyWord) =>
        _searcher.Explain(Query(text, anyWord ? WordsWanted.Any : WordsWanted.All), hit.Doc).IsMatch;

    QueryText Resolved(QueryText text) => TypedSelections.Resolve(_searcher, text).Text;

    BooleanQuery Query(WordsWanted wanted) => Query(_text, wanted);

    BooleanQuery Query(QueryText text, WordsWanted wanted)
    {
        var query = new TextQuery(_searcher.IndexReader, _request.Fields, _conditions.Tuning, _deadline).Build(text, wanted);
        foreach (var hidden in _curation?.Hidden ?? [])
            query.Add(new TermQuery(new(IndexFields.Id, hidden)), Occur.MUST_NOT);
        return query;
    }

    Found Find(QueryText text, WordsWanted wanted, bool withFacets) => Find(Query(text, wanted), text, withFacets);

    /// <summary>What has any of the words, ranked by what the first of them have in common.</summary>
    Found FindAny(QueryText text)
    {
        var query = Query(text, WordsWanted.Any);
        var found = Find(query, text, _request.WithFacets);
        if (found.Total == 0 || _request.Fields != SearchFields.Both || _request.Order != SearchOrder.Relevance || _deadline.IsOver)
            return found;
        return found with { Hits = Find(Feedback.Widen(_searcher, query, found.Hits), text, withFacets: false).Hits };
    }

    Found Find(Query query, QueryText text, bool withFacets)
    {
        // Pinned hits are taken out of the list, and grouped ones stand behind others.
        var count = _request.Page * _request.PageSize + (_curation?.Pinned.Count ?? 0);
        if (_request.Grouped)
            count = count <= StoryGroups.Depth / 2 ? StoryGroups.Depth : SearchRequest.Window;
        var order = text.HasTerms ? _request.Order : SearchOrder.Date;
        var facets = withFacets ? new FacetCounter(_request) : null;
        var collector = new HitCollector(Math.Clamp(count, Feedback.Documents, SearchRequest.Window), order, facets, _recency, _deadline);
        _searcher.Search(query, withFacets ? _filterBesideFacets : _filter, collector);
        return new(collector.Hits, collector.Total, facets?.Finish() ?? SearchFacets.None);
    }

    int Count(QueryText text)
    {
        var counter = new HitCollector(1, SearchOrder.Date, null, null, _deadline);
        _searcher.Search(Query(text, WordsWanted.All), _filter, counter);
        return counter.Total;
    }

    SearchHit Hit(GroupedHit group, WordMarks marks)
    {
        var document = Document(group.Hit);
        return new(
            document,
            float.IsNaN(group.Hit.Score) ? 0 : group.Hit.Score,
            Snippets.Whole(document.Title, _request.Fields.HasFlag(SearchFields.Title) ? marks.Find(document.Language, document.Title) : []),
            Snippets.Best(document.Text, _request.Fields.HasFlag(SearchFields.Content) ? marks.Find(document.Language, document.Text) : []))
        {
            Story = group is { Story: { } story, Others: [_, ..] others }
                ? new(story.Id, story.Path, [.. others.Take(StoryGroup.Shown).Select(Document)], others.Count)
                : null,
        };
    }

    SearchDocument Document(ScoreDoc hit) => LuceneDocuments.FromLucene(_searcher.Doc(hit.Doc));

    /// <summary>The hits that come first, how many there are, and what they can be narrowed by.</summary>
    sealed record Found(IReadOnlyList<ScoreDoc> Hits, int Total, SearchFacets Facets);
}
