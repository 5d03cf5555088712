using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.Trash;

/// <summary>A page of the trash.</summary>
/// <param name="Items">What was taken away, last first.</param>
/// <param name="Next">Where the next page begins, or null at the end.</param>
public sealed record TrashPage(IReadOnlyList<RemovedItemRecord> Items, ListCursor? Next);

/// <summary>Reads the trash. Thread-safe.</summary>
public sealed class TrashReader(IDbContextFactory<PortalDbContext> databases)
{
    /// <summary>A page of what was taken away, last first.</summary>
    /// <param name="owner">Whose items, by identifier; null for everybody's.</param>
    /// <param name="after">Where the page before ended; the cursor's date is the one of the removal.</param>
    /// <param name="count">Items on the page, 1 to 500.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<TrashPage> ListAsync(string? owner, ListCursor? after, int count, CancellationToken cancellationToken)
    {
        count = Math.Clamp(count, 1, 500);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = db.Set<RemovedItemRecord>().AsNoTracking()
            .Where(row => !db.ContentItems.Any(item => item.ContentItemId == row.ContentItemId && (item.Latest || item.Published)));
        if (owner is not null)
            rows = rows.Where(row => row.Owner == owner);
        if (after is not null)
            rows = rows.Where(row => row.RemovedUtc < after.PublishedUtc || (row.RemovedUtc == after.PublishedUtc && row.Id < after.Row));
        var page = await rows.OrderByDescending(row => row.RemovedUtc).ThenByDescending(row => row.Id).Take(count + 1).ToListAsync(cancellationToken);
        if (page.Count <= count)
            return new(page, null);
        page.RemoveAt(count);
        return new(page, new(page[^1].RemovedUtc, page[^1].Id));
    }

    /// <summary>One item of the trash, or null.</summary>
    public async Task<RemovedItemRecord?> FindAsync(string contentItemId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<RemovedItemRecord>().AsNoTracking().FirstOrDefaultAsync(row => row.ContentItemId == contentItemId, cancellationToken);
    }
}
