using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Content.Queries;
using Portal.Search.Results;

namespace Portal.Search.Querying;

/// <summary>Runs saved searches for other modules. What is only like the words is no news.</summary>
sealed class ContentSearch(SiteSearch search) : IContentSearch
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>?> FindAsync(string saved, DateTime? publishedAfterUtc, int count, CancellationToken cancellationToken)
    {
        var request = SearchAddress.Parse(new QueryCollection(QueryHelpers.ParseQuery(saved))) with
        {
            Order = SearchOrder.Date,
            Page = 1,
            PageSize = Math.Clamp(count, 1, 100),
            PublishedAfterUtc = publishedAfterUtc,
            Verbatim = true,
            Grouped = false,
        };
        var result = await search.SearchAsync(request, cancellationToken);
        return result.Outcome == SearchOutcome.NotReady ? null
            : [.. result.Hits.Where(hit => hit is { Forgiven: false, Pinned: false }).Select(hit => hit.Document.Id)];
    }
}
