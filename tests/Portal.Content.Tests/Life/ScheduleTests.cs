using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Content.Audit;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Content.Scheduling;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Life;

public sealed class ScheduleTests
{
    readonly FakeTimeProvider _time = new(new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    DateTime Now => _time.GetUtcNow().UtcDateTime;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_draft_is_published_at_its_time_and_not_before_in_the_name_of_who_set_it(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider, _time);
        var item = await DraftAsync(database, "Later", Now.AddHours(2));
        (await database.Get<Scheduler>().RunDueAsync(Cancellation)).ShouldBe(Now.AddHours(2));
        _time.Advance(TimeSpan.FromMinutes(119));
        await database.Get<Scheduler>().RunDueAsync(Cancellation);
        (await PublishedAsync(database, item)).ShouldBeNull();

        _time.Advance(TimeSpan.FromMinutes(2));
        (await database.Get<Scheduler>().RunDueAsync(Cancellation)).ShouldBeNull();
        var seen = (await PublishedAsync(database, item))!;
        seen.PublishedUtc.ShouldBe(Now);
        seen.Author.ShouldBe("milica");
        seen.PublishLater().ShouldBeNull();
        var trail = (await database.Get<AuditReader>().ListAsync(new() { ContentItemId = item.ContentItemId }, Cancellation)).Records;
        trail.Select(record => (record.Event, record.UserName)).ShouldBe(
            [(AuditEvent.PublishedOnSchedule, "milica"), (AuditEvent.Created, "milica"), (AuditEvent.PublishScheduled, "milica")], ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_item_is_hidden_at_its_time_and_stays_hidden_only_until_it_is_shown_again(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider, _time);
        var item = await database.PublishAsync("Until tomorrow");
        item.Apply(new ArchiveLaterPart(Now.AddDays(1)));
        await database.WriteAsync((scope, ct) => scope.Content.PublishAsync(item, ct));
        _time.Advance(TimeSpan.FromDays(1));
        await database.Get<Scheduler>().RunDueAsync(Cancellation);
        (await PublishedAsync(database, item)).ShouldBeNull();

        var latest = (await database.Get<ContentReader>().GetLatestAsync(item.ContentItemId, Cancellation))!;
        await database.WriteAsync((scope, ct) => scope.Content.PublishAsync(latest, ct));
        await database.Get<Scheduler>().RunDueAsync(Cancellation);
        (await PublishedAsync(database, item))!.ArchiveLater().ShouldBeNull("the time that has passed must not hide it again");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_time_can_be_changed_and_taken_back(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider, _time);
        var item = await DraftAsync(database, "Moved", Now.AddHours(1));
        item.Apply(new PublishLaterPart(Now.AddHours(3)));
        await database.WriteAsync((scope, ct) => scope.Content.SaveDraftAsync(item, ct));
        _time.Advance(TimeSpan.FromHours(2));
        (await database.Get<Scheduler>().RunDueAsync(Cancellation)).ShouldBe(Now.AddHours(1));
        item.Apply(new PublishLaterPart(null));
        await database.WriteAsync((scope, ct) => scope.Content.SaveDraftAsync(item, ct));
        _time.Advance(TimeSpan.FromHours(2));
        (await database.Get<Scheduler>().RunDueAsync(Cancellation)).ShouldBeNull();
        (await PublishedAsync(database, item)).ShouldBeNull();
        (await database.Get<AuditReader>().ListAsync(new() { ContentItemId = item.ContentItemId }, Cancellation)).Records
            .Count(record => record.Event is AuditEvent.PublishScheduled or AuditEvent.ScheduleCancelled).ShouldBe(3);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Publishing_or_removing_an_item_ends_its_set_times(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider, _time);
        var published = await DraftAsync(database, "Published by hand", Now.AddHours(1));
        await database.WriteAsync((scope, ct) => scope.Content.PublishAsync(published, ct));
        var removed = await DraftAsync(database, "Removed", Now.AddHours(1));
        await database.WriteAsync((scope, ct) => scope.Content.RemoveAsync(removed.ContentItemId, ct));
        (await database.Get<Scheduler>().RunDueAsync(Cancellation)).ShouldBeNull();
        _time.Advance(TimeSpan.FromHours(1));
        await database.Get<Scheduler>().RunDueAsync(Cancellation);
        (await PublishedAsync(database, removed)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Two_nodes_do_it_once(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider, _time);
        await using var other = await database.ReopenAsync(time: _time, cancellationToken: Cancellation);
        for (var number = 0; number < 10; number++)
            await DraftAsync(database, $"Draft {number}", Now.AddMinutes(1));
        _time.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(
            Task.Run(() => database.Get<Scheduler>().RunDueAsync(Cancellation), Cancellation), Task.Run(() => other.Get<Scheduler>().RunDueAsync(Cancellation), Cancellation));
        await using var db = await database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        (await db.Journal.CountAsync(entry => entry.Kind == JournalKind.Published, Cancellation)).ShouldBe(10);
        (await db.Set<AuditRecord>().CountAsync(record => record.Event == AuditEvent.PublishedOnSchedule, Cancellation)).ShouldBe(10);
        (await db.Set<ScheduleRecord>().CountAsync(Cancellation)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_fails_is_tried_again_later_keeps_nothing_else_waiting_and_is_told(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider, _time);
        var broken = await DraftAsync(database, "Broken", Now.AddMinutes(1));
        var well = await DraftAsync(database, "Well", Now.AddMinutes(2));
        await using (var db = await database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation))
            await db.ContentItems.Where(row => row.ContentItemId == broken.ContentItemId)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Json, row => row.Json.Replace("}", "")), Cancellation);
        _time.Advance(TimeSpan.FromMinutes(3));
        (await database.Get<Scheduler>().RunDueAsync(Cancellation)).ShouldBe(Now.AddSeconds(15));
        (await PublishedAsync(database, well)).ShouldNotBeNull();
        var check = database.Get<IEnumerable<ISiteCheck>>().OfType<ScheduleCheck>().Single();
        (await check.LookAsync(Cancellation)).ShouldHaveSingleItem().State.ShouldBe(CheckState.Trouble);

        await using (var db = await database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation))
            await db.ContentItems.Where(row => row.ContentItemId == broken.ContentItemId)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Json, ContentItemJson.ToText(broken.Content)), Cancellation);
        _time.Advance(TimeSpan.FromSeconds(15));
        await database.Get<Scheduler>().RunDueAsync(Cancellation);
        (await PublishedAsync(database, broken)).ShouldNotBeNull();
        (await check.LookAsync(Cancellation)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_running_site_publishes_by_itself(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider, _time);
        var item = await DraftAsync(database, "By itself", Now.AddSeconds(20));
        await database.StartAsync(Cancellation);
        var journal = database.Get<JournalReader>();
        var position = await journal.HeadAsync(Cancellation);
        // The service waits on this clock: it goes on until the journal tells of the deed.
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await journal.ReadAsync(position, 10, stop.Token)).Count == 0)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        (await PublishedAsync(database, item))!.PublishedUtc!.Value.ShouldBeGreaterThanOrEqualTo(new DateTime(2026, 11, 24, 8, 0, 20, DateTimeKind.Utc));
    }

    static Task<ContentItem?> PublishedAsync(TestDatabase database, ContentItem item) =>
        database.Get<ContentReader>().GetPublishedAsync(item.ContentItemId, Cancellation);

    static Task<ContentItem> DraftAsync(TestDatabase database, string title, DateTime publishUtc) => database.WriteAsync(async (scope, ct) =>
    {
        var item = scope.Content.New("Article");
        item.Apply(new TitlePart(title));
        item.Apply(new PublishLaterPart(publishUtc));
        await scope.Content.SaveDraftAsync(item, ct);
        return item;
    });
}
