using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Feeds.Widgets;
using Portal.Site.Shapes;

namespace Portal.Feeds.Stories;

/// <summary>Gives the page of an article the time-line of the story that its author chose for it.</summary>
sealed class ArticleStoryDriver(PublicContent content, NewsLines lines) : IContentDriver
{
    /// <summary>Content type of articles, and name of their part.</summary>
    public const string Article = "Article";

    public string ContentType => Article;

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        if (display.DisplayType != "Detail" || display.Item.Field<ContentPickerField>(Article, "Story")?.ContentItemIds is not [var id, ..])
            return;
        // The page waits for a story that is not there: it may be hidden for now.
        display.Use.Add(CacheTag.Item(id));
        if (await content.GetAsync([id], cancellationToken) is not [{ ContentType: Story.ContentType } item])
            return;
        display.Properties["Story"] = item;
        display.Properties["Line"] = await StoryDriver.LineAsync(content, lines, new(item), null, display.Use, cancellationToken);
    }
}
