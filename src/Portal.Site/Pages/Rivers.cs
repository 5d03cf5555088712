using Microsoft.AspNetCore.Http;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Localization;
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

    /// <summary>Both.</summary>
    public static IReadOnlyList<River> All { get; } = [News, Articles];
}

/// <summary>The rivers of news and of articles, narrowed by <see cref="RiverFilters"/>, paged by <c>after</c>.</summary>
sealed class Rivers(PublicContent content, SiteDocuments documents, RiverFilters filters, ItemCultures cultures, PageWriter writer, Texts texts)
{
    public async Task HandleAsync(HttpContext http, River river)
    {
        var key = PageKey.With(http.Request, ["after", .. RiverFilters.Names]);
        await writer.ServeAsync(http, key is null ? null : key + await filters.DayAsync(http.Request.Query, http.RequestAborted), ct => MakeAsync(http, river, ct), http.RequestAborted);
    }

    async Task<SitePage?> MakeAsync(HttpContext http, River river, CancellationToken cancellationToken)
    {
        var language = LanguagePrefix.Of(http);
        var path = SiteLinks.Localized(river.Path, language);
        var use = new PageUse();
        var filter = await filters.ReadAsync(http.Request.Query, use, cancellationToken);
        if (http.Request.Path.Value != river.Path)
        {
            http.Response.Redirect(path + http.Request.QueryString, permanent: true);
            return null;
        }
        // A form sends its empty fields as well; they are no part of an address to share.
        if (RiverFilters.Names.Any(name => http.Request.Query[name] is { Count: > 0 } values && values.ToString().Length == 0))
        {
            http.Response.Redirect(filter.After(path));
            return null;
        }
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        var query = filter.Narrow(new() { Types = [river.ContentType], After = ListCursor.Parse(http.Request.Query["after"]), Count = settings.PageSize });
        use.Query(query);
        var list = await content.ListAsync(query, cancellationToken);
        use.Items(list.Items);
        var feed = river == River.Articles && filter.Query.Length == 0 ? "/feed" : filter.After(path + "/feed");
        return new()
        {
            Shape = river.Shape,
            FeedUrl = feed,
            Title = filter.TitleOf(river, language, texts),
            Description = texts.In(language.Culture, river.Description),
            Use = use,
            // Every mixture of filters is an address: search engines follow single ones at most.
            Indexed = query.After is null && filter.Chosen.Count < 2 && filter.SinceUtc is null,
            Canonical = filter.After(path),
            Properties = new Dictionary<string, object?>
            {
                ["Items"] = await cultures.ForReaderAsync(list.Items, language, use, cancellationToken),
                ["Filters"] = filter.Chosen.Select(object? (one) => Shown(one, path, filter)).ToList(),
                ["Offers"] = await filters.OffersAsync(filter, use, cancellationToken),
                ["Path"] = path,
                ["FeedUrl"] = feed,
                ["NextUrl"] = list.Next is { } next ? AddressOf(path, filter.Query.Length > 0 ? $"{filter.Query}&after={next}" : $"after={next}") : null,
                ["FirstUrl"] = query.After is null ? null : filter.After(path),
            },
        };
    }

    // A filter in use, with the address of the river without it.
    static Dictionary<string, object?> Shown(ChosenFilter one, string path, RiverFilter filter) => new()
    {
        ["Name"] = one.Name,
        ["Value"] = one.Value,
        ["Item"] = one.Item,
        ["Text"] = one.Name == "language" ? RiverFilters.NameOf(one.Value) : one.Item?.DisplayText ?? one.Value,
        ["WithoutUrl"] = AddressOf(path, RiverFilters.QueryOf(filter.Chosen.Where(other => other != one))),
    };

    static string AddressOf(string path, string query) => query.Length > 0 ? $"{path}?{query}" : path;
}
