using Microsoft.EntityFrameworkCore;
using Portal.Content.Audit;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Content.Trash;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Life;

public sealed class TrashTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_removed_lies_in_the_trash_and_comes_back_as_a_draft_at_its_old_address(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider);
        var item = await database.PublishAsync("One", "one");
        await database.WriteAsync((scope, ct) => scope.Content.RemoveAsync(item.ContentItemId, ct), LifeDatabase.Ana);
        var lying = (await TrashAsync(database)).ShouldHaveSingleItem();
        (lying.DisplayText, lying.ContentType, lying.RemovedBy).ShouldBe(("One", "Article", "ana"));

        var draft = (await database.WriteAsync((scope, ct) => scope.Content.RestoreAsync(item.ContentItemId, ct)))!;
        draft.As<AutoroutePart>()!.Path.ShouldBe("one");
        (await TrashAsync(database)).ShouldBeEmpty();
        var reader = database.Get<ContentReader>();
        (await reader.GetPublishedAsync(item.ContentItemId, Cancellation)).ShouldBeNull();
        (await reader.GetLatestAsync(item.ContentItemId, Cancellation))!.DisplayText.ShouldBe("One");
        await database.WriteAsync((scope, ct) => scope.Content.PublishAsync(draft, ct));
        (await reader.FindByRouteAsync("one", Cancellation))!.Item.ContentItemId.ShouldBe(item.ContentItemId);
        (await database.WriteAsync((scope, ct) => scope.Content.RestoreAsync(item.ContentItemId, ct))).ShouldBeNull("it is in no trash");
        (await database.WriteAsync((scope, ct) => scope.Content.PurgeAsync(item.ContentItemId, ct))).ShouldBeFalse("what is not in the trash cannot be purged");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_last_draft_comes_back_and_not_what_visitors_saw(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider);
        var item = await database.PublishAsync("Seen", "one");
        item.Apply(new TitlePart("Draft"));
        await database.WriteAsync((scope, ct) => scope.Content.SaveDraftAsync(item, ct));
        await database.WriteAsync((scope, ct) => scope.Content.RemoveAsync(item.ContentItemId, ct));
        (await database.WriteAsync((scope, ct) => scope.Content.RestoreAsync(item.ContentItemId, ct)))!.DisplayText.ShouldBe("Draft");
        (await database.Get<ContentReader>().ListVersionsAsync(item.ContentItemId, null, 10, Cancellation)).Select(version => version.Title).ShouldBe(["Draft", "Seen"]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Purging_leaves_nothing_but_the_trail(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider);
        var item = await database.PublishAsync("One", "one");
        await database.WriteAsync((scope, ct) => scope.Content.RemoveAsync(item.ContentItemId, ct));
        (await database.WriteAsync((scope, ct) => scope.Content.PurgeAsync(item.ContentItemId, ct))).ShouldBeTrue();
        (await TrashAsync(database)).ShouldBeEmpty();
        await using var db = await database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        (await db.ContentItems.AnyAsync(row => row.ContentItemId == item.ContentItemId, Cancellation)).ShouldBeFalse();
        var trail = await database.Get<AuditReader>().ListAsync(new() { ContentItemId = item.ContentItemId }, Cancellation);
        trail.Records[0].Event.ShouldBe(AuditEvent.Purged);
        trail.Records[0].DisplayText.ShouldBe("One");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Whoever_read_the_item_before_it_was_removed_does_not_bring_it_back_by_saving(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider);
        foreach (var type in new[] { "Article", "NewsItem" })
        {
            var item = await database.PublishAsync($"One {type}", type: type);
            await database.WriteAsync((scope, ct) => scope.Content.RemoveAsync(item.ContentItemId, ct));
            await Should.ThrowAsync<ContentConflictException>(() => database.WriteAsync((scope, ct) => scope.Content.PublishAsync(item.Copy(), ct)));
            await Should.ThrowAsync<ContentConflictException>(() => database.WriteAsync((scope, ct) => scope.Content.SaveDraftAsync(item.Copy(), ct)));
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_trash_pages_by_key_and_shows_own_items_only_to_those_who_ask_for_them(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider);
        for (var number = 0; number < 7; number++)
        {
            var item = await database.PublishAsync($"Item {number}");
            await database.WriteAsync((scope, ct) => scope.Content.RemoveAsync(item.ContentItemId, ct));
        }
        var titles = new List<string?>();
        for (ListCursor? after = null; ;)
        {
            var page = await database.Get<TrashReader>().ListAsync(null, after, 3, Cancellation);
            titles.AddRange(page.Items.Select(item => item.DisplayText));
            if ((after = page.Next) is null)
                break;
        }
        titles.ShouldBe(Enumerable.Range(0, 7).Reverse().Select(number => $"Item {number}"));
        (await database.Get<TrashReader>().ListAsync("somebody else", null, 10, Cancellation)).Items.ShouldBeEmpty();
    }

    static async Task<IReadOnlyList<RemovedItemRecord>> TrashAsync(TestDatabase database) => (await database.Get<TrashReader>().ListAsync(null, null, 50, Cancellation)).Items;
}
