using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Settings;
using Portal.Search.Analytics;
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Portal.Site.Pages;
using Portal.Site.Syndication;

namespace Portal.Search.Results;

/// <summary>The public addresses of search.</summary>
static class SearchEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/search", PageAsync);
        endpoints.MapGet("/search/feed", FeedAsync);
        endpoints.MapGet("/search/feed.atom", FeedAsync);
        endpoints.MapGet("/search/feed.json", FeedAsync);
        endpoints.MapGet("/search/suggest", SuggestAsync);
        endpoints.MapGet("/api/search", ApiAsync);
        endpoints.MapGet("/opensearch.xml", DescribeAsync);
    }

    static async Task PageAsync(HttpContext http, SiteSearch search, SearchPageShape shape, SitePages pages, [FromServices] SearchAnalytics analytics, IStringLocalizer texts, CancellationToken cancellationToken)
    {
        var request = SearchAddress.Parse(http.Request.Query);
        var result = await search.SearchAsync(request, cancellationToken);
        analytics.Record(http.Request, request, result);
        var properties = await shape.BuildAsync(http.Request.PathBase, request, result, cancellationToken);
        await pages.WriteAsync(http, new SitePage
        {
            Shape = "SearchResults",
            Title = result.Outcome == SearchOutcome.Searched ? texts["Search: {0}", request.Query] : texts["Search"],
            Properties = properties,
            StatusCode = result.Outcome == SearchOutcome.NotReady ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK,
            Indexed = false,
            Cached = false,
            FeedUrl = result.Outcome == SearchOutcome.Searched ? $"/search/feed{SearchAddress.Format(request with { Page = 1 })}" : null,
        }, cancellationToken);
    }

    // A feed tells what is new, so the newest hits come first whatever the page's order is.
    static async Task FeedAsync(HttpContext http, SiteSearch search, [FromServices] PublicContent content, [FromServices] SiteFeeds feeds, IStringLocalizer texts, CancellationToken cancellationToken)
    {
        var request = SearchAddress.Parse(http.Request.Query) with { Order = SearchOrder.Date, Page = 1 };
        var result = await search.SearchAsync(request, cancellationToken);
        if (result.Outcome != SearchOutcome.Searched)
        {
            http.Response.StatusCode = result.Outcome == SearchOutcome.NotReady ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status404NotFound;
            return;
        }
        var items = await content.GetAsync([.. result.Hits.Select(hit => hit.Document.Id)], cancellationToken);
        await feeds.WriteAsync(http, texts["Search: {0}", request.Query], "/search" + SearchAddress.Format(request), items);
    }

    static async Task<IResult> SuggestAsync(HttpContext http, SiteSearch search, string? q, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "private, max-age=30";
        IReadOnlyList<SuggestionJson> found = [.. (await search.SuggestAsync(q ?? "", cancellationToken)).Where(document => document.Path.Length > 0).Select(document =>
            new SuggestionJson(document.Title, $"{http.Request.PathBase}/{document.Path}", document.Type))];
        return TypedResults.Json(found, SearchJson.Default.IReadOnlyListSuggestionJson);
    }

    static async Task<IResult> ApiAsync(HttpContext http, SiteSearch search, SiteAddress address, CancellationToken cancellationToken)
    {
        var request = SearchAddress.Parse(http.Request.Query);
        var result = await search.SearchAsync(request, cancellationToken);
        return TypedResults.Json(
            ResultJson.From(request, result, document => Address(address, document)),
            SearchJson.Default.ResultJson,
            statusCode: result.Outcome switch
            {
                SearchOutcome.NotReady => StatusCodes.Status503ServiceUnavailable,
                SearchOutcome.TooLong => StatusCodes.Status400BadRequest,
                _ => StatusCodes.Status200OK,
            });
    }

    static async Task<IResult> DescribeAsync(SiteDocuments documents, SiteAddress address, CancellationToken cancellationToken)
    {
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        return TypedResults.Text(OpenSearchDescription.Write(settings.SiteName, address.BaseUrl), "application/opensearchdescription+xml", System.Text.Encoding.UTF8);
    }

    static string Address(SiteAddress address, SearchDocument document) => document.Path.Length > 0 ? address.Absolute(document.Path).AbsoluteUri : "";

}
