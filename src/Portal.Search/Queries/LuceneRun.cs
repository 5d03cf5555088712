using System.Text.Json.Nodes;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Portal.Content.Documents;
using Portal.Search.Analysis;
using Portal.Search.Indexing;
using Portal.Search.Querying;

namespace Portal.Search.Queries;

/// <summary>A document that a Lucene query found.</summary>
readonly record struct LuceneHit(SearchDocument Document, float Score);

/// <summary>What a Lucene query found.</summary>
/// <param name="Hits">The hits that were asked for, in order.</param>
/// <param name="Total">All hits.</param>
/// <param name="Fields">Names of the fields that documents are answered with; empty for all.</param>
/// <param name="Problem">Why it was not run, as the end of a sentence; null where it was.</param>
sealed record LuceneAnswer(IReadOnlyList<LuceneHit> Hits, int Total, IReadOnlyList<string> Fields, string? Problem = null)
{
    public static LuceneAnswer Not(string problem) => new([], 0, [], problem);
}

/// <summary>Runs Orchard Core's Lucene queries on this node's index. Thread-safe.</summary>
sealed class LuceneRun(LiveIndex live, SiteDocuments documents, TimeProvider time)
{
    /// <param name="index">Name of the index of which the settings narrow the query; one that is not known narrows nothing.</param>
    /// <param name="json">The query, its template filled in.</param>
    /// <param name="hidden">Content types that are left out before anything is counted.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<LuceneAnswer> RunAsync(string index, string json, IReadOnlySet<string> hidden, CancellationToken cancellationToken)
    {
        LuceneRequest request;
        try
        {
            request = LuceneRequest.Parse(json, time.GetUtcNow());
        }
        catch (QueryRefusedException refused)
        {
            return LuceneAnswer.Not(refused.Message);
        }
        var settings = (await documents.GetAsync<LuceneIndexes>(cancellationToken)).Find(index);
        if (Filter(settings, hidden) is not { } filter)
            return new([], 0, request.Fields);
        try
        {
            return live.TryRead(searcher => Search(searcher, request, filter), out var answer) ? answer! : LuceneAnswer.Not("the search index is not ready yet.");
        }
        catch (BooleanQuery.TooManyClausesException)
        {
            return LuceneAnswer.Not("its conditions stand for more words than are looked for at a time.");
        }
    }

    static LuceneAnswer Search(IndexSearcher searcher, LuceneRequest request, Filter filter)
    {
        var found = searcher.Search(request.Query, filter, Math.Min(request.Skip + request.Size, SearchRequest.Window), request.Order, doDocScores: true, doMaxScore: false);
        return new(
            [.. found.ScoreDocs.Skip(request.Skip).Select(hit => new LuceneHit(LuceneDocuments.FromLucene(searcher.Doc(hit.Doc)), float.IsNaN(hit.Score) ? 0 : hit.Score))],
            found.TotalHits, request.Fields);
    }

    // Null where no type is left.
    static QueryWrapperFilter? Filter(JsonObject? settings, IReadOnlySet<string> hidden)
    {
        var limited = LuceneIndexes.Types(settings);
        List<string> shown = [.. limited.Where(type => !hidden.Contains(type))];
        if (limited.Count > 0 && shown.Count == 0)
            return null;
        var query = new BooleanQuery();
        if (shown.Count > 0)
            SearchFilter.AddAny(query, IndexFields.Type, shown);
        else
            // Notes, which are no hits, have no type.
            query.Add(TermRangeQuery.NewStringRange(IndexFields.Type, null, null, includeLower: true, includeUpper: true), Occur.MUST);
        foreach (var type in hidden)
            query.Add(new TermQuery(new Term(IndexFields.Type, type)), Occur.MUST_NOT);
        if (IndexLanguages.FromTag(LuceneIndexes.Culture(settings)) is { } language)
            query.Add(new TermQuery(new Term(IndexFields.Language, language.Code())), Occur.MUST);
        return new(query);
    }
}
