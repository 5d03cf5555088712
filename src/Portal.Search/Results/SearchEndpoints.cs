using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Portal.Content.Hosting;
using Portal.Content.Items;
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
        endpoints.MapGet("/search/suggest.json", SuggestToBrowserAsync);
        endpoints.MapGet("/api/search", ApiAsync);
        endpoints.MapGet("/opensearch.xml", DescribeAsync);
    }

    static async Task PageAsync(HttpContext http, SiteSearch search, SearchPageShape shape, SitePages pages, [FromServices] SearchAnalytics analytics, IStringLocalizer texts, CancellationToken cancellationToken)
    {
        var request = SearchAddress.ParsePage(http.Request.Query);
        var result = await search.SearchAsync(request, cancellationToken);
        analytics.Record(http.Request, request, result);
        var properties = await shape.BuildAsync(http.Request.PathBase, request, result, cancellationToken);
        await pages.WriteAsync(http, new SitePage
        {
            Shape = "SearchResults",
            Title = result.Outcome == SearchOutcome.Searched ? texts["Search: {0}", request.Query] : texts["Search"],
            Description = texts["Search all articles, pages and news. Serbian is found in both scripts."],
            Properties = properties,
            StatusCode = result.Outcome == SearchOutcome.NotReady ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK,
            Indexed = false,
            Cached = false,
            FeedUrl = result.Outcome == SearchOutcome.Searched ? SearchAddress.Feed(request) : null,
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

    static async Task<IResult> SuggestAsync(HttpContext http, TitleSuggestions suggestions, string? q, CancellationToken cancellationToken)
    {
        KeepForAMoment(http);
        return TypedResults.Json(await suggestions.FindAsync(http.Request.PathBase, q ?? "", cancellationToken), SearchJson.Readable.SuggestionsJson);
    }

    // As browsers read it in their own search box (OpenSearch suggestions 1.1): what was typed, completions, descriptions, addresses.
    static async Task<IResult> SuggestToBrowserAsync(HttpContext http, TitleSuggestions suggestions, SiteAddress address, string? q, CancellationToken cancellationToken)
    {
        KeepForAMoment(http);
        var found = (await suggestions.FindAsync(http.Request.PathBase, q ?? "", cancellationToken)).Suggestions;
        JsonArray answer = [q ?? "", Texts(one => one.Title), Texts(one => string.Join(" · ", new[] { one.Kind, one.Source, one.Date }.Where(text => text is not null))), Texts(one => address.Absolute(one.Url).AbsoluteUri)];
        return TypedResults.Text(answer.ToJsonString(), "application/x-suggestions+json", System.Text.Encoding.UTF8);

        JsonArray Texts(Func<SuggestionJson, string> text) => [.. found.Select(one => (JsonNode)text(one))];
    }

    static void KeepForAMoment(HttpContext http) => http.Response.Headers.CacheControl = "private, max-age=30";

    static async Task<IResult> ApiAsync(HttpContext http, SiteSearch search, SiteAddress address, CancellationToken cancellationToken)
    {
        var request = SearchAddress.Parse(http.Request.Query) with { WithFacets = http.Request.Query["facets"] == "true" };
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

    static async Task<IResult> DescribeAsync(HttpContext http, OpenSearchDescription description, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Text(await description.WriteAsync(http.Request.PathBase, cancellationToken), "application/opensearchdescription+xml", System.Text.Encoding.UTF8);
    }

    static string Address(SiteAddress address, SearchDocument document) => document.Path.Length > 0 ? address.Absolute(document.Path).AbsoluteUri : "";
}
