using Microsoft.AspNetCore.Http;
using Portal.Search.Querying;

namespace Portal.Search.Analytics;

/// <summary>
/// Counts what is searched and which results are opened, by day and query. Nothing about the person is kept: no address, no cookie, no
/// hour, no sequence of queries. Thread-safe.
/// </summary>
sealed class SearchAnalytics(SearchCounts counts, TimeProvider time)
{
    DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>Counts a search whose first page of results is shown to a person. Costs no input or output.</summary>
    public void Record(HttpRequest http, SearchRequest request, SearchResult result)
    {
        if (result.Outcome == SearchOutcome.Searched && Askers.IsQuestion(http, request))
            counts.AddSearch(Today, KeptQuery.Of(request.Query), result.Total == 0 && !IsNarrowed(request));
    }

    /// <summary>Counts a result that a person opened.</summary>
    /// <param name="query">The query as it stood in the address.</param>
    /// <param name="item">Identifier of the item.</param>
    /// <param name="position">Its place among all results, from 1.</param>
    public void RecordClick(string query, string item, int position) => counts.AddClick(Today, KeptQuery.Of(query), item, position);

    // That a topic has nothing on it does not mean that the site has not.
    static bool IsNarrowed(SearchRequest request) =>
        request.Types.Count > 0 || request.Fields != SearchFields.Both || request.Exact
        || (request.Topic ?? request.Region ?? request.Source ?? request.Language) is not null || request.Year is not null || request.From is not null || request.To is not null;
}
