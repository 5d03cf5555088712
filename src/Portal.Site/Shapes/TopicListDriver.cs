using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Site.Caching;

namespace Portal.Site.Shapes;

/// <summary>Gives the widget of topics the terms of the taxonomy <c>topics</c>.</summary>
sealed class TopicListDriver(PublishedItems items) : IContentDriver
{
    public string ContentType => "TopicListWidget";

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        display.Use.Add(CacheTag.Type("Taxonomy"));
        if (await items.FindByAliasAsync("topics", null, cancellationToken) is not { } topics)
            return;
        display.Use.Item(topics);
        display.Properties["Taxonomy"] = topics;
        display.Properties["Terms"] = ContainedItems.Terms(topics).ToList();
    }
}
