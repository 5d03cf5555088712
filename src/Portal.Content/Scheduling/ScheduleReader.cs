using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Content.Scheduling;

/// <summary>Reads what is to be done to items. Thread-safe.</summary>
public sealed class ScheduleReader(IDbContextFactory<PortalDbContext> databases)
{
    /// <summary>What is to be done to an item, first things first.</summary>
    public async Task<IReadOnlyList<ScheduleRecord>> FindAsync(string contentItemId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<ScheduleRecord>().AsNoTracking().Where(row => row.ContentItemId == contentItemId).OrderBy(row => row.DueUtc).ToListAsync(cancellationToken);
    }

    /// <summary>What is done next, whatever the item.</summary>
    public async Task<IReadOnlyList<ScheduleRecord>> NextAsync(int count, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<ScheduleRecord>().AsNoTracking().OrderBy(row => row.NextTryUtc).Take(count).ToListAsync(cancellationToken);
    }
}
