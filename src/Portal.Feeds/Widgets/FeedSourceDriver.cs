using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Settings;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;
using Portal.Site.Shapes;

namespace Portal.Feeds.Widgets;

/// <summary>Fills the page of a source with its news, paged by cursor.</summary>
sealed class FeedSourceDriver(PublicContent content, SiteDocuments documents, NewsLines lines) : IContentDriver
{
    public string ContentType => FeedSource.ContentType;

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        if (display.DisplayType != "Detail")
            return;
        var source = new FeedSource(display.Item);
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        var query = new ContentListQuery { Types = [NewsItems.ContentType], Keys = [$"item:{source.Id}"], After = display.After, Count = settings.PageSize };
        display.Use.Query(query);
        var page = await content.ListAsync(query, cancellationToken);
        display.Properties["Entries"] = await lines.OfAsync(page.Items, words: 55, display.Use, cancellationToken);
        display.Properties["Next"] = page.Next?.ToString();
        display.Properties["SiteUrl"] = Parsing.FeedUrl.IsWeb(source.SiteUrl) ? source.SiteUrl : null;
    }
}
