using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Fields;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Importing;

/// <summary>Which entry is which: the rules of docs/feeds.md, one after the other.</summary>
public sealed class IdentityTests
{
    const string Long = "Састанак министара спољних послова одржан је у Београду, а разговарало се о поплавама, мостовима и новом путу до мора.";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_new_guid_with_a_known_link_is_the_same_entry_changed(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        var outcome = await TwiceAsync(room, [Rss.Item("a", "First", "https://primer.example/1")], [Rss.Item("b", "First, put right", "https://www.primer.example/1/?utm_source=rss")]);
        (outcome.Stored.New, outcome.Stored.Duplicates, outcome.Stored.Renamed).ShouldBe((0, 1, 1), outcome.Message);
        (await room.NewsAsync(Cancellation)).ShouldHaveSingleItem().DisplayText.ShouldBe("First, put right");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_known_guid_with_a_new_link_is_the_same_entry_moved(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        var outcome = await TwiceAsync(room, [Rss.Item("a", "First", "https://primer.example/1")], [Rss.Item("a", "First", "https://primer.example/archive/1")]);
        (outcome.Stored.New, outcome.Stored.Updated).ShouldBe((0, 1), outcome.Message);
        (await room.NewsAsync(Cancellation)).ShouldHaveSingleItem().Field<LinkField>("NewsItem", "Link")!.Url.ShouldBe("https://primer.example/archive/1");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_guid_that_several_entries_of_a_feed_share_tells_them_apart_together_with_the_link(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        string[] items = [Rss.Item("same", "First", "https://primer.example/1"), Rss.Item("same", "Second", "https://primer.example/2")];
        var outcome = await TwiceAsync(room, items, [.. items, Rss.Item("same", "Third", "https://primer.example/3")]);
        outcome.Stored.New.ShouldBe(1, outcome.Message);
        (await room.NewsAsync(Cancellation)).Select(item => item.DisplayText).Order().ShouldBe(["First", "Second", "Third"]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_feed_that_gives_new_guids_each_time_is_known_by_links_from_the_second_time_on_and_says_so(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        string Feed(int time) => Rss.Channel([.. Enumerable.Range(1, 10).Select(number => Rss.Item($"{time}-{number}", $"Item {number}", $"https://primer.example/{number}"))]);
        var source = await room.AddSourceAsync("Restless", room.Server.Serve("/feed.xml", Feed(1)), Cancellation);
        await room.ImportAsync(source, Cancellation);
        (await room.StateAsync(source, Cancellation)).ByLink.ShouldBeFalse();
        room.Server.Serve("/feed.xml", Feed(2));
        await room.ImportAsync(source, Cancellation);
        (await room.StateAsync(source, Cancellation)).ByLink.ShouldBeTrue();

        room.Server.Serve("/feed.xml", Feed(3));
        await room.ImportAsync(source, Cancellation);
        var rows = await RowsAsync(room);
        room.Server.Serve("/feed.xml", Feed(4));
        await room.ImportAsync(source, Cancellation);
        (await RowsAsync(room)).ShouldBe(rows);
        (await room.NewsAsync(Cancellation)).Count.ShouldBe(10);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_same_text_of_the_same_site_under_another_guid_and_link_is_the_same_entry(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        var one = await room.AddSourceAsync("World", room.Server.Serve("/world.xml", Rss.Channel(Rss.Item("a", "Talks", "https://primer.example/world/talks", Long))), Cancellation);
        var two = await room.AddSourceAsync("Europe", room.Server.Serve("/europe.xml", Rss.Channel(Rss.Item("b", "Talks", "https://primer.example/europe/talks", Long))), Cancellation);
        var other = await room.AddSourceAsync("Elsewhere", room.Server.Serve("/other.xml", Rss.Channel(Rss.Item("c", "Talks", "https://drugi.example/talks", Long))), Cancellation);
        await room.ImportAsync(one, Cancellation);
        (await room.ImportAsync(two, Cancellation)).Stored.ShouldBe(new StoredEntries(New: 0, Updated: 0, KeptBeside: 0, Duplicates: 1));
        // Another publisher's reprint is an item of its own; a story brings the two together.
        (await room.ImportAsync(other, Cancellation)).Stored.New.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Entries_that_leave_the_feed_stay_on_the_site(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        await TwiceAsync(room, [Rss.Item("a", "First", "https://primer.example/1"), Rss.Item("b", "Second", "https://primer.example/2")], [Rss.Item("c", "Third", "https://primer.example/3")]);
        (await room.NewsAsync(Cancellation)).Count.ShouldBe(3);
    }

    static async Task<ImportOutcome> TwiceAsync(Newsroom room, string[] first, string[] second)
    {
        var source = await room.AddSourceAsync("Review", room.Server.Serve("/feed.xml", Rss.Channel(first)), Cancellation);
        (await room.ImportAsync(source, Cancellation)).Stored.New.ShouldBe(first.Length);
        room.Server.Serve("/feed.xml", Rss.Channel(second));
        return await room.ImportAsync(source, Cancellation);
    }

    static async Task<int> RowsAsync(Newsroom room)
    {
        await using var db = await room.Database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        return await db.Set<FeedEntryRecord>().CountAsync(Cancellation);
    }
}
