using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Site.Caching;

namespace Portal.Site.Reading;

/// <summary>
/// What was read most in the last week. Counts go to the database in one statement for many pages, and the order is read from there: pages that
/// show it are drawn anew only when the order has changed, and no count by itself takes a page out of the cache. Thread-safe.
/// </summary>
sealed class MostRead(ReadCounter counter, IDbContextFactory<PortalDbContext> databases, UnitOfWork work, PageCache cache, TimeProvider time)
{
    /// <summary>Tag of the pages that show what is read most.</summary>
    public const string Tag = "order:most-read";

    /// <summary>Items that are remembered in their order: more than are shown, since some may be hidden.</summary>
    const int Remembered = 60;

    /// <summary>Days that count.</summary>
    const int Days = 7;

    /// <summary>Days after which a count is forgotten.</summary>
    const int KeptDays = 30;

    const int RowsPerStatement = 200;

    IReadOnlyList<string> _order = [];

    /// <summary>The items, those read most first.</summary>
    public IReadOnlyList<string> Order => Volatile.Read(ref _order);

    /// <summary>Writes what was counted since the last time. What could not be written is counted again.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var counts = counter.Take();
        if (counts.Count == 0)
            return;
        try
        {
            await work.RunAsync(WriteTurn.Background, ContentActor.System, async (scope, ct) =>
            {
                foreach (var some in counts.OrderBy(one => one.Key, StringComparer.Ordinal).Chunk(RowsPerStatement))
                    await AddAsync(scope.Db, DateOnly.FromDateTime(scope.NowUtc), some, ct);
            }, cancellationToken);
        }
        catch
        {
            foreach (var (item, times) in counts)
                counter.Add(item, times);
            throw;
        }
    }

    /// <summary>Reads the order, and has pages that show it drawn anew where it is another one.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var since = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1 - Days);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var order = await db.Set<ReadCountRecord>().AsNoTracking().Where(row => row.Day >= since).GroupBy(row => row.ContentItemId)
            .Select(group => new { Item = group.Key, Times = group.Sum(row => row.Count) })
            .OrderByDescending(one => one.Times).ThenBy(one => one.Item).Take(Remembered).Select(one => one.Item).ToListAsync(cancellationToken);
        if (order.SequenceEqual(Order, StringComparer.Ordinal))
            return;
        Volatile.Write(ref _order, order);
        cache.Drop(Tag);
    }

    /// <summary>Forgets counts of long ago.</summary>
    public Task ForgetAsync(CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Background, ContentActor.System, (scope, ct) =>
    {
        var until = DateOnly.FromDateTime(scope.NowUtc).AddDays(-KeptDays);
        return scope.Db.Set<ReadCountRecord>().Where(row => row.Day < until).ExecuteDeleteAsync(ct);
    }, cancellationToken);

    // Several nodes add to the same row.
    static Task AddAsync(PortalDbContext db, DateOnly day, KeyValuePair<string, int>[] counts, CancellationToken cancellationToken)
    {
        var sql = new StringBuilder("INSERT INTO \"ReadCounts\" (\"Day\", \"ContentItemId\", \"Count\") VALUES ");
        var parameters = new List<object> { day };
        foreach (var (item, times) in counts)
        {
            sql.Append(CultureInfo.InvariantCulture, $"{(parameters.Count == 1 ? "" : ", ")}({{0}}, {{{parameters.Count}}}, {{{parameters.Count + 1}}})");
            parameters.AddRange([item, times]);
        }
        sql.Append(" ON CONFLICT (\"Day\", \"ContentItemId\") DO UPDATE SET \"Count\" = \"ReadCounts\".\"Count\" + excluded.\"Count\"");
        return db.Database.ExecuteSqlRawAsync(sql.ToString(), parameters, cancellationToken);
    }
}
