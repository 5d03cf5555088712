using Microsoft.AspNetCore.Http;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.People;
using Portal.Content.Redirection;
using Portal.Content.Settings;
using Portal.Site.Routing;

namespace Portal.Site.Pages;

/// <summary>Answers at addresses that were once used: leads on to where the item stands now, or says that it is gone.</summary>
sealed class MovedPages(RedirectReader redirects, ContentReader reader, Visibility visibility, Texts texts)
{
    static readonly string[] Feeds = ["/feed", "/feed.atom", "/feed.json"];

    // WordPress's own addresses before somebody chose better ones.
    static readonly string[] Numbered = ["p", "page_id", "attachment_id", "cat"];

    /// <summary>Whether the request is for the root with a query that can be an old address, such as <c>/?p=12</c>.</summary>
    public static bool IsNumbered(HttpRequest request) => request.Path.Value is null or "" or "/" && request.Query.Count > 0 && NumberOf(request) is not null;

    /// <summary>Leads on to where <c>/?p=12</c> stands now; false where it is no old address.</summary>
    public async Task<bool> TryFollowNumberAsync(HttpContext http, SiteSettings settings, CancellationToken cancellationToken)
    {
        if (NumberOf(http.Request) is not { } name || await redirects.FindAsync($"?{name}={http.Request.Query[name]}", cancellationToken) is not { IsGone: false } found || !await MayFollowAsync(http, found, cancellationToken))
            return false;
        http.Response.Redirect(Target(found, settings, http), permanent: true);
        return true;
    }

    /// <summary>Redirects the request, or returns the page that says that what stood there is gone; null in both other cases.</summary>
    public async Task<SitePage?> FindAsync(HttpContext http, string path, SiteSettings settings, CancellationToken cancellationToken)
    {
        var suffix = "";
        var found = await redirects.FindAsync(path, cancellationToken);
        // Feed readers come to the feed below an address, not to the address.
        if (found is null && Array.Find(Feeds, feed => path.EndsWith(feed, StringComparison.OrdinalIgnoreCase)) is { } feed)
            (found, suffix) = (await redirects.FindAsync(path[..^feed.Length], cancellationToken), feed);
        if (found is null || !await MayFollowAsync(http, found, cancellationToken))
            return null;
        if (!found.IsGone)
        {
            http.Response.Redirect(Target(found, settings, http) + suffix + http.Request.QueryString, permanent: true);
            return null;
        }
        return new()
        {
            Shape = "Gone",
            Title = texts.In(LanguagePrefix.Of(http).Culture, "This page was taken away"),
            StatusCode = StatusCodes.Status410Gone,
            Indexed = false,
        };
    }

    // A newer address is made of the title, which is not for everybody.
    async ValueTask<bool> MayFollowAsync(HttpContext http, OldAddress found, CancellationToken cancellationToken) =>
        found.Path is not { } path || await reader.FindByRouteAsync(path, cancellationToken) is not { } target || await visibility.MayViewAsync(http.User, target.Item, cancellationToken);

    static string? NumberOf(HttpRequest request) => Array.Find(Numbered, name => request.Query[name].ToString() is { Length: > 0 and < 20 } value && value.All(char.IsAsciiDigit));

    static string Target(OldAddress found, SiteSettings settings, HttpContext http)
    {
        var language = LanguagePrefix.Of(http);
        if (found.Url is { } url)
            return SiteLinks.Localized(url, language);
        return SiteLinks.Localized(found.ContentItemId == SiteLinks.HomeItem(settings) ? "/" : "/" + SiteLinks.Encode(found.Path!), language);
    }
}
