using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Content.Queries;
using Portal.Search.Indexing;
using Portal.Search.Results;

namespace Portal.Search.Querying;

/// <summary>
/// Runs saved searches for other modules. What is only like the words is no news. An index that does not follow the content (it is being built, or
/// the disk is full) answers nothing at all: whoever was told "nothing new" would never hear of what it lacks.
/// </summary>
sealed class ContentSearch(SiteSearch search, IndexStatus status) : IContentSearch
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>?> FindAsync(string saved, DateTime? publishedAfterUtc, int count, CancellationToken cancellationToken)
    {
        if (status.Activity != IndexActivity.Following)
            return null;
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
