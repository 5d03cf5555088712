using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Portal.Feeds.Review;

namespace Portal.Feeds.Health;

/// <summary>How many items of a source wait for an editor.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Items">How many.</param>
public sealed record WaitingCount(string SourceId, int Items);

/// <summary>Counts what came in and what waits, for the desk's first page.</summary>
public sealed class NewsCounts(IDbContextFactory<PortalDbContext> databases, TimeProvider time)
{
    /// <summary>News that came in within the last day.</summary>
    public async Task<int> LastDayAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().UtcDateTime.AddDays(-1);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Since(db, since).CountAsync(cancellationToken);
    }

    /// <summary>News by the day (UTC) on which they came in, the oldest day first; days without any are there too.</summary>
    public async Task<IReadOnlyList<DayCount>> DaysAsync(int days, CancellationToken cancellationToken)
    {
        var first = time.GetUtcNow().UtcDateTime.Date.AddDays(1 - days);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var counts = await Since(db, first).GroupBy(row => row.CreatedUtc.Date).Select(day => new { day.Key, Count = day.Count() }).ToDictionaryAsync(day => day.Key, day => day.Count, cancellationToken);
        return [.. Enumerable.Range(0, days).Select(number => first.AddDays(number)).Select(day => new DayCount(DateOnly.FromDateTime(day), counts.GetValueOrDefault(day)))];
    }

    /// <summary>What waits for an editor, by source, most first.</summary>
    public async Task<IReadOnlyList<WaitingCount>> WaitingAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var counts = await db.Set<HeldNews>().Where(row => !row.Hidden).GroupBy(row => row.SourceId).Select(source => new { source.Key, Count = source.Count() }).ToListAsync(cancellationToken);
        return [.. counts.OrderByDescending(source => source.Count).Select(source => new WaitingCount(source.Key, source.Count))];
    }

    // What is new was also changed since then, which the index knows.
    static IQueryable<ContentItemRecord> Since(PortalDbContext db, DateTime since) =>
        db.ContentItems.Where(row => row.Latest && row.ContentType == NewsItems.ContentType && row.ModifiedUtc >= since && row.CreatedUtc >= since);
}
