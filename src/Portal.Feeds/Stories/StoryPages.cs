using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Settings;
using Portal.Site.Pages;

namespace Portal.Feeds.Stories;

/// <summary>The list of stories at <c>/stories</c>: on the first page those that editors pinned, then the newest.</summary>
sealed class StoryPages(PublicContent content, SiteDocuments documents, SitePages pages, IStringLocalizer texts)
{
    const int MostPinned = 5;

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapMethods("/stories", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, [FromServices] StoryPages stories) => stories.ListAsync(http));

    async Task ListAsync(HttpContext http)
    {
        var cancellationToken = http.RequestAborted;
        var use = new PageUse();
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        var query = new ContentListQuery { Types = [Story.ContentType], After = ListCursor.Parse(http.Request.Query["after"]), Count = settings.PageSize };
        use.Query(query);
        var list = await content.ListAsync(query, cancellationToken);
        var pinned = query.After is null ? (await content.ListAsync(new() { Types = [Story.ContentType], Keys = ["flag:Story.Pinned"], Count = MostPinned }, cancellationToken)).Items : [];
        var items = pinned.Concat(list.Items).DistinctBy(item => item.ContentItemId).ToList();
        use.Items(items);
        await pages.WriteAsync(http, new SitePage
        {
            Shape = "StoryRiver",
            Title = texts["Stories"],
            Description = texts["Events that several sources report, each on one page with its time-line."],
            Cached = true,
            Indexed = query.After is null,
            FeedUrl = "/stories/feed",
            Use = use,
            Properties = new Dictionary<string, object?>
            {
                ["Items"] = items,
                ["NextUrl"] = list.Next is { } next ? $"?after={next}" : null,
                ["FirstUrl"] = query.After is null ? null : "?",
            },
        }, cancellationToken);
    }
}
