using Portal.Content.Fields;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;
using Portal.Feeds.Stories;
using Portal.Site.Shapes;

namespace Portal.Feeds.Widgets;

/// <summary>Fills the feed box: the newest news of some sources, of a topic, or of all.</summary>
sealed class FeedWidgetDriver(PublicContent content, StoryLines stories, NewsLines lines) : IContentDriver
{
    const string Widget = "FeedWidget";

    const int MoreThanShown = 4;

    /// <summary>Sources or topics of a box that count.</summary>
    const int MaxKeys = 100;

    public string ContentType => Widget;

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        var item = display.Item;
        var count = (int)Math.Clamp(item.Field<NumericField>(Widget, "Count")?.Value ?? 5, 1, 50);
        var words = (int)Math.Clamp(item.Field<NumericField>(Widget, "ExcerptWords")?.Value ?? 55, 0, 200);
        var keys = (item.Field<ContentPickerField>(Widget, "Sources")?.ContentItemIds ?? []).Select(id => $"item:{id}").ToList();
        if (keys.Count == 0)
            keys.AddRange((item.Field<TaxonomyField>(Widget, "Topics")?.TermContentItemIds ?? []).Select(id => $"term:{id}"));
        var query = new ContentListQuery { Types = [NewsItems.ContentType], Keys = [.. keys.Take(MaxKeys)], Count = count * MoreThanShown };
        display.Use.Query(query);
        // A story that everybody reports would fill the box with one event.
        var (newest, told) = await stories.OnceAsync((await content.ListAsync(query, cancellationToken)).Items, count, display.Use, cancellationToken);
        var entries = await lines.OfAsync(newest, words, display.Use, cancellationToken);
        foreach (var (news, entry) in newest.Zip(entries))
        {
            if (!told.TryGetValue(news.ContentItemId, out var story))
                continue;
            entry["Story"] = story.Item;
            entry["MoreSources"] = Math.Max(0, story.Sources - 1);
        }
        display.Properties["Entries"] = entries;
    }
}

/// <summary>Makes lines of news for templates: title, address, source, date, excerpt.</summary>
sealed class NewsLines(PublicContent content)
{
    public async Task<IReadOnlyList<Dictionary<string, object?>>> OfAsync(IReadOnlyList<ContentItem> news, int words, Site.Pages.PageUse use, CancellationToken cancellationToken)
    {
        var ids = news.Select(SourceId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var sources = (await content.GetAsync(ids, cancellationToken)).ToDictionary(source => source.ContentItemId, StringComparer.Ordinal);
        use.Items(news);
        foreach (var id in ids)
            use.Add(Portal.Content.Journal.CacheTag.Item(id));
        return [.. news.Select(item =>
        {
            var source = SourceId(item) is { } id ? sources.GetValueOrDefault(id) : null;
            return new Dictionary<string, object?>
            {
                ["Item"] = item,
                ["Title"] = item.DisplayText,
                ["Url"] = "/" + item.As<AutoroutePart>()?.Path,
                ["Published"] = item.PublishedUtc,
                ["Language"] = item.Text(NewsItems.ContentType, "Language"),
                ["Excerpt"] = words == 0 ? "" : HtmlText.Excerpt(item.Text(NewsItems.ContentType, "Excerpt"), words),
                ["Source"] = source?.DisplayText,
                ["SourceUrl"] = source is null ? null : "/" + source.As<AutoroutePart>()?.Path,
            };
        })];
    }

    static string? SourceId(ContentItem item) =>
        item.Field<ContentPickerField>(NewsItems.ContentType, "Source")?.ContentItemIds is [var id, ..] ? id : null;
}
