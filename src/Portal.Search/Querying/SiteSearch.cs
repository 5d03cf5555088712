using Lucene.Net.Index;
using Microsoft.Extensions.Logging;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>Searches this node's index. Thread-safe.</summary>
sealed partial class SiteSearch(LiveIndex live, RebuildRequests requests, ILogger<SiteSearch> log)
{
    public SearchResult Search(SearchRequest request) =>
        Read(searcher => SearchRun.Run(searcher, request)) ?? SearchResult.Without(SearchOutcome.NotReady);

    /// <summary>Documents whose titles have words that begin as the typed ones do, newest first.</summary>
    public IReadOnlyList<SearchDocument> Suggest(string typed) => Read(searcher => Suggestions.Find(searcher, typed)) ?? [];

    T? Read<T>(Func<Lucene.Net.Search.IndexSearcher, T> read) where T : class
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
