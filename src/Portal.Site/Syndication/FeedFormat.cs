using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Portal.Site.Syndication;

/// <summary>A form in which feeds go out.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Write">Writes a feed.</param>
sealed record FeedFormat(string ContentType, Func<OutgoingFeed, byte[]> Write)
{
    static readonly FeedFormat Rss = new("application/rss+xml; charset=utf-8", RssWriter.Write);
    static readonly FeedFormat Atom = new("application/atom+xml; charset=utf-8", AtomWriter.Write);
    static readonly FeedFormat Json = new("application/feed+json; charset=utf-8", JsonFeedWriter.Write);

    /// <summary>The format of a file name: <c>feed</c>, <c>feed.atom</c>, <c>feed.json</c>; null for other names.</summary>
    public static FeedFormat? Of(string name) => name switch
    {
        "feed" => Rss,
        "feed.atom" => Atom,
        "feed.json" => Json,
        _ => null,
    };

    /// <summary>The format of Orchard Core's lists.</summary>
    public static FeedFormat OfLists => Rss;
}

/// <summary>The hub that tells subscribers of changes (WebSub, w3.org/TR/websub).</summary>
/// <param name="Url">Its address, or null where the site has none.</param>
public sealed record FeedHub(string? Url)
{
    /// <summary>The hub that <c>Portal:Feeds:Hub</c> names; none where it is no web address.</summary>
    public static FeedHub Read(IConfiguration configuration) =>
        new(Uri.TryCreate(configuration["Portal:Feeds:Hub"], UriKind.Absolute, out var hub) && hub.Scheme is "http" or "https" ? hub!.AbsoluteUri : null);
}

/// <summary>Lets modules offer feeds of what they find, such as the results of a search.</summary>
public sealed class SiteFeeds
{
    readonly FeedSelection _selection;
    readonly Pages.DocumentWriter _writer;

    internal SiteFeeds(FeedSelection selection, Pages.DocumentWriter writer) => (_selection, _writer) = (selection, writer);

    /// <summary>Writes a feed of items as the response.</summary>
    /// <param name="http">The request; the last segment of its path (<c>feed</c>, <c>feed.atom</c>, <c>feed.json</c>) says the format.</param>
    /// <param name="title">Title of the feed.</param>
    /// <param name="link">Path of the page that shows the same.</param>
    /// <param name="items">The items, in their order.</param>
    /// <returns>False where the path is none of a feed.</returns>
    public Task<bool> WriteAsync(HttpContext http, string title, string link, IReadOnlyList<Content.Items.ContentItem> items)
    {
        var path = http.Request.Path.Value ?? "";
        return FeedFormat.Of(path[(path.LastIndexOf('/') + 1)..]) is not { } format ? Task.FromResult(false)
            : _writer.TryWriteAsync(http, format.ContentType, async (use, cancellation) => await _selection.OfItemsAsync(title, link, path + http.Request.QueryString, items, Routing.LanguagePrefix.Of(http), use, cancellation), format.Write, null);
    }

    /// <summary>Writes a feed of what is no content item, such as issues of a newsletter, as the response.</summary>
    /// <param name="http">The request; the last segment of its path says the format.</param>
    /// <param name="title">Title of the feed.</param>
    /// <param name="link">Path of the page that shows the same.</param>
    /// <param name="lines">The entries, newest first.</param>
    /// <returns>False where the path is none of a feed.</returns>
    public Task<bool> WriteAsync(HttpContext http, string title, string link, IReadOnlyList<FeedLine> lines)
    {
        var path = http.Request.Path.Value ?? "";
        return FeedFormat.Of(path[(path.LastIndexOf('/') + 1)..]) is not { } format ? Task.FromResult(false)
            : _writer.TryWriteAsync(http, format.ContentType, async (_, cancellation) => await _selection.OfLinesAsync(title, link, path, lines, Routing.LanguagePrefix.Of(http), cancellation), format.Write, null);
    }
}

/// <summary>An entry of a feed that is no content item.</summary>
/// <param name="Id">What it is known by; never changes.</param>
/// <param name="Title">Title.</param>
/// <param name="Path">Path of its page, without language.</param>
/// <param name="PublishedUtc">When it came out.</param>
/// <param name="Summary">What it says, as plain text.</param>
public sealed record FeedLine(string Id, string Title, string Path, DateTime PublishedUtc, string Summary);
