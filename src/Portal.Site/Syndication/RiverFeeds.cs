using Microsoft.AspNetCore.Http;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Site.Caching;
using Portal.Site.Pages;

namespace Portal.Site.Syndication;

/// <summary>The feeds of rivers that a reader has narrowed: <c>/news/feed?topic=…</c> has what <c>/news?topic=…</c> shows.</summary>
sealed class RiverFeeds(RiverFilters filters, FeedSelection selection, PublicContent content, Texts texts)
{
    const int Count = 30;

    /// <summary>The river at the path, where the request narrows it; null otherwise.</summary>
    public static River? Find(string path, IQueryCollection query) =>
        RiverFilters.Names.Any(query.ContainsKey) ? River.All.FirstOrDefault(river => string.Equals(river.Path, "/" + path, StringComparison.OrdinalIgnoreCase)) : null;

    /// <summary>Under which key the feed is kept: one of the last days is another tomorrow.</summary>
    public async Task<string?> KeyAsync(HttpRequest request, CancellationToken cancellationToken) =>
        PageKey.With(request, [.. RiverFilters.Names]) is { } key ? key + await filters.DayAsync(request.Query, cancellationToken) : null;

    /// <summary>The feed.</summary>
    public async Task<OutgoingFeed?> MakeAsync(River river, string feed, IQueryCollection asked, InterfaceLanguage language, PageUse use, CancellationToken cancellationToken)
    {
        var filter = await filters.ReadAsync(asked, use, cancellationToken);
        var query = filter.Narrow(new() { Types = [river.ContentType], Count = Count });
        use.Query(query);
        var list = await content.ListAsync(query, cancellationToken);
        return await selection.OfItemsAsync(filter.TitleOf(river, language, texts), filter.After(river.Path), filter.After(feed), list.Items, language, use, cancellationToken);
    }
}
