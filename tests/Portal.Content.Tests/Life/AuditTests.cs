using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Content.Audit;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Life;

public sealed class AuditTests
{
    readonly FakeTimeProvider _time = new(new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task The_trail_tells_who_did_what_to_which_version_and_what_they_said(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider, _time);
        var item = await database.WriteAsync(async (scope, ct) =>
        {
            var draft = scope.Content.New("Article");
            draft.Apply(new TitlePart("One"));
            draft.Apply(new AuditTrailPart("A first try"));
            await scope.Content.SaveDraftAsync(draft, ct);
            return draft;
        });
        await StepAsync((scope, ct) => scope.Content.SaveDraftAsync(item, ct));
        await StepAsync((scope, ct) => scope.Content.PublishAsync(item, ct));
        await StepAsync((scope, ct) => scope.Content.UnpublishAsync(item.ContentItemId, ct));
        await StepAsync((scope, ct) => scope.Content.RemoveAsync(item.ContentItemId, ct));
        await StepAsync((scope, ct) => scope.Content.RestoreAsync(item.ContentItemId, ct));

        var trail = (await database.Get<AuditReader>().ListAsync(new() { ContentItemId = item.ContentItemId }, Cancellation)).Records;
        trail.Select(record => record.Event).ShouldBe(
            [AuditEvent.Restored, AuditEvent.Removed, AuditEvent.Unpublished, AuditEvent.Published, AuditEvent.Saved, AuditEvent.Created]);
        trail[^1].ShouldSatisfyAllConditions(
            first => first.Comment.ShouldBe("A first try"), first => first.UserId.ShouldBe("user-milica"), first => first.DisplayText.ShouldBe("One"),
            first => first.ContentItemVersionId.ShouldBe(item.ContentItemVersionId), first => first.OccurredUtc.Kind.ShouldBe(DateTimeKind.Utc));
        trail[0].UserName.ShouldBe("ana");

        async Task StepAsync(Func<WriteScope, CancellationToken, Task> work)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await database.WriteAsync(work, LifeDatabase.Ana);
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_the_site_does_by_itself_and_what_is_rolled_back_leaves_no_trace(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider, _time);
        await database.WriteAsync(async (scope, ct) =>
        {
            var news = scope.Content.New("NewsItem");
            news.Apply(new TitlePart("From a feed"));
            await scope.Content.PublishAsync(news, ct);
        }, ContentActor.System);
        await Should.ThrowAsync<InvalidOperationException>(() => database.WriteAsync(async (scope, ct) =>
        {
            var item = scope.Content.New("Article");
            await scope.Content.PublishAsync(item, ct);
            throw new InvalidOperationException("changed my mind");
        }));
        (await database.Get<AuditReader>().ListAsync(new(), Cancellation)).Records.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_trail_is_narrowed_by_person_type_and_time_and_pages_by_key(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider, _time);
        for (var number = 0; number < 12; number++)
        {
            await database.WriteAsync(async (scope, ct) =>
            {
                var item = scope.Content.New(number % 2 == 0 ? "Article" : "NewsItem");
                item.Apply(new TitlePart($"Item {number}"));
                await scope.Content.SaveDraftAsync(item, ct);
            }, number % 3 == 0 ? LifeDatabase.Ana : LifeDatabase.Milica);
            // Pairs bear the same time, so that the row has to decide.
            if (number % 2 == 1)
                _time.Advance(TimeSpan.FromHours(1));
        }
        (await TitlesAsync(new() { Count = 5 })).ShouldBe(Enumerable.Range(0, 12).Reverse().Select(number => $"Item {number}"));
        (await TitlesAsync(new() { UserId = "user-ana", Count = 2 })).ShouldBe(["Item 9", "Item 6", "Item 3", "Item 0"]);
        (await TitlesAsync(new() { ContentType = "NewsItem", UserId = "user-ana" })).ShouldBe(["Item 9", "Item 3"]);
        var noon = new DateTime(2026, 11, 24, 10, 0, 0, DateTimeKind.Utc);
        (await TitlesAsync(new() { SinceUtc = noon, UntilUtc = noon.AddHours(1) })).ShouldBe(["Item 5", "Item 4"]);

        async Task<List<string?>> TitlesAsync(AuditQuery query)
        {
            var titles = new List<string?>();
            while (true)
            {
                var page = await database.Get<AuditReader>().ListAsync(query, Cancellation);
                titles.AddRange(page.Records.Select(record => record.DisplayText));
                if (page.Next is null)
                    return titles;
                query = query with { After = page.Next };
            }
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_trail_is_kept_for_as_long_as_the_site_says(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider, _time);
        await database.PublishAsync("Old");
        _time.Advance(TimeSpan.FromDays(40));
        await database.PublishAsync("Young");
        var retention = database.Get<AuditRetention>();
        (await retention.TrimAsync(Cancellation)).ShouldBe(0, "a year is kept unless the site says otherwise");
        await SetAsync(new(30));
        (await retention.TrimAsync(Cancellation)).ShouldBe(2, "the old item was created and published");
        _time.Advance(TimeSpan.FromDays(4000));
        await SetAsync(new((int?)null));
        (await retention.TrimAsync(Cancellation)).ShouldBe(0);
        await using var db = await database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        (await db.Set<AuditRecord>().CountAsync(Cancellation)).ShouldBe(2);

        // As Orchard Core writes it, with what it notes beside.
        var section = (JsonObject)JsonNode.Parse("""{ "RetentionPeriodDays": 20, "MinimumRunIntervalHours": 12, "LastRunUtc": "2026-01-01T00:00:00Z", "Disabled": false }""")!;
        AuditRetentionSettings.Of(SiteSettings.Empty.With([new(AuditRetentionSettings.SectionName, section.DeepClone())])).Days.ShouldBe(20);
        new AuditRetentionSettings(30).ToSection(section).ToJsonString().ShouldBe("""{"RetentionPeriodDays":30,"MinimumRunIntervalHours":12,"LastRunUtc":"2026-01-01T00:00:00Z","Disabled":false}""");

        Task SetAsync(AuditRetentionSettings settings) => database.WriteAsync((scope, ct) =>
            scope.UpdateDocumentAsync<SiteSettings>(before => before.With([new(AuditRetentionSettings.SectionName, settings.ToSection())]), ct));
    }
}
