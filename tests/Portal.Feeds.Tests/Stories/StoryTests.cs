using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Redirection;
using Portal.Content.Storage;
using Portal.Feeds.Stories;
using Portal.Feeds.Tests.Importing;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Stories;

/// <summary>How stories come to be, grow, and follow what editors decide.</summary>
public sealed class StoryTests
{
    static readonly DateTime Now = new(2026, 11, 3, 12, 0, 0, DateTimeKind.Utc);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_story_begins_with_the_second_source_and_takes_in_the_third(DatabaseProvider provider)
    {
        await using var room = await OpenAsync(provider);
        var first = await PublishAsync(room, Bridge("one", 0, "Most na Dunavu dobija treću traku"));
        await PublishAsync(room, Bridge("one", 1, "Most na Dunavu dobiće treću traku"));
        (await room.StoriesAsync(Cancellation)).ShouldBeEmpty();
        await PublishAsync(room, Bridge("two", 2, "Мост на Дунаву добија трећу траку"));
        var story = (await room.StoriesAsync(Cancellation)).ShouldHaveSingleItem();
        (story.Sources, story.Items.Count, story.Title).ShouldBe((2, 3, "Most na Dunavu dobija treću traku"));
        story.Items[0].ShouldBe(first);
        story.Path.ShouldBe("/stories/most-na-dunavu-dobija-trecu-traku");

        var late = await PublishAsync(room, Bridge("three", 20, "Treća traka na mostu preko Dunava"));
        var grown = (await room.StoriesAsync(Cancellation)).ShouldHaveSingleItem();
        (grown.Id, grown.Sources, grown.Title, grown.Path).ShouldBe((story.Id, 3, story.Title, story.Path));
        grown.Items.ShouldContain(late);
        grown.Item.PublishedUtc.ShouldBe(Now.AddHours(20));
        // A page of the item finds its story by a list key, as any list does.
        (await room.Content.ListPublishedAsync(new() { Types = ["Story"], Keys = [$"item:{late}"] }, Cancellation)).Items.ShouldHaveSingleItem().ContentItemId.ShouldBe(story.Id);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_journal_read_again_from_any_place_makes_nothing_twice(DatabaseProvider provider)
    {
        await using var room = await OpenAsync(provider);
        await PublishAsync(room, Bridge("one", 0, "Most na Dunavu dobija treću traku"));
        await PublishAsync(room, Bridge("two", 1, "Мост на Дунаву добија трећу траку"));
        var before = await room.StoriesAsync(Cancellation);
        await room.Database.Get<UnitOfWork>().RunAsync(WriteTurn.Background, ContentActor.System, (scope, ct) =>
            scope.Db.Set<Portal.Feeds.Jobs.FeedJob>().ExecuteUpdateAsync(set => set.SetProperty(row => row.Position, ""), ct), Cancellation);
        await room.TellStoriesAsync(Cancellation);
        var after = (await room.StoriesAsync(Cancellation)).ShouldHaveSingleItem();
        (after.Id, after.Items.Count, after.Item.Stamp).ShouldBe((before[0].Id, 2, before[0].Item.Stamp));
        await using var db = await DbAsync(room);
        (await db.Set<StoryItem>().CountAsync(Cancellation)).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_editors_title_stays_and_what_was_taken_out_never_comes_back(DatabaseProvider provider)
    {
        await using var room = await OpenAsync(provider);
        await PublishAsync(room, Bridge("one", 0, "Most na Dunavu dobija treću traku"));
        var wrong = await PublishAsync(room, Bridge("two", 1, "Мост на Дунаву добија трећу траку"));
        await PublishAsync(room, Bridge("three", 2, "Treća traka na mostu na Dunavu"));
        var story = (await room.StoriesAsync(Cancellation)).ShouldHaveSingleItem();
        await room.EditAsync(async (scope, ct) =>
        {
            var item = (await scope.Content.GetLatestAsync(story.Id, ct))!;
            item.DisplayText = "Sve o mostu";
            item.Apply(new TitlePart("Sve o mostu"));
            await scope.Content.PublishAsync(item, ct);
        }, Cancellation);
        await room.Database.Get<StoryActions>().SplitOffAsync(story.Id, wrong, Newsroom.Editor, Cancellation);
        await room.TellStoriesAsync(Cancellation);

        // The item is told anew, and more comes in.
        await room.EditAsync(async (scope, ct) => await scope.Content.PublishAsync((await scope.Content.GetLatestAsync(wrong, ct))!, ct), Cancellation);
        await PublishAsync(room, Bridge("four", 3, "Most na Dunavu: treća traka"));
        var now = (await room.StoriesAsync(Cancellation)).Single(one => one.Id == story.Id);
        (now.Title, now.Sources).ShouldBe(("Sve o mostu", 3));
        now.Items.ShouldNotContain(wrong);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Merged_stories_stay_merged_and_the_old_address_leads_to_the_new_one(DatabaseProvider provider)
    {
        await using var room = await OpenAsync(provider);
        await PublishAsync(room, Bridge("one", 0, "Most na Dunavu dobija treću traku"));
        await PublishAsync(room, Bridge("two", 1, "Мост на Дунаву добија трећу траку"));
        await PublishAsync(room, Fish("one", 2, "Tonga accepts the treaty on fisheries subsidies"));
        await PublishAsync(room, Fish("two", 3, "Treaty on fisheries subsidies accepted by Tonga"));
        var stories = await room.StoriesAsync(Cancellation);
        stories.Count.ShouldBe(2);
        (await room.Database.Get<StoryActions>().MergeAsync(stories[1].Id, [stories[0].Id, stories[1].Id], Newsroom.Editor, Cancellation)).ShouldBeTrue();
        await PublishAsync(room, Fish("three", 4, "Tonga accepts treaty on fisheries subsidies"));
        var merged = (await room.StoriesAsync(Cancellation)).ShouldHaveSingleItem();
        (merged.Id, merged.Items.Count, merged.Sources).ShouldBe((stories[1].Id, 5, 3));
        (await room.Database.Get<RedirectReader>().FindAsync(stories[0].Path.Trim('/'), Cancellation)).ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_story_that_an_editor_took_away_is_not_made_again(DatabaseProvider provider)
    {
        await using var room = await OpenAsync(provider);
        await PublishAsync(room, Bridge("one", 0, "Most na Dunavu dobija treću traku"));
        await PublishAsync(room, Bridge("two", 1, "Мост на Дунаву добија трећу траку"));
        var story = (await room.StoriesAsync(Cancellation))[0];
        await room.EditAsync((scope, ct) => scope.Content.RemoveAsync(story.Id, ct), Cancellation);
        await PublishAsync(room, Bridge("three", 2, "Treća traka na mostu na Dunavu"));
        (await room.StoriesAsync(Cancellation)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_story_ends_when_one_source_is_left(DatabaseProvider provider)
    {
        await using var room = await OpenAsync(provider);
        await PublishAsync(room, Bridge("one", 0, "Most na Dunavu dobija treću traku"));
        var hidden = await PublishAsync(room, Bridge("two", 1, "Мост на Дунаву добија трећу траку"));
        (await room.StoriesAsync(Cancellation)).Count.ShouldBe(1);
        await room.EditAsync((scope, ct) => scope.Content.UnpublishAsync(hidden, ct), Cancellation);
        await room.TellStoriesAsync(Cancellation);
        (await room.StoriesAsync(Cancellation)).ShouldBeEmpty();
        await PublishAsync(room, Bridge("three", 2, "Treća traka na mostu na Dunavu"));
        (await room.StoriesAsync(Cancellation)).ShouldHaveSingleItem().Sources.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_editor_makes_a_story_of_what_nobody_would_find(DatabaseProvider provider)
    {
        await using var room = await OpenAsync(provider);
        var old = await PublishAsync(room, Bridge("one", -24 * 60, "Most na Dunavu dobija treću traku"));
        var other = await PublishAsync(room, Fish("two", 0, "Tonga accepts the treaty on fisheries subsidies"));
        var id = await room.Database.Get<StoryActions>().CreateAsync("Voda", [old, other], Newsroom.Editor, Cancellation);
        await room.TellStoriesAsync(Cancellation);
        var story = (await room.StoriesAsync(Cancellation)).ShouldHaveSingleItem();
        (story.Id, story.Title, story.Sources, story.Items.Count).ShouldBe((id, "Voda", 2, 2));
    }

    [Fact]
    public async Task Only_one_node_tells_stories_at_a_time()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(Now));
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation, time: time);
        var mine = room.Database.Get<Portal.Feeds.Jobs.FeedJobs>();
        var others = ActivatorUtilities.CreateInstance<Portal.Feeds.Jobs.FeedJobs>(room.Database.Services);
        (await mine.TakeAsync("x", Cancellation)).ShouldNotBeNull();
        (await others.TakeAsync("x", Cancellation)).ShouldBeNull();
        time.Advance(Portal.Feeds.Jobs.FeedJobs.Lease + TimeSpan.FromSeconds(1));
        (await others.TakeAsync("x", Cancellation)).ShouldNotBeNull();
        // What the first one still wanted to store is refused.
        (await room.Database.Get<UnitOfWork>().RunAsync(WriteTurn.Background, ContentActor.System, (scope, ct) => mine.AdvanceAsync(scope, "x", new(0, 5), ct), Cancellation)).ShouldBeFalse();
    }

    static async Task<Newsroom> OpenAsync(DatabaseProvider provider) =>
        await Newsroom.OpenAsync(provider, Cancellation, time: new FakeTimeProvider(new DateTimeOffset(Now.AddDays(1))));

    static async Task<string> PublishAsync(Newsroom room, Report report)
    {
        var id = (await room.PublishNewsAsync([report], Cancellation))[0];
        await room.TellStoriesAsync(Cancellation);
        return id;
    }

    static Report Bridge(string source, double hours, string title) => new(ContentIdentity.Of(source), title[0] > 'Ѐ' ? "sr-Cyrl" : "sr-Latn", Now.AddHours(hours), title,
        title[0] > 'Ѐ' ? "Мост на Дунаву код Смедерева добија трећу траку, вредност радова је деведесет милиона евра." : "Most na Dunavu kod Smedereva dobija treću traku, vrednost radova je devedeset miliona evra.");

    static Report Fish(string source, double hours, string title) => new(ContentIdentity.Of(source), "en", Now.AddHours(hours), title, "Tonga was the last member to accept the treaty against harmful fisheries subsidies, which thereby entered into force.");

    static Task<PortalDbContext> DbAsync(Newsroom room) => room.Database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
}
