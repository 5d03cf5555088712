using Portal.Content.Items;
using Portal.Feeds.Importing;
using Portal.Feeds.Widgets;
using Portal.Site.Shapes;

namespace Portal.Feeds.Stories;

/// <summary>Says on the page of a news item who else reports the same, and in lists that others do.</summary>
sealed class NewsItemDriver(PublicContent content, StoryLines stories, NewsLines lines) : IContentDriver
{
    const int MostOthers = 6;

    public string ContentType => NewsItems.ContentType;

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        var id = display.Item.ContentItemId;
        if (!(await stories.OfAsync([id], display.Use, cancellationToken)).TryGetValue(id, out var story))
            return;
        display.Properties["Story"] = story.Item;
        display.Properties["MoreSources"] = Math.Max(0, story.Sources - 1);
        if (display.DisplayType == "Detail")
            display.Properties["Others"] = await lines.OfAsync(await content.GetAsync([.. story.Items.Where(other => other != id).TakeLast(MostOthers).Reverse()], cancellationToken), 0, display.Use, cancellationToken);
    }
}
