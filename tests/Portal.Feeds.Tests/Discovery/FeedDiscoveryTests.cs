using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Storage;
using Portal.Feeds.Discovery;
using Portal.Feeds.Fetching;
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

    [Theory]
    [InlineData("http://www.youtube.com/channel/UC123", "/feeds/videos.xml", "channel_id=UC123")]
    [InlineData("http://www.youtube.com/playlist?list=PL9", "/feeds/videos.xml", "playlist_id=PL9")]
    [InlineData("http://www.reddit.com/r/diplomacy/", "/r/diplomacy/.rss", "")]
    [InlineData("http://github.com/owner/project", "/owner/project/releases.atom", "")]
    [InlineData("http://mastodon.example/@ambassador", "/@ambassador.rss", "")]
    [InlineData("http://medium.com/@author", "/feed/@author", "")]
    [InlineData("http://letters.substack.com/p/one", "/feed", "")]
    [InlineData("http://bsky.app/profile/mfa.example", "/profile/mfa.example/rss", "")]
    public async Task The_feeds_of_well_known_platforms_are_found_even_if_their_pages_are_closed_to_programs(string address, string path, string query)
    {
        var port = 0;
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation,
            configure: services => services.AddSingleton<FindServer>((_, _, _) => Task.FromResult<IReadOnlyList<IPEndPoint>>([new(IPAddress.Loopback, port)])),
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Portal:Feeds:HostPauseMilliseconds"] = "0" });
        port = new Uri(room.Server.Address).Port;
        var asked = "";
        room.Server.Serve(path, http =>
        {
            asked = http.Request.QueryString.Value;
            return http.Response.WriteAsync(Rss.Channel(Rss.Item("1", "Разговори", "https://primer.example/1")), Cancellation);
        });
        var found = (await room.Database.Get<FeedDiscovery>().FindAsync(address, Cancellation)).ShouldHaveSingleItem();
        found.Url.ShouldBe($"http://{new Uri(address).Host}{path}{(query.Length > 0 ? "?" + query : "")}");
        (found.Entries, found.Format, found.Newest).ShouldBe((1, "rss-2.0", new DateTime(2015, 11, 24, 9, 0, 0, DateTimeKind.Utc)));
        asked.ShouldBe(query.Length > 0 ? "?" + query : "");
    }

    [Fact]
    public async Task All_feeds_of_a_page_are_shown_those_of_comments_last_and_links_in_the_text_where_nothing_is_declared()
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        var comments = room.Server.Serve("/comments/feed/", Rss.Channel());
        var news = room.Server.Serve("/feed/", Rss.Channel(Rss.Item("1", "Talks", "https://primer.example/1")));
        var page = room.Server.Serve("/", """<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/"><link rel="alternate" type="application/rss+xml" href="/feed/"><link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1">""", "text/html");
        var linked = room.Server.Serve("/links", """<p><a href="/other">Other</a> <a href="/feed/">RSS</a></p>""", "text/html");
        var discovery = room.Database.Get<FeedDiscovery>();
        (await discovery.FindAsync(page, Cancellation)).Select(feed => feed.Url).ShouldBe([news, comments]);
        (await discovery.FindAsync(linked, Cancellation)).ShouldHaveSingleItem().Url.ShouldBe(news);
        room.Server.Requests.ShouldNotContain("/wp-json/wp/v2/pages/1");
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
