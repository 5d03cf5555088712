using Portal.Content.Items;
using Portal.Feeds.Importing;
using Portal.Feeds.Widgets;
using Portal.Site.Shapes;

namespace Portal.Feeds.Stories;

/// <summary>Shows on the page of a news item the time-line of its story, and says in lists that others report the same.</summary>
sealed class NewsItemDriver(PublicContent content, StoryLines stories, NewsLines lines) : IContentDriver
{
    public string ContentType => NewsItems.ContentType;

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        var id = display.Item.ContentItemId;
        // Asked once for the list in which the item stands, however many of its items are drawn.
        var list = display.Use.ListOf(display.Item);
        var known = await display.Use.OnceAsync(list, () => stories.OfAsync([.. list.Where(item => item.ContentType == NewsItems.ContentType).Select(item => item.ContentItemId)], display.Use, cancellationToken));
        if (!known.TryGetValue(id, out var story))
            return;
        display.Properties["Story"] = story.Item;
        display.Properties["MoreSources"] = Math.Max(0, story.Sources - 1);
        if (display.DisplayType == "Detail")
            display.Properties["Line"] = await StoryDriver.LineAsync(content, lines, story, id, display.Use, cancellationToken);
    }
}
