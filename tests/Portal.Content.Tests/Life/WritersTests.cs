using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests.Life;

public sealed class WritersTests
{
    const int Writers = 50, Items = 100, Rounds = 12;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Of_fifty_writers_on_the_same_hundred_items_no_change_is_lost_and_no_index_breaks(DatabaseProvider provider)
    {
        await using var database = await LifeDatabase.CreateAsync(provider);
        var reader = database.Get<ContentReader>();
        var ids = new List<string>();
        for (var number = 0; number < Items; number++)
            ids.Add((await database.PublishAsync($"Item {number}", type: number % 2 == 0 ? "Article" : "NewsItem")).ContentItemId);
        var added = new int[Items];
        var commits = Items;
        var conflicts = 0;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (var round = 0; round < Rounds; round++)
            {
                // Half of the writers crowd around a few items.
                var number = random.Next(writer % 2 == 0 ? 5 : Items);
                while (!await TryAddAsync(ids[number], random.Next(4)))
                    Interlocked.Increment(ref conflicts);
                Interlocked.Increment(ref added[number]);
                Interlocked.Increment(ref commits);
            }
        }, Cancellation)));

        added.Sum().ShouldBe(Writers * Rounds);
        conflicts.ShouldBeGreaterThan(0, "the writers never met: the test shows nothing");
        for (var number = 0; number < Items; number++)
        {
            var latest = (await reader.GetLatestAsync(ids[number], Cancellation))!;
            Counter(latest).ShouldBe(added[number], $"item {number}");
        }
        await IndexesAgreeAsync(database);
        await JournalIsCompleteAsync(database, commits);

        async Task<bool> TryAddAsync(string id, int way)
        {
            try
            {
                var item = (await reader.GetLatestAsync(id, Cancellation))!;
                var counter = Counter(item) + 1;
                item.Apply(item.ContentType, "Counter", new NumericField(counter));
                item.Apply(item.ContentType, "Topics", new TaxonomyField("topics", [$"term{counter % 7}", $"term{counter % 5}"]));
                if (way == 0)
                    item.Apply(item.As<AutoroutePart>()! with { Path = $"moved/{id[..4]}/{counter}" });
                await database.WriteAsync((scope, ct) => way == 1 ? scope.Content.SaveDraftAsync(item, ct) : scope.Content.PublishAsync(item, ct));
                return true;
            }
            catch (ContentConflictException)
            {
                return false;
            }
        }
    }

    static int Counter(ContentItem item) => (int)(item.Field<NumericField>(item.ContentType, "Counter")?.Value ?? 0);

    static async Task IndexesAgreeAsync(TestDatabase database)
    {
        await using var db = await database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        var rows = await db.ContentItems.AsNoTracking().Where(row => row.Published || row.Latest).ToListAsync(Cancellation);
        rows.Count(row => row.Published).ShouldBe(Items);
        rows.Count(row => row.Latest).ShouldBe(Items);
        var published = rows.Where(row => row.Published).Select(ContentRows.ToItem).ToDictionary(item => item.ContentItemId);

        var routes = await db.Routes.AsNoTracking().ToListAsync(Cancellation);
        routes.Select(route => (route.ContentItemId, route.Path)).ShouldBe(
            published.Values.Select(item => (item.ContentItemId, RouteRecord.Normalize(item.As<AutoroutePart>()!.Path!))), ignoreOrder: true);

        var keys = await db.ListKeys.AsNoTracking().ToListAsync(Cancellation);
        keys.Select(key => (key.ContentItemId, key.ItemRow, key.Key)).ShouldBe(published.Values.SelectMany(item =>
            (item.Field<TaxonomyField>(item.ContentType, "Topics")?.TermContentItemIds ?? []).Distinct().Select(term => (item.ContentItemId, item.Id, $"term:{term}"))), ignoreOrder: true);
    }

    static async Task JournalIsCompleteAsync(TestDatabase database, int commits)
    {
        var entries = new List<JournalEntry>();
        var (reader, position) = (database.Get<JournalReader>(), JournalPosition.Start);
        // On PostgreSQL rows appear when no older transaction of the server runs any more, be it another test's.
        while (entries.Count(entry => entry.Kind != JournalKind.Document) < commits)
            Take(await reader.WaitAsync(position, 500, Cancellation));
        Take(await reader.ReadAsync(position, 500, Cancellation));
        entries.Count(entry => entry.Kind != JournalKind.Document).ShouldBe(commits);
        entries.Select(entry => entry.Position).ShouldBe(entries.Select(entry => entry.Position).Order());
        entries.Select(entry => entry.Sequence).ShouldBeUnique();

        void Take(IReadOnlyList<JournalEntry> read)
        {
            entries.AddRange(read);
            position = read is [.., var last] ? last.Position : position;
        }
    }
}
