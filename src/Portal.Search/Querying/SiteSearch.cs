using Lucene.Net.Index;
using Microsoft.Extensions.Logging;
using Portal.Content.People;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>Searches this node's index. Thread-safe.</summary>
sealed partial class SiteSearch(LiveIndex live, RebuildRequests requests, Visibility visibility, ILogger<SiteSearch> log)
{
    /// <summary>Searches what visitors may see.</summary>
    public async ValueTask<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken) =>
        Search(request with { Hidden = await visibility.HiddenTypesAsync(null, cancellationToken) });

    /// <summary>Searches everything that the request does not hide.</summary>
    public SearchResult Search(SearchRequest request) =>
        Read(searcher => SearchRun.Run(searcher, request)) ?? SearchResult.Without(SearchOutcome.NotReady);

    /// <summary>Documents that visitors may see and whose titles have words that begin as the typed ones do, newest first.</summary>
    public async ValueTask<IReadOnlyList<SearchDocument>> SuggestAsync(string typed, CancellationToken cancellationToken)
    {
        var filter = SearchFilter.Build(new() { Hidden = await visibility.HiddenTypesAsync(null, cancellationToken) });
        return Read(searcher => Suggestions.Find(searcher, typed, filter)) ?? [];
    }

    /// <summary>Why a document ranks where it does; null where there is no index, or no such document in it.</summary>
    public ResultExplanation? Explain(SearchRequest request, string id) => Read(searcher => ResultExplanation.Of(searcher, request, id));

    T? Read<T>(Func<Lucene.Net.Search.IndexSearcher, T?> read) where T : class
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
}
