using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Portal.Feeds.Retention;
using Portal.Feeds.Review;
using Portal.Feeds.Stories;
using Portal.Feeds.Tests.Importing;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Review;

public sealed class NewsDeskTests
{
    const string Event = "Министри спољних послова Србије и Мађарске потписали су у Београду споразум о културној сарадњи и отварању заједничког центра за дигиталну дипломатију.";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_list_of_many_is_read_page_by_page_and_narrowed(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        var items = Enumerable.Range(0, 130).Select(number => Rss.Item($"{number}", number == 7 ? "Амбасадор у посети" : $"Вест број {number}", $"https://primer.example/{number}", $"Текст {number}.")).ToArray();
        var held = await HeldAsync(room, "Held", items);
        await HeldAsync(room, "Other", Rss.Item("o", "Another one", "https://other.example/1", date: "Wed, 25 Nov 2015 10:00:00 +0100"));
        var queue = room.Database.Get<NewsQueue>();

        var first = await queue.ReadAsync(new(), null, Cancellation);
        first.Lines[0].Title.ShouldBe("Another one");
        var second = await queue.ReadAsync(new(), first.Next.ShouldNotBeNull(), Cancellation);
        second.Next.ShouldBeNull();
        first.Lines.Concat(second.Lines).Select(line => line.Id).Distinct(StringComparer.Ordinal).Count().ShouldBe(131);
        (await queue.CountAsync(new(), Cancellation)).ShouldBe(131);
        (await queue.CountAsync(new() { Source = held }, Cancellation)).ShouldBe(130);
        (await queue.ReadAsync(new() { Text = "ambasador" }, null, Cancellation)).Lines.ShouldHaveSingleItem().Title.ShouldBe("Амбасадор у посети");
        (await queue.CountAsync(new() { Days = 3 }, Cancellation)).ShouldBe(0);
        NewsFilter.Parse(new NewsFilter { State = NewsState.Hidden, Source = held, Text = "a & b", Days = 7 }.ToString()).ShouldBe(new() { State = NewsState.Hidden, Source = held, Text = "a & b", Days = 7 });
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Whatever_was_done_is_undone_exactly(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        await HeldAsync(room, "Held", Rss.Item("1", "First", "https://primer.example/1"), Rss.Item("2", "Second", "https://primer.example/2"));
        var actions = room.Database.Get<NewsActions>();
        string[] ids = [.. (await room.WaitingAsync(Cancellation)).Select(line => line.Id)];
        var before = await StateAsync(room, ids);

        (await actions.PublishAsync(Newsroom.Person, ids, Cancellation)).Done.ShouldBe(ids, ignoreOrder: true);
        (await room.NewsAsync(Cancellation)).Count.ShouldBe(2);
        (await actions.FeatureAsync(Newsroom.Person, [ids[0]], true, Cancellation)).Done.ShouldBe([ids[0]]);
        (await actions.DigestAsync(Newsroom.Person, ids, true, Cancellation)).Done.Count.ShouldBe(2);
        (await actions.DigestAsync(Newsroom.Person, ids, true, Cancellation)).Left.Count.ShouldBe(2);
        (await room.NewsAsync(Cancellation)).ShouldAllBe(one => NewsActions.IsForDigest(one));
        (await actions.DigestAsync(Newsroom.Person, [ids[1]], false, Cancellation)).Done.ShouldBe([ids[1]]);
        (await actions.UndoAsync(Newsroom.Person, Cancellation))!.Done.ShouldBe([ids[1]]);
        (await actions.UndoAsync(Newsroom.Person, Cancellation))!.Done.Count.ShouldBe(2);
        (await room.NewsAsync(Cancellation)).ShouldAllBe(one => !NewsActions.IsForDigest(one));
        (await actions.HideAsync(Newsroom.Person, ids, Cancellation)).Done.Count.ShouldBe(2);
        (await HiddenAsync(room)).Count.ShouldBe(2);
        var item = (await room.Content.GetLatestAsync(ids[1], Cancellation))!;
        item.DisplayText = "Written anew";
        item.Apply(new TitlePart("Written anew"));
        (await actions.SaveAsync(Newsroom.Person, item, publish: true, Cancellation)).Done.ShouldBe([ids[1]]);

        (await actions.UndoAsync(Newsroom.Person, Cancellation))!.Done.ShouldBe([ids[1]]);
        (await HiddenAsync(room)).Count.ShouldBe(2);
        (await actions.UndoAsync(Newsroom.Person, Cancellation))!.Done.Count.ShouldBe(2);
        (await room.NewsAsync(Cancellation)).Single(one => one.ContentItemId == ids[0]).Field<BooleanField>("NewsItem", "Pinned")!.Value.ShouldBeTrue();
        await actions.UndoAsync(Newsroom.Person, Cancellation);
        (await room.NewsAsync(Cancellation)).ShouldAllBe(one => !NewsActions.IsFeatured(one));
        (await actions.UndoAsync(Newsroom.Person, Cancellation))!.Left.ShouldBeEmpty();
        (await room.NewsAsync(Cancellation)).ShouldBeEmpty();
        (await StateAsync(room, ids)).ShouldBe(before);
        (await actions.UndoAsync(Newsroom.Person, Cancellation)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_somebody_else_touched_since_is_not_undone_and_nobody_overwrites_another(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        await HeldAsync(room, "Held", Rss.Item("1", "First", "https://primer.example/1"));
        var actions = room.Database.Get<NewsActions>();
        var id = (await room.WaitingAsync(Cancellation)).ShouldHaveSingleItem().Id;
        var read = (await room.Content.GetLatestAsync(id, Cancellation))!;
        await actions.PublishAsync(Newsroom.Person, [id], Cancellation);
        await room.EditAsync(async (scope, ct) =>
        {
            var item = (await scope.Content.GetLatestAsync(id, ct))!;
            item.Apply("NewsItem", "Excerpt", new TextField("Another editor's words"));
            await scope.Content.PublishAsync(item, ct);
        }, Cancellation);
        await Should.ThrowAsync<ContentConflictException>(() => actions.SaveAsync(Newsroom.Person, read, publish: false, Cancellation));
        (await actions.UndoAsync(Newsroom.Person, Cancellation))!.Left.ShouldBe([id]);
        (await room.NewsAsync(Cancellation)).ShouldHaveSingleItem().Text("NewsItem", "Excerpt").ShouldBe("Another editor's words");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_waits_stands_with_its_story_and_is_moved_between_stories(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        var now = room.Database.Get<TimeProvider>().GetUtcNow().ToString("r", System.Globalization.CultureInfo.InvariantCulture);
        await HeldAsync(room, "One", Rss.Item("1", "Споразум о културној сарадњи Србије и Мађарске", "https://one.example/1", Event, now));
        await HeldAsync(room, "Two", Rss.Item("2", "Србија и Мађарска: споразум о културној сарадњи", "https://two.example/2", Event + " Центар ће радити од јесени.", now), Rss.Item("3", "Време сутра", "https://two.example/3", "Кишовито и хладно у већем делу земље.", now));
        await room.TellStoriesAsync(Cancellation);
        var lines = await room.WaitingAsync(Cancellation);
        var together = lines.Where(line => line.StoryId is not null).ToList();
        together.Count.ShouldBe(2);
        together.Select(line => line.StoryId).Distinct().ShouldHaveSingleItem();
        var other = lines.Single(line => line.StoryId is null);

        var actions = room.Database.Get<NewsActions>();
        (await actions.MoveAsync(Newsroom.Person, [other.Id], together[0].StoryId, Cancellation)).Done.ShouldBe([other.Id]);
        (await room.WaitingAsync(Cancellation)).ShouldAllBe(line => line.StoryId == together[0].StoryId);
        await actions.UndoAsync(Newsroom.Person, Cancellation);
        (await room.WaitingAsync(Cancellation)).Single(line => line.Id == other.Id).StoryId.ShouldBeNull();

        // The story is shown once visitors see the news of two sources, and holds what is shown.
        await actions.PublishAsync(Newsroom.Person, [.. together.Select(line => line.Id)], Cancellation);
        await room.TellStoriesAsync(Cancellation);
        var story = new Story((await room.Content.ListPublishedAsync(new() { Types = ["Story"], Count = 10 }, Cancellation)).Items.ShouldHaveSingleItem());
        story.Items.ShouldBe(together.Select(line => line.Id), ignoreOrder: true);
        await actions.MoveAsync(Newsroom.Person, [together[0].Id], null, Cancellation);
        await room.TellStoriesAsync(Cancellation);
        (await room.Content.ListPublishedAsync(new() { Types = ["Story"], Count = 10 }, Cancellation)).Items.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_view_belongs_to_one_person_and_goes_with_the_person(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        var views = room.Database.Get<NewsViews>();
        await room.EditAsync(async (scope, ct) =>
        {
            scope.Db.Users.Add(new() { Id = "1", UserName = "milica" });
            scope.Db.Users.Add(new() { Id = "2", UserName = "ana" });
            await scope.Db.SaveChangesAsync(ct);
        }, Cancellation);
        var (milica, ana) = (Newsroom.Editor, new ContentActor("2", "ana"));
        (await views.SaveAsync(milica, " Hungary ", new() { Text = "Мађарска" }, Cancellation)).ShouldBeTrue();
        (await views.SaveAsync(milica, "Hungary", new() { Text = "Мађарска", Days = 3 }, Cancellation)).ShouldBeTrue();
        (await views.SaveAsync(ana, "Hungary", new() { State = NewsState.Hidden }, Cancellation)).ShouldBeTrue();
        (await views.SaveAsync(milica, " ", new(), Cancellation)).ShouldBeFalse();
        (await views.SaveAsync(ContentActor.System, "Nobody's", new(), Cancellation)).ShouldBeFalse();
        var view = (await views.ListAsync("1", Cancellation)).ShouldHaveSingleItem();
        (view.Name, NewsFilter.Parse(view.Query)).ShouldBe(("Hungary", new() { Text = "Мађарска", Days = 3 }));
        await views.RemoveAsync(ana, view.Id, Cancellation);
        (await views.ListAsync("1", Cancellation)).ShouldHaveSingleItem();
        for (var number = 1; number < NewsViews.Most; number++)
            (await views.SaveAsync(milica, $"View {number}", new(), Cancellation)).ShouldBeTrue();
        (await views.SaveAsync(milica, "One too many", new(), Cancellation)).ShouldBeFalse();

        await room.Database.Get<RetentionService>().TurnAsync(Cancellation);
        (await views.ListAsync("1", Cancellation)).Count.ShouldBe(NewsViews.Most);
        await room.EditAsync((scope, ct) => scope.Db.Users.Where(user => user.Id == "1").ExecuteDeleteAsync(ct), Cancellation);
        await views.SweepAsync(Cancellation);
        (await views.ListAsync("1", Cancellation)).ShouldBeEmpty();
        (await views.ListAsync("2", Cancellation)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_article_about_it_names_and_links_the_source_and_quotes_within_limits()
    {
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation);
        await HeldAsync(room, "The <Source>", Rss.Item("1", "First & foremost", "https://primer.example/1?a=1", string.Join(' ', Enumerable.Range(1, 300).Select(number => $"word{number}"))));
        var id = (await room.WaitingAsync(Cancellation)).ShouldHaveSingleItem().Id;
        var article = (await room.Content.GetLatestAsync((await room.Database.Get<QuotedArticles>().BeginAsync(Newsroom.Person, id, Cancellation)).ShouldNotBeNull(), Cancellation)).ShouldNotBeNull();
        (article.ContentType, article.Published, article.DisplayText).ShouldBe(("Article", false, "First & foremost"));
        var html = article.As<HtmlBodyPart>()!.Html!;
        html.ShouldContain("<a href=\"https://primer.example/1?a=1\">First &amp; foremost</a>, The &lt;Source&gt;");
        html.ShouldContain("<blockquote cite=\"https://primer.example/1?a=1\"><p>word1 ");
        HtmlText.FromHtml(html).ShouldContain("word60");
        html.ShouldNotContain("word61");
    }

    static async Task<string> HeldAsync(Newsroom room, string title, params string[] items)
    {
        var source = await room.AddSourceAsync(title, room.Server.Serve($"/{Guid.NewGuid():N}.xml", Rss.Channel(items)), Cancellation, item => item.Apply("FeedSource", "Held", new BooleanField(true)));
        (await room.ImportAsync(source, Cancellation)).Stored.Held.ShouldBe(items.Length);
        return source;
    }

    static async Task<IReadOnlyList<NewsLine>> HiddenAsync(Newsroom room) =>
        (await room.Database.Get<NewsQueue>().ReadAsync(new() { State = NewsState.Hidden }, null, Cancellation)).Lines;

    // All that is stored of the items but the counts of stores.
    static async Task<string> StateAsync(Newsroom room, string[] ids)
    {
        await using var db = await room.Database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        var items = await db.ContentItems.AsNoTracking().Where(row => ids.Contains(row.ContentItemId)).OrderBy(row => row.ContentItemId).ToListAsync(Cancellation);
        var held = await db.Set<HeldNews>().AsNoTracking().OrderBy(row => row.ContentItemId).ToListAsync(Cancellation);
        return string.Join('\n', items.Select(row => $"{row.ContentItemId} {row.ContentItemVersionId} {row.Latest} {row.Published} {row.DisplayText} {row.PublishedUtc:o} {row.ModifiedUtc:o} {row.Author} {row.Json}")
            .Concat(held.Select(row => $"{row.ContentItemId} {row.SourceId} {row.HeldUtc:o} {row.PublishedUtc:o} {row.Language} {row.Hidden}")));
    }
}
