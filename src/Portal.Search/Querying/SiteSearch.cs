using Lucene.Net.Index;
using Lucene.Net.Search;
using Microsoft.Extensions.Logging;
using Portal.Content.Documents;
using Portal.Content.People;
using Portal.Search.Indexing;
using Portal.Search.Tuning;

namespace Portal.Search.Querying;

/// <summary>Searches this node's index. Thread-safe.</summary>
sealed partial class SiteSearch(LiveIndex live, RebuildRequests requests, Visibility visibility, SiteDocuments documents, TimeProvider time, ILogger<SiteSearch> log)
{
    Tuned? _tuned;

    /// <summary>Searches what visitors may see.</summary>
    public async ValueTask<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        var hidden = await visibility.HiddenTypesAsync(null, cancellationToken);
        var conditions = await ConditionsAsync(cancellationToken);
        return Read(searcher => SearchRun.Run(searcher, request with { Hidden = hidden }, conditions)) ?? SearchResult.Without(SearchOutcome.NotReady);
    }

    /// <summary>Searches everything that the request does not hide, without what editors told.</summary>
    public SearchResult Search(SearchRequest request) =>
        Read(searcher => SearchRun.Run(searcher, request)) ?? SearchResult.Without(SearchOutcome.NotReady);

    /// <summary>Documents that visitors may see and whose titles have words that begin as the typed ones do; titles that begin so first, newest first.</summary>
    public async ValueTask<IReadOnlyList<SearchDocument>> SuggestAsync(string typed, CancellationToken cancellationToken)
    {
        var filter = await VisibleAsync(cancellationToken);
        return Read(searcher => Suggestions.Find(searcher, typed, filter)) ?? [];
    }

    /// <summary>Documents that visitors may see on the matters of an item, of each event one, and none of the item's own; best first.</summary>
    /// <param name="contentItemId">The item.</param>
    /// <param name="count">Most documents, 1 to 20.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<IReadOnlyList<SearchDocument>> LikeAsync(string contentItemId, int count, CancellationToken cancellationToken)
    {
        var filter = await VisibleAsync(cancellationToken);
        var conditions = await ConditionsAsync(cancellationToken);
        return Read(searcher => LikeQuery.Find(searcher, contentItemId, Math.Clamp(count, 1, 20), filter, conditions)) ?? [];
    }

    /// <summary>Why an item ranks where it does for a request; null where it is not in the index, or there is none.</summary>
    public async ValueTask<ResultExplanation?> ExplainAsync(SearchRequest request, string contentItemId, CancellationToken cancellationToken)
    {
        var conditions = await ConditionsAsync(cancellationToken);
        return Read(searcher => ResultExplanation.Of(searcher, request, conditions, contentItemId));
    }

    /// <summary>What searches depend on now.</summary>
    public async ValueTask<SearchConditions> ConditionsAsync(CancellationToken cancellationToken)
    {
        var tuning = await documents.GetAsync<SearchTuning>(cancellationToken);
        var tuned = _tuned;
        if (tuned is null || !ReferenceEquals(tuned.From, tuning))
            _tuned = tuned = new(tuning, new(tuning));
        return SearchConditions.Plain with { Tuning = tuned.Tuning, NowUtc = time.GetUtcNow().UtcDateTime };
    }

    async ValueTask<Filter?> VisibleAsync(CancellationToken cancellationToken) =>
        SearchFilter.Build(new() { Hidden = await visibility.HiddenTypesAsync(null, cancellationToken) });

    T? Read<T>(Func<IndexSearcher, T?> read) where T : class
    {
        try
        {
            return live.TryRead(read, out var result) ? result : null;
        }
        catch (Exception exception) when (exception is CorruptIndexException or EndOfStreamException or FileNotFoundException)
        {
            LogDamaged(log, exception);
            requests.Ask();
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "A file of the search index is damaged. The index is built anew from the database.")]
    static partial void LogDamaged(ILogger logger, Exception exception);

    sealed record Tuned(SearchTuning From, QueryTuning Tuning);
}
