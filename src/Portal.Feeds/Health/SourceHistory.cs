using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Health;

/// <summary>How many news items a source brought on a day (UTC).</summary>
public readonly record struct DayCount(DateOnly Day, int Items);

/// <summary>Reads what is known of a source's past.</summary>
public sealed class SourceHistory(ContentReader content, IDbContextFactory<PortalDbContext> databases, TimeProvider time)
{
    /// <summary>The source with its state, or null where there is none of this identity.</summary>
    public async Task<SourceOverview?> FindAsync(string sourceId, CancellationToken cancellationToken)
    {
        if (await content.GetLatestAsync(sourceId, cancellationToken) is not { ContentType: FeedSource.ContentType } item)
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return new(new(item), await db.Set<FeedSourceState>().AsNoTracking().FirstOrDefaultAsync(row => row.SourceId == sourceId, cancellationToken));
    }

    /// <summary>The last fetches, newest first.</summary>
    public async Task<IReadOnlyList<FetchRecord>> FetchesAsync(string sourceId, int count, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<FetchRecord>().AsNoTracking().Where(row => row.SourceId == sourceId).OrderByDescending(row => row.AtUtc).ThenByDescending(row => row.Id).Take(count).ToListAsync(cancellationToken);
    }

    /// <summary>News items by the day on which they were published, the oldest day first; days without any are there too.</summary>
    public async Task<IReadOnlyList<DayCount>> DaysAsync(string sourceId, int days, CancellationToken cancellationToken)
    {
        var today = time.GetUtcNow().UtcDateTime.Date;
        var first = today.AddDays(1 - days);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var dates = await db.Set<FeedEntryRecord>().Where(entry => entry.SourceId == sourceId)
            .Join(db.ContentItems.Where(item => item.Published && item.PublishedUtc >= first), entry => entry.ContentItemId, item => item.ContentItemId, (_, item) => item.PublishedUtc!.Value)
            .ToListAsync(cancellationToken);
        var counts = dates.CountBy(date => date.Date).ToDictionary();
        return [.. Enumerable.Range(0, days).Select(number => first.AddDays(number)).Select(day => new DayCount(DateOnly.FromDateTime(day), counts.GetValueOrDefault(day)))];
    }
}
