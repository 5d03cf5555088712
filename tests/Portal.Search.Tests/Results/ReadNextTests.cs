using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Storage;
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Portal.Search.Tests.Indexing;
using Portal.Site.Pages;
using Portal.Site.Shapes;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Results;

/// <summary>What else there is to read, at the end of an item's page.</summary>
public sealed class ReadNextTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_names_items_on_the_same_matters_and_goes_with_them_from_the_cache()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        await site.StartAsync();
        var item = await site.PublishAsync("Danube navigation treaty", "<p>The treaty on the navigation of the Danube was signed by the riparian states.</p>");
        var like = await site.PublishAsync("Riparian states of the Danube meet", "<p>The states spoke of navigation and of the treaty.</p>", "NewsItem");
        await site.PublishAsync("A recipe for soup", "<p>Onions, water, patience.</p>");
        await SearchSite.UntilAsync(() => site.Found("danube").Count == 2 && site.Found("soup").Count == 1);

        var (properties, use) = await BuildAsync(site, item, "Detail");
        Items(properties).ShouldBe([like.ContentItemId]);
        use.Tags.ShouldContain(CacheTag.Item(like.ContentItemId));
        use.Tags.ShouldNotContain(CacheTag.Type(item.ContentType), "Not every new item draws every page anew.");
        (await BuildAsync(site, item, "Summary")).Properties.ShouldBeEmpty();

        await site.ChangeAsync(like, (scope, latest, ct) => scope.Content.UnpublishAsync(latest.ContentItemId, ct));
        Items((await BuildAsync(site, item, "Detail")).Properties).ShouldNotContain(like.ContentItemId, "What is taken away is gone at once, whatever the index still holds.");
    }

    [Fact]
    public async Task A_page_drawn_before_the_index_knew_its_item_waits_for_the_next_of_its_type()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        var item = await site.PublishAsync("Danube navigation treaty", "<p>Signed.</p>");
        var (properties, use) = await BuildAsync(site, item, "Detail");
        properties.ShouldBeEmpty();
        use.Tags.ShouldContain(CacheTag.Type("Article"));
    }

    static async Task<(Dictionary<string, object?> Properties, PageUse Use)> BuildAsync(SearchSite site, ContentItem item, string displayType)
    {
        var display = new ContentDisplay(item, displayType, null, new Dictionary<string, object?>(), new PageUse());
        foreach (var driver in site.Database.Get<IEnumerable<IContentDriver>>().Where(driver => driver.ContentType == item.ContentType))
            await driver.BuildAsync(display, Cancellation);
        return ((Dictionary<string, object?>)display.Properties, display.Use);
    }

    static List<string> Items(Dictionary<string, object?> properties) => properties.GetValueOrDefault("ReadNext") is IEnumerable<Dictionary<string, object?>> entries
        ? [.. entries.Select(entry => ((ContentItem)entry["Item"]!).ContentItemId)]
        : [];
}
