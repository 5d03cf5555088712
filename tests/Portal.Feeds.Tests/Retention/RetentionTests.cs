using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Content.Audit;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Feeds.Retention;
using Portal.Feeds.Rules;
using Portal.Feeds.Tests.Importing;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Retention;

public sealed class RetentionTests
{
    static readonly DateTime Now = new(2026, 11, 3, 2, 30, 0, DateTimeKind.Utc);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Old_news_goes_and_what_somebody_points_to_stays(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation, time: new FakeTimeProvider(new DateTimeOffset(Now)));
        var source = await room.AddSourceAsync("Review", "https://primer.example/feed", Cancellation, item => item.Apply("FeedSource", "KeepDays", new NumericField(30)));
        var ids = await room.PublishNewsAsync([.. new[] { "plain", "pinned", "edited", "cited", "chosen", "young" }.Select((title, index) =>
            new Report(source, "en", Now.AddDays(title == "young" ? -10 : -40 - index), title, "Text of this item."))], Cancellation);
        await room.EditAsync(async (scope, ct) =>
        {
            async Task<ContentItem> Item(int index) => (await scope.Content.GetLatestAsync(ids[index], ct))!;
            var edited = await Item(2);
            edited.Apply(new TitlePart("edited by hand"));
            await scope.Content.PublishAsync(edited, ct);
            var article = scope.Content.New("Article");
            article.Apply(new TitlePart("Article"));
            article.Apply(new HtmlBodyPart("""<p>See <a href="/news/cited">what was said</a>.</p>"""));
            await scope.Content.PublishAsync(article, ct);
            var story = scope.Content.New("Story");
            story.Apply(new TitlePart("Story"));
            story.Apply("Story", "Items", new ContentPickerField([ids[4]]));
            await scope.Content.PublishAsync(story, ct);
        }, Cancellation);
        await room.Database.Get<UnitOfWork>().RunAsync(WriteTurn.Background, Portal.Feeds.Importing.FeedActor.Actor, async (scope, ct) =>
        {
            var pinned = (await scope.Content.GetLatestAsync(ids[1], ct))!;
            pinned.Apply("NewsItem", "Pinned", new BooleanField(true));
            await scope.Content.PublishAsync(pinned, ct);
        }, Cancellation);

        (await room.Database.Get<NewsRetention>().RunAsync(Cancellation)).ShouldBe(1);
        (await room.NewsAsync(Cancellation)).Select(item => item.DisplayText).Order(StringComparer.Ordinal).ShouldBe(["chosen", "cited", "edited by hand", "pinned", "young"]);
        await using var db = await room.Database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        (await db.ContentItems.CountAsync(row => row.ContentItemId == ids[0], Cancellation)).ShouldBe(0);
        (await db.Set<AuditRecord>().SingleAsync(row => row.ContentItemId == ids[0], Cancellation)).Event.ShouldBe(AuditEvent.Purged);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_source_keeps_as_many_items_as_its_limit_says_else_the_sites(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation, time: new FakeTimeProvider(new DateTimeOffset(Now)));
        var few = await room.AddSourceAsync("Few", "https://few.example/feed", Cancellation, item => item.Apply("FeedSource", "KeepCount", new NumericField(2)));
        var many = await room.AddSourceAsync("Many", "https://many.example/feed", Cancellation);
        await room.PublishNewsAsync([.. new[] { few, many }.SelectMany(source => Enumerable.Range(1, 150).Select(number => new Report(source, "en", Now.AddHours(-number), $"{source} {number}", "Text.")))], Cancellation);
        await room.EditAsync((scope, ct) => scope.UpdateDocumentAsync<SiteSettings>(settings => new FeedSettings(true, null, 140).In(settings), ct), Cancellation);
        (await room.Database.Get<NewsRetention>().RunAsync(Cancellation)).ShouldBe(148 + 10);
        (await room.Content.ListPublishedAsync(new() { Types = ["NewsItem"], Keys = [$"item:{few}"], Count = 1000 }, Cancellation)).Items.Count.ShouldBe(2);
        (await room.Content.ListPublishedAsync(new() { Types = ["NewsItem"], Keys = [$"item:{many}"], Count = 1000 }, Cancellation)).Items.Count.ShouldBe(140);
    }

    [Fact]
    public async Task It_happens_once_a_night_and_the_health_page_says_so()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(Now));
        await using var room = await Newsroom.OpenAsync(DatabaseProvider.Sqlite, Cancellation, time: time);
        var source = await room.AddSourceAsync("Review", "https://primer.example/feed", Cancellation, item => item.Apply("FeedSource", "KeepDays", new NumericField(1)));
        await room.PublishNewsAsync([new(source, "en", Now.AddDays(-5), "Old", "Text.")], Cancellation);
        var service = room.Database.Get<RetentionService>();
        await service.TurnAsync(Cancellation);
        (await room.NewsAsync(Cancellation)).ShouldBeEmpty();
        await room.PublishNewsAsync([new(source, "en", Now.AddDays(-5), "Late", "Text.")], Cancellation);
        await service.TurnAsync(Cancellation);
        (await room.NewsAsync(Cancellation)).Count.ShouldBe(1);
        time.Advance(TimeSpan.FromHours(24));
        await service.TurnAsync(Cancellation);
        (await room.NewsAsync(Cancellation)).ShouldBeEmpty();
    }
}
