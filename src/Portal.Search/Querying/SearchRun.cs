using Lucene.Net.Search;
using Portal.Search.Analysis;
using Portal.Search.Indexing;
using Portal.Search.Results;

namespace Portal.Search.Querying;

/// <summary>Carries out a search on one state of the index.</summary>
static class SearchRun
{
    static readonly Sort ByRelevance = new(SortField.FIELD_SCORE, new SortField(IndexFields.Published, SortFieldType.INT64, reverse: true));
    static readonly Sort ByDate = new(new SortField(IndexFields.Published, SortFieldType.INT64, reverse: true), SortField.FIELD_SCORE);

    public static SearchResult Run(IndexSearcher searcher, SearchRequest request)
    {
        if (request.IsTooLong)
            return SearchResult.Without(SearchOutcome.TooLong);
        var text = SearchAnalyzers.Normalize(request.Query);
        var parsed = request.Exact ? new QueryText("", [text], []) : QueryText.Parse(text);
        if (parsed.IsEmpty || Build(parsed, request.Fields, all: true) is not { } query)
            return SearchResult.Without(SearchOutcome.NoQuery);

        var filter = SearchFilter.Build(request);
        var found = Find(searcher, query, filter, request);
        var anyWord = false;
        if (found.TotalHits == 0 && parsed.Words.Contains(' ', StringComparison.Ordinal) && Build(parsed, request.Fields, all: false) is { } wider)
        {
            found = Find(searcher, wider, filter, request);
            anyWord = found.TotalHits > 0;
        }
        var marks = new WordMarks(parsed);
        var hits = found.ScoreDocs
            .Skip((request.Page - 1) * request.PageSize)
            .Select(hit => Hit(searcher, hit, request.Fields, marks))
            .ToList();
        return new(SearchOutcome.Searched, found.TotalHits, hits, anyWord);
    }

    /// <summary>The documents that rank first by any of the words, with their scores: what the site falls back to, and what is evaluated.</summary>
    public static IReadOnlyList<(string Id, float Score)> Rank(IndexSearcher searcher, string words, int count) =>
        [.. searcher.Search(RankingQuery.Build(words, SearchFields.Both, all: false), count).ScoreDocs
            .Select(hit => (searcher.Doc(hit.Doc, IdOnly).Text(IndexFields.Id), hit.Score))];

    /// <summary>The query that ranks what has all the words; null where nothing is asked.</summary>
    public static Query? QueryOf(SearchRequest request)
    {
        var text = SearchAnalyzers.Normalize(request.Query);
        var parsed = request.Exact ? new QueryText("", [text], []) : QueryText.Parse(text);
        return parsed.IsEmpty ? null : Build(parsed, request.Fields, all: true);
    }

    static readonly HashSet<string> IdOnly = [IndexFields.Id];

    static BooleanQuery? Build(QueryText text, SearchFields fields, bool all)
    {
        var query = new BooleanQuery();
        if (text.Words.Length > 0)
            query.Add(RankingQuery.Build(text.Words, fields, all), Occur.MUST);
        foreach (var phrase in text.Phrases)
        {
            if (ExactQuery.Build(phrase, fields) is { } exact)
                query.Add(exact, Occur.MUST);
        }
        if (query.Clauses.Count == 0)
        {
            if (text.Excluded.Count == 0)
                return null;
            query.Add(new MatchAllDocsQuery(), Occur.MUST);
        }
        foreach (var excluded in text.Excluded)
        {
            if (ExactQuery.Build(excluded, SearchFields.Both) is { } exact)
                query.Add(exact, Occur.MUST_NOT);
        }
        return query;
    }

    static TopFieldDocs Find(IndexSearcher searcher, Query query, Filter? filter, SearchRequest request)
    {
        var count = Math.Clamp(request.Page * request.PageSize, 1, SearchRequest.Window);
        return searcher.Search(query, filter, count, request.Order == SearchOrder.Date ? ByDate : ByRelevance, doDocScores: request.Order == SearchOrder.Relevance, doMaxScore: false);
    }

    static SearchHit Hit(IndexSearcher searcher, ScoreDoc hit, SearchFields fields, WordMarks marks)
    {
        var document = LuceneDocuments.FromLucene(searcher.Doc(hit.Doc));
        return new(
            document,
            float.IsNaN(hit.Score) ? 0 : hit.Score,
            Snippets.Whole(document.Title, fields.HasFlag(SearchFields.Title) ? marks.Find(document.Language, document.Title) : []),
            Snippets.Best(document.Text, fields.HasFlag(SearchFields.Content) ? marks.Find(document.Language, document.Text) : []));
    }
}
