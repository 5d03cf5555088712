using System.Globalization;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Site.Routing;

namespace Portal.Site.Shapes;

/// <summary>Gives the widget of latest articles its articles, those pinned first, then the newest; and the news that editors pinned.</summary>
sealed class ArticleListDriver(PublicContent content, ItemCultures cultures) : IContentDriver
{
    const int DefaultCount = 5;
    const int MaxPinnedNews = 4;

    public string ContentType => "ArticleListWidget";

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        var count = display.Item.Field<NumericField>("ArticleListWidget", "Count")?.Value is > 0 and <= 50 and var given ? (int)given : DefaultCount;
        var chosen = new ContentListQuery { Types = ["NewsItem"], Keys = ["flag:NewsItem.Pinned"], Count = MaxPinnedNews };
        display.Use.Query(chosen);
        var news = (await content.ListAsync(chosen, cancellationToken)).Items;
        display.Use.Items(news);
        display.Properties["PinnedNews"] = news;
        display.Properties["Items"] = await LatestAsync(content, cultures, count, display.Use, cancellationToken);
    }

    /// <summary>The articles of the front page.</summary>
    public static async Task<IReadOnlyList<ContentItem>> LatestAsync(PublicContent content, ItemCultures cultures, int count, Pages.PageUse use, CancellationToken cancellationToken)
    {
        var pinned = new ContentListQuery { Types = ["Article"], Keys = ["flag:Article.Pinned"], Count = count };
        var latest = new ContentListQuery { Types = ["Article"], Count = count };
        use.Query(pinned);
        use.Query(latest);
        var items = (await content.ListAsync(pinned, cancellationToken)).Items
            .Concat((await content.ListAsync(latest, cancellationToken)).Items)
            .DistinctBy(item => item.ContentItemId).ToList();
        use.Items(items);
        return [.. (await cultures.ForReaderAsync(items, InterfaceLanguage.Of(CultureInfo.CurrentUICulture), use, cancellationToken)).Take(count)];
    }
}
