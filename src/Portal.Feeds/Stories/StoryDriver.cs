using Portal.Content.Items;
using Portal.Feeds.Widgets;
using Portal.Site.Shapes;

namespace Portal.Feeds.Stories;

/// <summary>Fills the page of a story with its time-line, and its line in lists with the number of its sources.</summary>
sealed class StoryDriver(PublicContent content, NewsLines lines) : IContentDriver
{
    const int ExcerptWords = 40;

    public string ContentType => Story.ContentType;

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        var story = new Story(display.Item);
        display.Properties["Sources"] = story.Sources;
        if (display.DisplayType != "Detail")
            return;
        var reports = (await content.GetAsync(story.Items, cancellationToken)).OrderBy(item => item.PublishedUtc).ToList();
        display.Properties["Entries"] = await lines.OfAsync(reports, ExcerptWords, display.Use, cancellationToken);
    }
}
