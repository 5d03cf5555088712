using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Tests.Importing;
using Portal.Site.Pages;
using Portal.Site.Shapes;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Widgets;

public sealed class WidgetTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_feed_box_shows_the_newest_of_its_sources_with_words_of_each()
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        var one = await room.AddSourceAsync("One", room.Server.Serve("/one.xml", Rss.Channel(
            Rss.Item("1", "Old", "https://primer.example/old", "Prva druga treća četvrta peta", "Tue, 03 Nov 2015 10:00:00 GMT"),
            Rss.Item("2", "New", "https://primer.example/new", "Prva druga treća četvrta peta", "Wed, 04 Nov 2015 10:00:00 GMT"))), Cancellation);
        var two = await room.AddSourceAsync("Two", room.Server.Serve("/two.xml", Rss.Channel(Rss.Item("3", "Other", "https://primer.example/other"))), Cancellation);
        await room.ImportAsync(one, Cancellation);
        await room.ImportAsync(two, Cancellation);

        var widget = new ContentItem { ContentItemId = "w", ContentType = "FeedWidget" };
        widget.Apply("FeedWidget", "Sources", new ContentPickerField([one]));
        widget.Apply("FeedWidget", "Count", new NumericField(5));
        widget.Apply("FeedWidget", "ExcerptWords", new NumericField(3));
        var (properties, use) = await BuildAsync(room, widget, "Detail");
        var entries = properties["Entries"].ShouldBeAssignableTo<IReadOnlyList<Dictionary<string, object?>>>()!;
        entries.Select(entry => entry["Title"]).ShouldBe(["New", "Old"]);
        entries[0]["Excerpt"].ShouldBe("Prva druga treća […]");
        entries[0]["Source"].ShouldBe("One");
        entries[0]["Url"].ShouldBe("/news/new");
        use.Tags.ShouldContain($"key:item:{one}");
    }

    [Fact]
    public async Task The_podcast_box_plays_the_newest_entry_with_sound_and_the_source_page_lists_its_news()
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        var source = await room.AddSourceAsync("Podcast", room.Server.Serve("/podcast.xml", """
            <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Podcast</title><link>https://primer.example/</link>
            <item><title>Episode</title><guid>1</guid><enclosure url="https://primer.example/1.mp3" type="audio/mpeg" length="5000000000"/><itunes:duration>1:02:03</itunes:duration></item>
            </channel></rss>
            """), Cancellation);
        await room.ImportAsync(source, Cancellation);
        var widget = new ContentItem { ContentItemId = "w", ContentType = "PodcastWidget" };
        widget.Apply("PodcastWidget", "Source", new ContentPickerField([source]));
        var (podcast, _) = await BuildAsync(room, widget, "Detail");
        (podcast["AudioUrl"], podcast["AudioType"], podcast["Minutes"]).ShouldBe(("https://primer.example/1.mp3", "audio/mpeg", 63));

        var (page, _) = await BuildAsync(room, (await room.Content.GetPublishedAsync(source, Cancellation))!, "Detail");
        page["Entries"].ShouldBeAssignableTo<IReadOnlyList<Dictionary<string, object?>>>()!.ShouldHaveSingleItem()["Title"].ShouldBe("Episode");
    }

    [Fact]
    public async Task The_stories_of_a_list_are_asked_for_once_however_many_of_its_items_are_drawn()
    {
        var log = new CountedStatements();
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation, configure: services => services.ConfigureDbContext<SqlitePortalDbContext>(options => options.AddInterceptors(log)));
        var source = await room.AddSourceAsync("One", room.Server.Serve("/one.xml", Rss.Channel([.. Enumerable.Range(1, 20).Select(number => Rss.Item($"{number}", $"News {number}", $"https://primer.example/{number}"))])), Cancellation);
        await room.ImportAsync(source, Cancellation);
        var news = await room.NewsAsync(Cancellation);
        news.Count.ShouldBe(20);
        var drivers = room.Database.Services.GetServices<IContentDriver>().Where(driver => driver.ContentType == "NewsItem").ToList();

        // Once for a single item, so that what is read only at the first time is read; then once more, and once for a list of twenty.
        await DrawAsync(news.Take(1));
        var one = await DrawAsync(news.Take(1));
        one.Count.ShouldBeGreaterThan(0);
        var all = await DrawAsync(news);
        all.Count.ShouldBe(one.Count);
        all.Use.Tags.ShouldContain($"key:item:{news[19].ContentItemId}");

        async Task<(int Count, PageUse Use)> DrawAsync(IEnumerable<ContentItem> list)
        {
            var use = new PageUse();
            use.Items(list);
            log.Count = 0;
            foreach (var item in list)
            {
                foreach (var driver in drivers)
                    await driver.BuildAsync(new(item, "Summary", null, new Dictionary<string, object?>(StringComparer.Ordinal), use), Cancellation);
            }
            return (log.Count, use);
        }
    }

    sealed class CountedStatements : DbCommandInterceptor
    {
        public int Count { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Count++;
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }

    static async Task<(Dictionary<string, object?> Properties, PageUse Use)> BuildAsync(Newsroom room, ContentItem item, string displayType)
    {
        var display = new ContentDisplay(item, displayType, null, new Dictionary<string, object?>(StringComparer.Ordinal), new PageUse());
        var drivers = (IEnumerable<IContentDriver>)room.Database.Services.GetService(typeof(IEnumerable<IContentDriver>))!;
        await drivers.Single(driver => driver.ContentType == item.ContentType).BuildAsync(display, Cancellation);
        return ((Dictionary<string, object?>)display.Properties, display.Use);
    }
}
