using Portal.Content.Storage;
using Portal.Feeds.Discovery;
using Portal.Feeds.Sources;
using Portal.Feeds.Tests.Importing;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Discovery;

public sealed class FeedDiscoveryTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Feeds_are_found_at_the_address_in_the_page_and_where_they_usually_stand()
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        var discovery = room.Database.Get<FeedDiscovery>();
        var feed = room.Server.Serve("/news.xml", Rss.Channel(Rss.Item("1", "Састанак", "https://primer.example/1")));
        var page = room.Server.Serve("/", """<html><head><link rel="alternate" type="application/rss+xml" href="news.xml"><link rel="alternate" type="application/rss+xml" href="/gone.xml"></head></html>""", "text/html");
        var bare = room.Server.Serve("/bare", "<html><body>Nothing declared</body></html>", "text/html");
        room.Server.Serve("/rss.xml", Rss.Channel());

        (await discovery.FindAsync(feed, Cancellation)).ShouldHaveSingleItem().Latest.ShouldBe(["Састанак"]);
        (await discovery.FindAsync(page, Cancellation)).ShouldHaveSingleItem().Url.ShouldBe(feed);
        (await discovery.FindAsync(bare, Cancellation)).ShouldHaveSingleItem().Url.ShouldEndWith("/rss.xml");
    }

    [Fact]
    public async Task A_feed_that_was_found_is_added_once_and_paused_and_taken_away()
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        var url = room.Server.Serve("/news.xml", Rss.Channel(Rss.Item("1", "Talks", "https://primer.example/1")));
        var found = (await room.Database.Get<FeedDiscovery>().FindAsync(url, Cancellation))[0];
        var sources = room.Database.Get<FeedSources>();
        var added = await sources.AddAsync(found, Newsroom.Editor, Cancellation);
        (await sources.AddAsync(found, Newsroom.Editor, Cancellation)).Id.ShouldBe(added.Id);
        await room.ImportAsync(added.Id, Cancellation);

        await sources.SetPausedAsync(added.Id, paused: true, Newsroom.Editor, Cancellation);
        (await room.StateAsync(added.Id, Cancellation)).Active.ShouldBeFalse();
        await sources.SetPausedAsync(added.Id, paused: false, Newsroom.Editor, Cancellation);
        (await room.StateAsync(added.Id, Cancellation)).Active.ShouldBeTrue();
        await sources.RemoveAsync(added.Id, Newsroom.Editor, Cancellation);
        (await sources.ListAsync(Cancellation)).ShouldBeEmpty();
        (await room.StateAsync(added.Id, Cancellation)).Active.ShouldBeFalse();
        (await room.NewsAsync(Cancellation)).ShouldHaveSingleItem();
    }
}
