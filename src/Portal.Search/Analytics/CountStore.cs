using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Search.Analytics;

/// <summary>Adds this node's counts to those of the others in the database, and takes old ones away.</summary>
sealed class CountStore(SearchCounts counts, UnitOfWork work, TimeProvider time)
{
    /// <summary>For so many days counts are kept.</summary>
    public const int KeptDays = 400;

    /// <summary>Most different queries of a day that are kept by their words, and most opened results.</summary>
    const int MaxPerDay = 20_000;

    /// <summary>Rows of a transaction; editors and imports come in between.</summary>
    const int Batch = 500;

    DateOnly _cleaned;

    /// <summary>Stores what was counted; what could not be stored is counted again the next time.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var taken = counts.Take();
        // All nodes write rows in one order, so that none waits for another in a circle.
        var queries = new Queue<KeyValuePair<(DateOnly Day, string Query), QueryCount>[]>(taken.Queries.OrderBy(one => one.Key.Day).ThenBy(one => one.Key.Query, StringComparer.Ordinal).Chunk(Batch));
        var items = new Queue<KeyValuePair<(DateOnly Day, string Query, string Item), ClickCount>[]>(taken.Items.OrderBy(one => one.Key.Day).ThenBy(one => one.Key.Query, StringComparer.Ordinal).ThenBy(one => one.Key.Item, StringComparer.Ordinal).Chunk(Batch));
        try
        {
            for (; queries.TryPeek(out var rows); queries.Dequeue())
                await RunAsync((db, ct) => StoreAsync(db, rows, ct), cancellationToken);
            for (; items.TryPeek(out var rows); items.Dequeue())
                await RunAsync((db, ct) => StoreAsync(db, rows, ct), cancellationToken);
            await CleanAsync(cancellationToken);
        }
        catch
        {
            counts.PutBack(new(queries.SelectMany(rows => rows).ToDictionary(), items.SelectMany(rows => rows).ToDictionary()));
            throw;
        }
    }

    async Task CleanAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (_cleaned == today)
            return;
        var first = today.AddDays(-KeptDays);
        await RunAsync(async (db, ct) =>
        {
            await db.Set<SearchCountRecord>().Where(row => row.Day < first).ExecuteDeleteAsync(ct);
            await db.Set<SearchClickRecord>().Where(row => row.Day < first).ExecuteDeleteAsync(ct);
        }, cancellationToken);
        _cleaned = today;
    }

    Task RunAsync(Func<PortalDbContext, CancellationToken, Task> store, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Background, ContentActor.System, (scope, ct) => store(scope.Db, ct), cancellationToken);

    static async Task StoreAsync(PortalDbContext db, KeyValuePair<(DateOnly Day, string Query), QueryCount>[] rows, CancellationToken cancellationToken)
    {
        foreach (var ofDay in rows.GroupBy(row => row.Key.Day))
        {
            var day = ofDay.Key;
            var names = ofDay.Select(row => row.Key.Query).ToList();
            HashSet<string>? known = null;
            if (await db.Set<SearchCountRecord>().CountAsync(row => row.Day == day, cancellationToken) + names.Count > MaxPerDay)
                known = [.. await db.Set<SearchCountRecord>().Where(row => row.Day == day && names.Contains(row.Query)).Select(row => row.Query).ToListAsync(cancellationToken)];
            foreach (var ((_, query), count) in ofDay)
            {
                var (kept, text) = known is null || known.Contains(query) ? (query, count.Text) : ("", "");
                await db.Database.ExecuteSqlAsync($"""
                    INSERT INTO "SearchCounts" ("Day", "Query", "Text", "Searches", "Empty", "Clicks", "Positions")
                    VALUES ({day}, {kept}, {text}, {count.Searches}, {count.Empty}, {count.Clicks}, {count.Positions})
                    ON CONFLICT ("Day", "Query") DO UPDATE SET
                        "Text" = CASE WHEN excluded."Searches" > 0 THEN excluded."Text" ELSE "SearchCounts"."Text" END,
                        "Searches" = "SearchCounts"."Searches" + excluded."Searches",
                        "Empty" = "SearchCounts"."Empty" + excluded."Empty",
                        "Clicks" = "SearchCounts"."Clicks" + excluded."Clicks",
                        "Positions" = "SearchCounts"."Positions" + excluded."Positions"
                    """, cancellationToken);
            }
        }
    }

    static async Task StoreAsync(PortalDbContext db, KeyValuePair<(DateOnly Day, string Query, string Item), ClickCount>[] rows, CancellationToken cancellationToken)
    {
        // What a browser says it opened is believed only where there is such an item.
        var ids = rows.Select(row => row.Key.Item).Distinct(StringComparer.Ordinal).ToList();
        var published = (await db.ContentItems.Where(row => row.Published && ids.Contains(row.ContentItemId)).Select(row => row.ContentItemId).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        foreach (var ofDay in rows.Where(row => published.Contains(row.Key.Item)).GroupBy(row => row.Key.Day))
        {
            var day = ofDay.Key;
            var room = MaxPerDay - await db.Set<SearchClickRecord>().CountAsync(row => row.Day == day, cancellationToken);
            foreach (var ((_, query, item), count) in ofDay.Take(Math.Max(0, room)))
            {
                await db.Database.ExecuteSqlAsync($"""
                    INSERT INTO "SearchClicks" ("Day", "Query", "ContentItemId", "Clicks", "Positions")
                    VALUES ({day}, {query}, {item}, {count.Clicks}, {count.Positions})
                    ON CONFLICT ("Day", "Query", "ContentItemId") DO UPDATE SET
                        "Clicks" = "SearchClicks"."Clicks" + excluded."Clicks",
                        "Positions" = "SearchClicks"."Positions" + excluded."Positions"
                    """, cancellationToken);
            }
        }
    }
}
