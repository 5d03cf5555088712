using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Queries;
using Portal.Content.Storage;
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Indexing;

/// <summary>Stories, names and saved searches through the journal.</summary>
public sealed class StoryNoteTests
{
    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Providers))]
    public async Task Reports_on_one_event_are_one_hit_as_the_story_is_now(DatabaseProvider provider)
    {
        await using var site = await SearchSite.CreateAsync(provider);
        await site.StartAsync();
        var reports = new List<ContentItem>();
        foreach (var number in Enumerable.Range(0, 7))
            reports.Add(await site.PublishAsync($"Earthquake report {number}", "<p>Of the earthquake.</p>", "NewsItem"));
        await SearchSite.UntilAsync(() => site.Found("earthquake").Count == 7);
        Grouped(site).ShouldBe([0, 0, 0, 0, 0, 0, 0]);

        var first = await StoryAsync(site, null, reports.Take(3));
        await SearchSite.UntilAsync(() => Grouped(site).SequenceEqual([2, 0, 0, 0, 0]));
        var second = await StoryAsync(site, null, reports.Skip(3));
        await SearchSite.UntilAsync(() => Grouped(site).SequenceEqual([3, 2]));
        var result = site.Database.Get<SiteSearch>().Search(new() { Query = "earthquake", Grouped = true });
        result.Total.ShouldBe(2);
        result.Hits[0].Story!.Path.ShouldStartWith("stories/");
        site.Database.Get<LiveIndex>().TryRead(SearchIndex.Count, out var documents).ShouldBeTrue();
        documents.ShouldBe(7);

        // They merge: one takes the members of the other, which goes.
        await StoryAsync(site, first, reports);
        await site.WriteAsync((scope, ct) => scope.Content.RemoveAsync(second.ContentItemId, ct));
        await SearchSite.UntilAsync(() => Grouped(site).SequenceEqual([6]));
        site.Database.Get<SiteSearch>().Search(new() { Query = "earthquake", Grouped = true }).Hits[0].Story!.Others.Count.ShouldBe(StoryGroup.Shown);
        // It splits again, and at last there is none.
        await StoryAsync(site, first, reports.Take(2));
        await SearchSite.UntilAsync(() => Grouped(site).SequenceEqual([1, 0, 0, 0, 0, 0]));
        await site.WriteAsync((scope, ct) => scope.Content.RemoveAsync(first.ContentItemId, ct));
        await SearchSite.UntilAsync(() => Grouped(site).All(others => others == 0));
        site.Found("-nothing").Count.ShouldBe(7);
    }

    [Fact]
    public async Task Stories_and_names_are_in_an_index_that_is_built_anew_and_names_follow_changes()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        var one = await site.PublishAsync("Flood one", "<p>flood</p>", "NewsItem");
        var two = await site.PublishAsync("Flood two", "<p>flood</p>", "NewsItem");
        await StoryAsync(site, null, [one, two]);
        await site.WriteAsync(async (scope, ct) =>
        {
            var taxonomy = scope.Content.New("Taxonomy");
            taxonomy.Content["TaxonomyPart"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "TermContentType": "Topic", "Terms": [ { "ContentItemId": "term1", "ContentType": "Topic", "DisplayText": "Елементарне непогоде" } ] }""");
            await scope.Content.PublishAsync(taxonomy, ct);
        });
        await site.StartAsync();
        await SearchSite.UntilAsync(() => Grouped(site, "flood").SequenceEqual([1]));
        site.Found("topic:\"elementarne nepogode\"").Count.ShouldBe(2);
        site.Found("topic:nepogode flood").Count.ShouldBe(2);
    }

    [Fact]
    public async Task Saved_searches_tell_what_is_new_and_nothing_while_there_is_no_index()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        var search = site.Database.Get<IContentSearch>();
        (await search.FindAsync("q=treaty", null, 10, Cancellation)).ShouldBeNull();
        await site.StartAsync();
        var item = await site.PublishAsync("Treaty signed", "<p>In Geneva.</p>");
        await site.PublishAsync("About", "<p>Of treaties in general</p>", "Page");
        await SearchSite.UntilAsync(() => site.Found("treaty").Count == 2);
        (await search.FindAsync("?q=treaty&type=posts", null, 10, Cancellation)).ShouldBe([item.ContentItemId]);
        (await search.FindAsync("q=treaty", item.PublishedUtc!.Value.AddMinutes(1), 10, Cancellation)).ShouldBeEmpty();
        (await search.FindAsync("q=treatty", null, 10, Cancellation)).ShouldBeEmpty();
        (await search.FindAsync("", null, 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_item_is_shown_with_others_like_it_and_not_with_its_own_story()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        await site.StartAsync();
        var item = await site.PublishAsync("Grain corridor in the Black Sea", "<p>The grain corridor through the Black Sea is open again.</p>");
        var same = await site.PublishAsync("Black Sea grain corridor reopened", "<p>The grain corridor through the Black Sea is open again, they say.</p>");
        var like = await site.PublishAsync("Grain exports", "<p>Grain leaves the ports of the Black Sea by another corridor.</p>");
        await site.PublishAsync("Opera ball", "<p>In Vienna they dance.</p>");
        await site.PublishAsync("Chess", "<p>A tournament of chess in Belgrade.</p>");
        await StoryAsync(site, null, [item, same]);
        var search = site.Database.Get<SiteSearch>();
        await SearchSite.UntilAsync(() => site.Found("chess").Count == 1 && Grouped(site, "corridor").Any(others => others == 1));
        (await search.LikeAsync(item.ContentItemId, 5, Cancellation)).Select(document => document.Id).ShouldBe([like.ContentItemId]);
        (await search.LikeAsync("nothing", 5, Cancellation)).ShouldBeEmpty();
    }

    static List<int> Grouped(SearchSite site, string query = "earthquake") =>
        [.. site.Database.Get<SiteSearch>().Search(new() { Query = query, Grouped = true, PageSize = 100 }).Hits.Select(hit => hit.Story?.OtherCount ?? 0).OrderDescending()];

    static Task<ContentItem> StoryAsync(SearchSite site, ContentItem? story, IEnumerable<ContentItem> members) =>
        site.Database.Get<UnitOfWork>().RunAsync(WriteTurn.Background, ContentActor.System, async (scope, ct) =>
        {
            var item = story is null ? scope.Content.New("Story") : (await scope.Content.GetLatestAsync(story.ContentItemId, ct))!;
            item.Apply(new TitlePart("An event"));
            item.Apply(new AutoroutePart($"stories/{item.ContentItemId}"));
            item.Apply("Story", "Items", new ContentPickerField([.. members.Select(member => member.ContentItemId)]));
            await scope.Content.PublishAsync(item, ct);
            return item;
        }, Cancellation);
}
