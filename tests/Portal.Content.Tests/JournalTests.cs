using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Portal.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests;

public sealed class JournalTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_reader_misses_no_row_of_many_parallel_writers_some_slow_some_rolled_back(DatabaseProvider provider)
    {
        const int writers = 8, transactions = 25;
        await using var database = await TestDatabase.CreateAsync(provider, cancellationToken: Cancellation);
        var work = database.Get<UnitOfWork>();
        var committed = new System.Collections.Concurrent.ConcurrentBag<string>();

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var seen = new List<JournalEntry>();
        var reading = Task.Run(async () =>
        {
            var position = JournalPosition.Start;
            while (true)
            {
                var rows = await database.Get<JournalReader>().WaitAsync(position, 7, stop.Token);
                lock (seen)
                    seen.AddRange(rows);
                position = rows[^1].Position;
            }
        }, Cancellation);

        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (var number = 0; number < transactions; number++)
            {
                var written = new List<string>();
                try
                {
                    await work.RunAsync(WriteTurn.Background, ContentActor.System, async (scope, ct) =>
                    {
                        for (var row = 0; row < 3; row++)
                        {
                            // Rows without content: what is tested is the order of commits, not the routes' lock.
                            var id = ContentIdentity.New();
                            scope.Db.Journal.Add(new JournalEntry { Kind = JournalKind.Published, ContentItemId = id, ContentType = "Page", Tags = "", OccurredUtc = scope.NowUtc });
                            await scope.Db.SaveChangesAsync(ct);
                            written.Add(id);
                            if (random.Next(4) == 0)
                                await Task.Delay(random.Next(15), ct);
                        }
                        if (random.Next(4) == 0)
                            throw new OperationCanceledException("rolled back");
                    }, Cancellation);
                    written.ForEach(committed.Add);
                }
                catch (OperationCanceledException)
                {
                    // Nothing of it may ever be read.
                }
            }
        }, Cancellation)));

        await Eventually.TrueAsync(() => Task.FromResult(Count() >= committed.Count), "the reader has seen all", Cancellation);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(reading);

        committed.Count.ShouldBeGreaterThan(writers * transactions);
        seen.Select(entry => entry.ContentItemId).Order().ShouldBe(committed.Order());
        seen.Select(entry => entry.Position).ShouldBe(seen.Select(entry => entry.Position).Order());

        int Count()
        {
            lock (seen)
                return seen.Count;
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Observers_are_told_before_the_writer_goes_on(DatabaseProvider provider)
    {
        var observer = new Observer();
        await using var database = await TestDatabase.CreateAsync(provider, (services, _) =>
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IJournalObserver>(services, observer), cancellationToken: Cancellation);
        var item = await database.Get<UnitOfWork>().RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
        {
            var page = scope.Content.New("Page");
            page.Apply(new TitlePart("About"));
            await scope.Content.PublishAsync(page, ct);
            observer.Entries.ShouldBeEmpty();
            return page;
        }, Cancellation);
        observer.Entries.ShouldContain(entry => entry.ContentItemId == item.ContentItemId && entry.Tags.Contains(CacheTag.Item(item.ContentItemId)));
    }

    [Fact]
    public async Task Rows_restored_into_a_new_postgres_cluster_become_visible()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres, cancellationToken: Cancellation);
        await using var db = await database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        await db.Database.ExecuteSqlRawAsync("""
            INSERT INTO "Journal" ("TransactionId", "Kind", "ContentItemId", "ContentType", "Tags", "OccurredUtc")
            VALUES (9000000000, 1, 'x', 'Page', '', now())
            """, Cancellation);
        (await database.Get<JournalReader>().ReadAsync(JournalPosition.Start, 10, Cancellation)).ShouldBeEmpty();
        await DatabaseSchema.RebaseJournalAsync(db, Cancellation);
        (await database.Get<JournalReader>().ReadAsync(JournalPosition.Start, 10, Cancellation)).Count.ShouldBe(1);
    }

    sealed class Observer : IJournalObserver
    {
        public List<JournalEntry> Entries { get; } = [];

        public void Committed(IReadOnlyList<JournalEntry> entries) => Entries.AddRange(entries);
    }
}
