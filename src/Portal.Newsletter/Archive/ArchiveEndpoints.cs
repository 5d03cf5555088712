using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Journal;
using Portal.Content.People;
using Portal.Content.Settings;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Plans;
using Portal.Site.Pages;
using Portal.Site.Syndication;

namespace Portal.Newsletter.Archive;

/// <summary>The public archive: <c>/newsletter/archive</c>, a page for each issue, and its feeds.</summary>
sealed class ArchiveEndpoints(IssueArchive archive, SitePages pages, SiteFeeds feeds, SiteDocuments documents, IStringLocalizer t)
{
    const string Root = "/newsletter/archive";
    const int MostPages = 1000;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        Get(Root, (self, http, ct) => self.ListAsync(http, ct));
        foreach (var format in (string[])["feed", "feed.atom", "feed.json"])
            Get($"{Root}/{format}", (self, http, ct) => self.FeedAsync(http, ct));
        Get(Root + "/{id}", (self, http, ct) => self.ShowAsync(http, http.Request.RouteValues["id"] as string ?? "", ct));

        void Get(string pattern, Func<ArchiveEndpoints, HttpContext, CancellationToken, Task> handle) =>
            endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], (HttpContext http, ArchiveEndpoints self, CancellationToken ct) => handle(self, http, ct)).AllowAnonymous();
    }

    async Task ListAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var page = int.TryParse(http.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostPages ? number : 1;
        var (issues, hasOlder) = await archive.ListAsync(page, CultureInfo.CurrentUICulture, cancellationToken);
        if (issues.Count == 0 && page > 1)
        {
            await pages.WriteNotFoundAsync(http, cancellationToken);
            return;
        }
        var zone = (await documents.GetAsync<SiteSettings>(cancellationToken)).TimeZone;
        var root = http.Request.PathBase + Root;
        await WriteAsync(http, "NewsletterArchive", t["Archive of the newsletter"], "", new(StringComparer.Ordinal)
        {
            ["Issues"] = issues.Select(issue => new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["Title"] = issue.Title,
                ["Name"] = issue.Name,
                ["Url"] = $"{root}/{issue.Id}",
                ["Date"] = DigestItemModels.Date(issue.DateUtc, zone, CultureInfo.CurrentUICulture),
                ["Summary"] = issue.Summary,
            }).ToList(),
            ["OlderUrl"] = hasOlder ? $"{root}?page={page + 1}" : null,
            ["NewestUrl"] = page > 1 ? root : null,
            ["FeedUrl"] = root + "/feed",
            ["SignUpUrl"] = http.Request.PathBase + "/newsletter",
        }, null, cancellationToken);
    }

    async Task ShowAsync(HttpContext http, string id, CancellationToken cancellationToken)
    {
        if (id.Length > 32 || await archive.FindAsync(id, CultureInfo.CurrentUICulture, cancellationToken) is not var (line, model))
        {
            await pages.WriteNotFoundAsync(http, cancellationToken);
            return;
        }
        // Read from many items: a kept page spares that, and goes when one of them changes or is taken away.
        var use = new PageUse();
        foreach (var item in (List<string>)model["ItemIds"]!)
            use.Add(CacheTag.Item(item));
        foreach (var document in (string[])[AnonymousRole.DocumentName, ContentDefinitions.DocumentName, DigestPlans.DocumentName, SiteSettings.DocumentName])
            use.Add(CacheTag.Document(document));
        model.Remove("ItemIds");
        model["ArchiveUrl"] = http.Request.PathBase + Root;
        model["SignUpUrl"] = http.Request.PathBase + "/newsletter";
        await WriteAsync(http, "NewsletterIssue", line.Title, line.Summary, model, use, cancellationToken);
    }

    async Task FeedAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var (issues, _) = await archive.ListAsync(1, CultureInfo.CurrentUICulture, cancellationToken);
        await feeds.WriteAsync(http, t["Archive of the newsletter"], Root, [.. issues.Select(issue => new FeedLine(issue.Id, issue.Title, $"{Root}/{issue.Id}", issue.DateUtc, issue.Summary))]);
    }

    async Task WriteAsync(HttpContext http, string shape, string title, string description, Dictionary<string, object?> model, PageUse? use, CancellationToken cancellationToken) =>
        await pages.WriteAsync(http, new SitePage
        {
            Shape = shape,
            Title = title,
            Description = description,
            Properties = model,
            FeedUrl = Root + "/feed",
            Cached = use is not null,
            Use = use ?? new(),
            Indexed = (await documents.GetAsync<DigestPlans>(cancellationToken)).ArchiveIndexed,
        }, cancellationToken);
}
