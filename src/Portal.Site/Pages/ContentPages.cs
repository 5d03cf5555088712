using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Portal.Content.Documents;
using Portal.Content.Fields;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Localization;
using Portal.Content.Parts;
using Portal.Content.People;
using Portal.Content.Settings;
using Portal.Site.Caching;
using Portal.Site.Routing;
using Portal.Site.Shapes;
using Portal.Site.Syndication;

namespace Portal.Site.Pages;

/// <summary>Pages of content items, each at its address; the home page.</summary>
sealed class ContentPages(ContentReader reader, PublicContent content, SiteDocuments documents, PageWriter writer, SiteLinks links, ItemCultures cultures, FeedEndpoints feeds, MovedPages moved, Visibility visibility)
{
    const int DescriptionWords = 30;

    /// <summary>Answers a request for which no other endpoint stands.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        var cancellation = http.RequestAborted;
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "GET, HEAD";
            return;
        }
        if (await feeds.TryWriteAsync(http))
            return;
        if (MovedPages.IsNumbered(http.Request)
            && await moved.TryFollowNumberAsync(http, await documents.GetAsync<SiteSettings>(cancellation), cancellation))
            return;
        await writer.ServeAsync(http, PageKey.With(http.Request, "after"), ct => FindAsync(http, ct), cancellation);
    }

    /// <summary>The page at the address of the request; null where nothing stands there, or where it was redirected.</summary>
    internal async Task<SitePage?> FindAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var path = (http.Request.Path.Value ?? "").Trim('/');
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        if (path.Length == 0)
            return await HomeAsync(http, settings, cancellationToken);
        if (path.Length > AutoroutePart.MaxPathLength)
            return null;
        if (path.StartsWith("Contents/ContentItems/", StringComparison.OrdinalIgnoreCase))
            return await ByIdentifierAsync(http, path["Contents/ContentItems/".Length..], settings, cancellationToken);
        if (await reader.FindByRouteAsync(path, cancellationToken) is not { } found)
            return await moved.FindAsync(http, path, settings, cancellationToken);
        if (!await visibility.MayViewAsync(http.User, found.Item, cancellationToken))
            return await RefuseAsync(http);
        var shown = found.Contained ?? found.Item;
        if (await cultures.OtherForAsync(shown, LanguagePrefix.Of(http), cancellationToken) is { } other
            && await links.PathOfAsync(other, settings, LanguagePrefix.Of(http), cancellationToken) is { } otherPath)
        {
            // Which versions there are changes: browsers must not keep it.
            http.Response.Redirect(otherPath);
            return null;
        }
        var canonical = await links.PathOfAsync(shown, settings, LanguagePrefix.Of(http), cancellationToken);
        if (canonical is not null && canonical != http.Request.PathBase + SiteLinks.Encode(http.Request.Path.Value!))
        {
            http.Response.Redirect(canonical + http.Request.QueryString, permanent: true);
            return null;
        }
        return PageOf(shown, found.Item, ListCursor.Parse(http.Request.Query["after"]), canonical);
    }

    // Whoever is signed in learns no more than that there is nothing for them here.
    static async Task<SitePage?> RefuseAsync(HttpContext http)
    {
        if (http.User.Identity?.IsAuthenticated != true)
            await http.ChallengeAsync();
        return null;
    }

    async Task<SitePage?> HomeAsync(HttpContext http, SiteSettings settings, CancellationToken cancellationToken)
    {
        if (SiteLinks.HomeItem(settings) is { Length: > 0 } id)
        {
            if (await reader.GetPublishedAsync(id, cancellationToken) is { } item)
            {
                if (!await visibility.MayViewAsync(http.User, item, cancellationToken))
                    return await RefuseAsync(http);
                var language = LanguagePrefix.Of(http);
                var shown = await cultures.OtherForAsync(item, language, cancellationToken) ?? item;
                var page = PageOf(shown, shown, null, SiteLinks.Localized("/", language)) with { IsHome = true };
                page.Use.Item(item);
                return page;
            }
        }
        var home = new SitePage { Shape = "HomePage", Title = "", IsHome = true, Description = settings.Text("Description") ?? "", FeedUrl = "/feed", Build = HomeShapeAsync };
        if (SiteLinks.HomeItem(settings) is { Length: > 0 } missing)
            home.Use.Add(CacheTag.Item(missing));
        return home;
    }

    // A home page without a widget of articles still shows the latest ones.
    async Task<Shape> HomeShapeAsync(PageRender render)
    {
        var shape = new Shape("HomePage");
        var hasArticles = render.Zones.Values.Any(zone => zone.Exists(one => one.Properties["ContentItem"] is ContentItem { ContentType: "ArticleListWidget" }));
        return hasArticles ? shape : shape.With("Articles", await ArticleListDriver.LatestAsync(content, cultures, 5, render.Use, render.Cancellation));
    }

    // Items have this address in Orchard Core whether they have one of their own or not.
    async Task<SitePage?> ByIdentifierAsync(HttpContext http, string id, SiteSettings settings, CancellationToken cancellationToken)
    {
        if (await reader.GetPublishedAsync(id, cancellationToken) is not { } item
            || !await visibility.MayViewAsync(http.User, item, cancellationToken)
            || await links.PathOfAsync(item, settings, LanguagePrefix.Of(http), cancellationToken) is not { } path)
            return null;
        http.Response.Redirect(path, permanent: true);
        return null;
    }

    internal static SitePage PageOf(ContentItem shown, ContentItem owner, ListCursor? after, string? canonical)
    {
        var page = new SitePage
        {
            Shape = "Content",
            Title = shown.DisplayText ?? "",
            Description = Describe(shown),
            Item = shown,
            Seo = SeoHead.Of(shown),
            Canonical = canonical,
            Image = shown.Field<MediaField>(shown.ContentType, "Image")?.Paths is [var image, ..] ? image : null,
            FeedUrl = ReferenceEquals(shown, owner) && shown.ContentType is not ("FeedSource" or "Story" or AuthorDriver.Person) ? "/feed" : canonical is null ? null : canonical + "/feed",
            Build = render => render.Contents.BuildAsync(shown, "Detail", render, after),
        };
        page.Use.Item(owner);
        return page;
    }

    static string Describe(ContentItem item)
    {
        var text = item.Text(item.ContentType, "Excerpt");
        if (text.Length == 0)
            text = item.Text(item.ContentType, "Description");
        return HtmlText.Excerpt(HtmlText.FromHtml(text.Length > 0 ? text : item.As<HtmlBodyPart>()?.Html), DescriptionWords);
    }
}
