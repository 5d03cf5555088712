using Portal.Content.Items;
using Portal.Feeds.Widgets;
using Portal.Site.Shapes;

namespace Portal.Feeds.Stories;

/// <summary>Fills the page of a story with its time-line, and its line in lists with the number of its sources.</summary>
sealed class StoryDriver(PublicContent content, NewsLines lines) : IContentDriver
{
    const int ExcerptWords = 40;

    const int MostArticles = 4;

    /// <summary>Stations of a time-line that stands below something else.</summary>
    const int MostStations = 8;

    public string ContentType => Story.ContentType;

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        var story = new Story(display.Item);
        display.Properties["Sources"] = story.Sources;
        if (display.DisplayType != "Detail")
            return;
        var reports = (await content.GetAsync(story.Items, cancellationToken)).OrderBy(item => item.PublishedUtc).ToList();
        display.Properties["Entries"] = await lines.OfAsync(reports, ExcerptWords, display.Use, cancellationToken);
        var own = new ContentListQuery { Types = [ArticleStoryDriver.Article], Keys = [$"item:{story.Id}"], Count = MostArticles };
        display.Use.Query(own);
        var articles = (await content.ListAsync(own, cancellationToken)).Items;
        display.Use.Items(articles);
        display.Properties["Articles"] = articles;
    }

    /// <summary>The newest reports of a story, oldest first, the given one always among them.</summary>
    public static async Task<IReadOnlyList<Dictionary<string, object?>>> LineAsync(PublicContent content, NewsLines lines, Story story, string? current, Site.Pages.PageUse use, CancellationToken cancellationToken)
    {
        var others = story.Items.Where(id => id != current).TakeLast(current is null ? MostStations : MostStations - 1).ToHashSet(StringComparer.Ordinal);
        var shown = story.Items.Where(id => id == current || others.Contains(id)).ToList();
        use.Item(story.Item);
        return await lines.OfAsync([.. (await content.GetAsync(shown, cancellationToken)).OrderBy(item => item.PublishedUtc)], 0, use, cancellationToken);
    }
}
