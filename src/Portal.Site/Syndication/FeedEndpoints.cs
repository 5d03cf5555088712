using Microsoft.AspNetCore.Http;
using Portal.Site.Caching;
using Portal.Site.Pages;
using Portal.Site.Routing;

namespace Portal.Site.Syndication;

/// <summary>Answers requests for feeds: <c>/feed</c>, <c>/feed.atom</c>, <c>/feed.json</c>, of the site and below rivers, lists, terms, sources and stories.</summary>
sealed class FeedEndpoints(FeedSelection selection, RiverFeeds rivers, DocumentWriter writer)
{
    /// <summary>Where Orchard Core has the feeds of its lists: <c>/Contents/Lists/{contentItemId}/rss</c>.</summary>
    public const string Lists = "Contents/Lists/";

    /// <summary>Writes the feed at the request's path; false where the path is none of a feed, or nothing stands there.</summary>
    public async Task<bool> TryWriteAsync(HttpContext http)
    {
        var path = (http.Request.Path.Value ?? "").Trim('/');
        var slash = path.LastIndexOf('/');
        var (subject, name) = slash < 0 ? ("", path) : (path[..slash], path[(slash + 1)..]);
        var format = name == "rss" && subject.StartsWith(Lists, StringComparison.OrdinalIgnoreCase) ? FeedFormat.OfLists : FeedFormat.Of(name);
        if (format is null)
            return false;
        var language = LanguagePrefix.Of(http);
        if (RiverFeeds.Find(subject, http.Request.Query) is { } river)
            return await writer.TryWriteAsync(http, format.ContentType, (use, cancellation) => rivers.MakeAsync(river, "/" + path, http.Request.Query, language, use, cancellation), format.Write, await rivers.KeyAsync(http.Request, http.RequestAborted));
        return await writer.TryWriteAsync(http, format.ContentType, (use, cancellation) => selection.FindAsync(subject, "/" + path, language, use, cancellation), format.Write, PageKey.With(http.Request));
    }
}
