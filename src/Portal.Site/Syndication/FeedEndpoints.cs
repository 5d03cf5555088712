using Microsoft.AspNetCore.Http;
using Portal.Site.Caching;
using Portal.Site.Pages;
using Portal.Site.Routing;

namespace Portal.Site.Syndication;

/// <summary>Answers requests for feeds: <c>/feed</c>, <c>/feed.atom</c>, <c>/feed.json</c>, of the site and below terms and sources.</summary>
sealed class FeedEndpoints(FeedSelection selection, DocumentWriter writer)
{
    /// <summary>Where Orchard Core has the feeds of its lists: <c>/Contents/Lists/{contentItemId}/rss</c>.</summary>
    public const string Lists = "Contents/Lists/";

    /// <summary>Writes the feed at the request's path; false where the path is none of a feed, or nothing stands there.</summary>
    public Task<bool> TryWriteAsync(HttpContext http)
    {
        var path = (http.Request.Path.Value ?? "").Trim('/');
        var slash = path.LastIndexOf('/');
        var (subject, name) = slash < 0 ? ("", path) : (path[..slash], path[(slash + 1)..]);
        (string Type, Func<OutgoingFeed, byte[]> Write)? format = name switch
        {
            "feed" or "rss" when name == "feed" || subject.StartsWith(Lists, StringComparison.OrdinalIgnoreCase) => ("application/rss+xml; charset=utf-8", FeedWriter.Rss),
            "feed.atom" => ("application/atom+xml; charset=utf-8", FeedWriter.Atom),
            "feed.json" => ("application/feed+json; charset=utf-8", FeedWriter.Json),
            _ => null,
        };
        return format is not { } wanted ? Task.FromResult(false) : writer.TryWriteAsync(http, wanted.Type, async (use, cancellation) =>
            await selection.FindAsync(subject, "/" + path, LanguagePrefix.Of(http), use, cancellation) is { } feed ? wanted.Write(feed) : null);
    }
}
