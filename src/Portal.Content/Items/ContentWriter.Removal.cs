using Microsoft.EntityFrameworkCore;
using Portal.Content.Audit;
using Portal.Content.Journal;
using Portal.Content.Scheduling;
using Portal.Content.Storage;
using Portal.Content.Trash;

namespace Portal.Content.Items;

/// <content>Hiding, taking away and bringing back.</content>
public sealed partial class ContentWriter
{
    /// <summary>Hides the item from visitors; editors keep their version. Nothing happens where it is not published.</summary>
    public Task UnpublishAsync(string contentItemId, CancellationToken cancellationToken) => UnpublishAsync(contentItemId, AuditEvent.Unpublished, cancellationToken);

    internal async Task UnpublishAsync(string contentItemId, AuditEvent why, CancellationToken cancellationToken)
    {
        if (await GetPublishedAsync(contentItemId, cancellationToken) is not { } item)
            return;
        item.Published = false;
        item.ModifiedUtc = _now;
        await _rows.UpdateAsync(item, cancellationToken);
        await StoredAsync(JournalKind.Unpublished, item, why, cancellationToken);
    }

    /// <summary>
    /// Puts the item into the trash. Its versions stay in the database without a flag, as in Orchard Core; its addresses become free and
    /// answer that it is gone.
    /// </summary>
    public async Task RemoveAsync(string contentItemId, CancellationToken cancellationToken)
    {
        if (await GetLatestAsync(contentItemId, cancellationToken) is not { } item)
            return;
        await _db.ContentItems.Where(row => row.ContentItemId == contentItemId && (row.Latest || row.Published))
            .ExecuteUpdateAsync(set => set
                .SetProperty(row => row.Latest, false)
                .SetProperty(row => row.Published, false)
                .SetProperty(row => row.ModifiedUtc, _now)
                .SetProperty(row => row.Stamp, row => row.Stamp + 1), cancellationToken);
        (item.Latest, item.Published) = (false, false);
        await StoredAsync(JournalKind.Removed, item, AuditEvent.Removed, cancellationToken);
    }

    /// <summary>
    /// Takes the item out of the trash, as a draft: the version that editors worked on when it was taken away. It gets its address back,
    /// or a new one where another item stands there now.
    /// </summary>
    /// <returns>The draft; null where the item is not in the trash.</returns>
    public async Task<ContentItem?> RestoreAsync(string contentItemId, CancellationToken cancellationToken)
    {
        var removed = await _db.Set<RemovedItemRecord>().AsNoTracking().FirstOrDefaultAsync(row => row.ContentItemId == contentItemId, cancellationToken);
        if (removed is null || await _db.ContentItems.AnyAsync(row => row.ContentItemId == contentItemId && (row.Latest || row.Published), cancellationToken))
            return null;
        var version = await _db.ContentItems.AsNoTracking().FirstOrDefaultAsync(row => row.ContentItemVersionId == removed.ContentItemVersionId, cancellationToken);
        if (version is null)
            return null;
        var item = ContentRows.ToItem(version);
        (item.Latest, item.Published) = (true, false);
        await PrepareAsync(item, publishing: false, cancellationToken);
        await _rows.UpdateAsync(item, cancellationToken);
        await StoredAsync(JournalKind.Draft, item, AuditEvent.Restored, cancellationToken);
        return item;
    }

    /// <summary>Deletes an item of the trash for good, with all of its versions. What the audit trail says about it stays.</summary>
    /// <returns>False where the item is not in the trash.</returns>
    public async Task<bool> PurgeAsync(string contentItemId, CancellationToken cancellationToken)
    {
        var removed = await _db.Set<RemovedItemRecord>().AsNoTracking().FirstOrDefaultAsync(row => row.ContentItemId == contentItemId, cancellationToken);
        if (removed is null || await _db.ContentItems.AnyAsync(row => row.ContentItemId == contentItemId && (row.Latest || row.Published), cancellationToken))
            return false;
        await _db.Set<RemovedItemRecord>().Where(row => row.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellationToken);
        await _db.ContentItems.Where(row => row.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellationToken);
        await _db.Set<ScheduleRecord>().Where(row => row.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellationToken);
        var item = new ContentItem
        {
            ContentItemId = contentItemId,
            ContentItemVersionId = removed.ContentItemVersionId,
            ContentType = removed.ContentType,
            DisplayText = removed.DisplayText,
        };
        AuditTrail.Add(_db, AuditEvent.Purged, item, _actor, _now);
        await _db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
