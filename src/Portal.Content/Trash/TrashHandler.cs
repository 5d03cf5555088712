using Microsoft.EntityFrameworkCore;
using Portal.Content.Handlers;
using Portal.Content.Journal;

namespace Portal.Content.Trash;

/// <summary>Notes what is taken away, and forgets it when it comes back.</summary>
sealed class TrashHandler : IContentHandler
{
    public async ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken)
    {
        var (db, item) = (stored.Db, stored.Item);
        // What is saved in the ordinary way is not in the trash; only these bring an item back.
        var mayComeBack = !stored.IsNew && stored.Event is Audit.AuditEvent.Restored or Audit.AuditEvent.Imported;
        if (stored.Change != JournalKind.Removed && !mayComeBack)
            return;
        await db.Set<RemovedItemRecord>().Where(row => row.ContentItemId == item.ContentItemId).ExecuteDeleteAsync(cancellationToken);
        if (stored.Change == JournalKind.Removed)
            db.Set<RemovedItemRecord>().Add(new RemovedItemRecord
            {
                ContentItemId = item.ContentItemId,
                ContentItemVersionId = item.ContentItemVersionId,
                ContentType = item.ContentType,
                DisplayText = item.DisplayText?.Length > 1024 ? item.DisplayText[..1024] : item.DisplayText,
                Owner = item.Owner,
                RemovedBy = stored.Actor.Name.Length > 256 ? stored.Actor.Name[..256] : stored.Actor.Name,
                RemovedUtc = stored.NowUtc,
            });
    }
}
