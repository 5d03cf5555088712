using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Fields;
using Portal.Content.Handlers;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Importing;

public sealed class ImportTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_second_fetch_adds_nothing_and_asks_with_the_validator_as_received(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        var url = room.Server.Serve("/feed.xml", Rss.Channel(
            Rss.Item("1", "Састанак министара", "https://primer.example/vest/1?utm_source=rss"), Rss.Item("2", "Ministarski sastanak", "https://primer.example/vest/2")));
        var source = await room.AddSourceAsync("Преглед", url, Cancellation, item =>
        {
            item.Apply("FeedSource", "Language", new TextField("sr"));
            item.Apply("FeedSource", "Topics", new TaxonomyField("topics", ["topic-multilateral"]));
        });

        var first = await room.ImportAsync(source, Cancellation);
        first.Stored.New.ShouldBe(2, first.Message);
        var second = await room.ImportAsync(source, Cancellation);
        second.State.ShouldBe(ImportState.Unchanged, second.Message);
        (await room.StateAsync(source, Cancellation)).Status.ShouldBe(304);

        var news = await room.NewsAsync(Cancellation);
        news.Count.ShouldBe(2);
        var item = news.Single(one => one.DisplayText == "Састанак министара");
        item.Field<LinkField>("NewsItem", "Link")!.Url.ShouldBe("https://primer.example/vest/1");
        item.Text("NewsItem", "Excerpt").ShouldBe("Састанак је одржан у Београду.");
        item.Text("NewsItem", "Language").ShouldBe("sr");
        item.Field<TaxonomyField>("NewsItem", "Topics")!.TermContentItemIds.ShouldBe(["topic-multilateral"]);
        item.PublishedUtc.ShouldBe(new DateTime(2015, 11, 24, 9, 0, 0, DateTimeKind.Utc));
        (await room.Content.ListPublishedAsync(new() { Types = ["NewsItem"], Keys = [$"item:{source}"] }, Cancellation)).Items.Count.ShouldBe(2);
        (await room.StateAsync(source, Cancellation)).LeaseUntilUtc.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_changed_entry_updates_its_item_and_never_an_editors_words(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        var url = room.Server.Serve("/feed.xml", Rss.Channel(Rss.Item("1", "Prva", "https://primer.example/1"), Rss.Item("2", "Druga", "https://primer.example/2")));
        var source = await room.AddSourceAsync("Pregled", url, Cancellation);
        await room.ImportAsync(source, Cancellation);
        var edited = (await room.NewsAsync(Cancellation)).Single(item => item.DisplayText == "Druga");
        await room.EditAsync(async (scope, ct) =>
        {
            edited.Apply(new TitlePart("Urednikov naslov"));
            edited.DisplayText = "Urednikov naslov";
            await scope.Content.PublishAsync(edited, ct);
        }, Cancellation);

        room.Server.Serve("/feed.xml", Rss.Channel(Rss.Item("1", "Prva, ispravljena", "https://primer.example/1"), Rss.Item("2", "Druga, ispravljena", "https://primer.example/2")));
        var outcome = await room.ImportAsync(source, Cancellation);

        outcome.Stored.ShouldBe(new StoredEntries(New: 0, Updated: 1, KeptBeside: 1, Duplicates: 0), outcome.Message);
        (await room.NewsAsync(Cancellation)).Select(item => item.DisplayText).Order().ShouldBe(["Prva, ispravljena", "Urednikov naslov"]);
        await using var db = await room.Database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        (await db.Set<FeedEntryRecord>().SingleAsync(row => row.ContentItemId == edited.ContentItemId, Cancellation)).NewerJson!.ShouldContain("Druga, ispravljena");
        (await db.ContentItems.CountAsync(row => row.ContentType == "NewsItem", Cancellation)).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_an_editor_hid_or_removed_stays_so(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        var url = room.Server.Serve("/feed.xml", Rss.Channel(Rss.Item("1", "Hidden", "https://primer.example/1"), Rss.Item("2", "Removed", "https://primer.example/2")));
        var source = await room.AddSourceAsync("Review", url, Cancellation);
        await room.ImportAsync(source, Cancellation);
        foreach (var item in await room.NewsAsync(Cancellation))
            await room.EditAsync((scope, ct) => item.DisplayText == "Hidden" ? scope.Content.UnpublishAsync(item.ContentItemId, ct) : scope.Content.RemoveAsync(item.ContentItemId, ct), Cancellation);

        room.Server.Serve("/feed.xml", Rss.Channel(Rss.Item("1", "Hidden, changed", "https://primer.example/1"), Rss.Item("2", "Removed, changed", "https://primer.example/2")));
        (await room.ImportAsync(source, Cancellation)).State.ShouldBe(ImportState.Imported);
        (await room.NewsAsync(Cancellation)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_same_link_from_two_sources_is_one_item(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        var one = await room.AddSourceAsync("One", room.Server.Serve("/one.xml", Rss.Channel(Rss.Item("a", "Talks", "http://www.primer.example/talks/?utm_medium=rss"))), Cancellation);
        var two = await room.AddSourceAsync("Two", room.Server.Serve("/two.xml", Rss.Channel(Rss.Item("b", "Talks again", "https://primer.example/talks#top"))), Cancellation);
        await room.ImportAsync(one, Cancellation);
        (await room.ImportAsync(two, Cancellation)).Stored.Duplicates.ShouldBe(1);
        (await room.NewsAsync(Cancellation)).ShouldHaveSingleItem().DisplayText.ShouldBe("Talks");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_import_that_breaks_off_leaves_nothing_and_the_next_one_brings_everything(DatabaseProvider provider)
    {
        var breaker = new Breaker();
        await using var room = await Newsroom.OpenAsync(provider, Cancellation, configure: services => services.AddSingleton<IContentHandler>(breaker));
        var url = room.Server.Serve("/feed.xml", Rss.Channel([.. Enumerable.Range(1, 20).Select(number => Rss.Item($"{number}", $"Item {number}", $"https://primer.example/{number}"))]));
        var source = await room.AddSourceAsync("Review", url, Cancellation);

        breaker.After = 10;
        var broken = await room.ImportAsync(source, Cancellation);
        broken.State.ShouldBe(ImportState.Failed);
        (await room.NewsAsync(Cancellation)).ShouldBeEmpty();
        var state = await room.StateAsync(source, Cancellation);
        (state.ETag, state.BodyHash, state.LeaseUntilUtc).ShouldBe((null, null, null));

        breaker.After = int.MaxValue;
        (await room.ImportAsync(source, Cancellation)).Stored.New.ShouldBe(20);
        (await room.NewsAsync(Cancellation)).Select(item => item.DisplayText).Distinct().Count().ShouldBe(20);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_importer_takes_up_a_new_source_at_once_and_gives_up_a_paused_one(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        await room.Database.StartAsync(Cancellation);
        var url = room.Server.Serve("/feed.xml", Rss.Channel(Rss.Item("1", "Talks", "https://primer.example/1")));
        var position = JournalPosition.Start;
        var source = await room.AddSourceAsync("Review", url, Cancellation);
        for (var found = false; !found;)
        {
            var entries = await room.Database.Get<JournalReader>().WaitAsync(position, 100, Cancellation);
            position = entries[^1].Position;
            found = entries.Any(entry => entry.ContentType == "NewsItem");
        }
        await room.Database.Get<FeedSources>().SetPausedAsync(source, paused: true, Newsroom.Editor, Cancellation);
        (await room.StateAsync(source, Cancellation)).Active.ShouldBeFalse();
    }

    sealed class Breaker : IContentHandler
    {
        int _stored;

        public int After { get; set; } = int.MaxValue;

        public ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken) =>
            stored.Item.ContentType == "NewsItem" && ++_stored > After ? throw new InvalidOperationException("The disk is full.") : ValueTask.CompletedTask;
    }
}
