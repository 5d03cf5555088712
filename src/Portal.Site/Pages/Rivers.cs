using Microsoft.AspNetCore.Http;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Localization;
using Portal.Content.Parts;
using Portal.Content.Settings;
using Portal.Site.Caching;
using Portal.Site.Routing;

namespace Portal.Site.Pages;

/// <summary>A list of all items of a type at an address of its own.</summary>
sealed record River(string Path, string ContentType, string Shape, string Title, string Description)
{
    /// <summary>What came in by feeds.</summary>
    public static River News { get; } = new("/news", "NewsItem", "NewsRiver", "News", "The latest news of diplomacy from all sources, newest first.");

    /// <summary>What the institute wrote or republished.</summary>
    public static River Articles { get; } = new("/articles", "Article", "ArticleRiver", "Articles", "All articles, newest first.");
}

/// <summary>The rivers of news and of articles, narrowed by <c>topic</c> or <c>source</c>, paged by <c>after</c>.</summary>
sealed class Rivers(PublicContent content, SiteDocuments documents, PublishedItems items, TermCatalog terms, ItemCultures cultures, PageWriter writer, Texts texts)
{
    public Task HandleAsync(HttpContext http, River river) =>
        writer.ServeAsync(http, PageKey.With(http.Request, "after", "topic", "source"), ct => MakeAsync(http, river, ct), http.RequestAborted);

    async Task<SitePage?> MakeAsync(HttpContext http, River river, CancellationToken cancellationToken)
    {
        var language = LanguagePrefix.Of(http);
        if (http.Request.Path.Value != river.Path)
        {
            http.Response.Redirect(SiteLinks.Localized(river.Path, language) + http.Request.QueryString, permanent: true);
            return null;
        }
        var use = new PageUse();
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        var (key, by) = await FilterAsync(http, use, cancellationToken);
        var query = new ContentListQuery { Types = [river.ContentType], Keys = key is null ? [] : [key], After = ListCursor.Parse(http.Request.Query["after"]), Count = settings.PageSize };
        use.Query(query);
        var list = await content.ListAsync(query, cancellationToken);
        use.Items(list.Items);
        var shown = await cultures.ForReaderAsync(list.Items, language, use, cancellationToken);
        var topics = await items.FindByAliasAsync("topics", null, cancellationToken);
        if (topics is not null)
            use.Item(topics);
        var filter = key is null ? "" : http.Request.Query["topic"].Count > 0 ? $"topic={Uri.EscapeDataString(http.Request.Query["topic"]!)}" : $"source={Uri.EscapeDataString(http.Request.Query["source"]!)}";
        var title = texts.In(language.Culture, river.Title);
        var path = SiteLinks.Localized(river.Path, language);
        return new()
        {
            Shape = river.Shape,
            FeedUrl = river == River.Articles ? "/feed" : river.Path + "/feed",
            Title = by?.DisplayText is { Length: > 0 } name ? $"{title}: {name}" : title,
            Description = texts.In(language.Culture, river.Description),
            Use = use,
            Indexed = query.After is null,
            Canonical = filter.Length > 0 ? $"{path}?{filter}" : path,
            Properties = new Dictionary<string, object?>
            {
                ["Items"] = shown,
                ["Filter"] = by,
                ["Topics"] = topics is null ? [] : ContainedItems.AllTerms(topics).ToList(),
                ["Path"] = path,
                ["NextUrl"] = list.Next is { } next ? $"{path}?{(filter.Length > 0 ? filter + "&" : "")}after={next}" : null,
                ["FirstUrl"] = query.After is null ? null : filter.Length > 0 ? $"{path}?{filter}" : path,
            },
        };
    }

    async Task<(string? Key, ContentItem? By)> FilterAsync(HttpContext http, PageUse use, CancellationToken cancellationToken)
    {
        if (http.Request.Query["topic"].ToString() is { Length: > 0 and <= ContentIdentity.MaxLength } topic)
            return ($"term:{topic}", (await terms.FindAsync(topic, cancellationToken))?.Term);
        if (http.Request.Query["source"].ToString() is { Length: > 0 and <= ContentIdentity.MaxLength } source)
        {
            use.Add(CacheTag.Item(source));
            return ($"item:{source}", await items.GetAsync(source, cancellationToken));
        }
        return (null, null);
    }
}
