using Microsoft.EntityFrameworkCore;
using Portal.Content.Audit;
using Portal.Content.Handlers;
using Portal.Content.Journal;
using Portal.Content.Parts;

namespace Portal.Content.Scheduling;

/// <summary>Keeps the table of what is to be done, by what the items' <see cref="PublishLaterPart"/> and <see cref="ArchiveLaterPart"/> say.</summary>
sealed class ScheduleHandler : IContentHandler
{
    public ValueTask SavingAsync(ContentSaving saving, CancellationToken cancellationToken)
    {
        if (!saving.Publishing)
            return ValueTask.CompletedTask;
        // What is published now needs no publishing later, and a time that has passed must not hide it at once.
        if (saving.Item.As<PublishLaterPart>() is { ScheduledPublishUtc: not null } publish)
            saving.Item.Apply(publish with { ScheduledPublishUtc = null });
        if (saving.Item.ArchiveLater() <= saving.NowUtc && saving.Item.As<ArchiveLaterPart>() is { } archive)
            saving.Item.Apply(archive with { ScheduledArchiveUtc = null });
        return ValueTask.CompletedTask;
    }

    public async ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken)
    {
        if (!Concerns(stored))
            return;
        var item = stored.Item;
        switch (stored.Change)
        {
            case JournalKind.Draft when item.Latest:
                await SetAsync(stored, ScheduledAction.Publish, item.PublishLater(), cancellationToken);
                break;
            case JournalKind.Published:
                if (item.Latest)
                    await SetAsync(stored, ScheduledAction.Publish, null, cancellationToken);
                await SetAsync(stored, ScheduledAction.Archive, item.ArchiveLater(), cancellationToken);
                break;
            case JournalKind.Unpublished:
                await SetAsync(stored, ScheduledAction.Archive, null, cancellationToken);
                break;
            case JournalKind.Removed:
                await stored.Db.Set<ScheduleRecord>().Where(row => row.ContentItemId == item.ContentItemId).ExecuteDeleteAsync(cancellationToken);
                break;
        }
    }

    // Most items know no set times; they cost no statement.
    static bool Concerns(ContentStored stored) =>
        stored.Change == JournalKind.Removed
        || stored.Item.Content[PublishLaterPart.PartName] is not null || stored.Item.Content[ArchiveLaterPart.PartName] is not null
        || (!stored.IsNew && stored.Definitions.Type(stored.Item.ContentType)?.Parts.Any(part => part.PartName is "PublishLaterPart" or "ArchiveLaterPart") == true);

    static async Task SetAsync(ContentStored stored, ScheduledAction action, DateTime? due, CancellationToken cancellationToken)
    {
        var (db, item) = (stored.Db, stored.Item);
        var held = stored.IsNew ? null : await db.Set<ScheduleRecord>().AsNoTracking()
            .FirstOrDefaultAsync(row => row.ContentItemId == item.ContentItemId && row.Action == action, cancellationToken);
        if (held?.DueUtc == due)
            return;
        if (held is not null)
            await db.Set<ScheduleRecord>().Where(row => row.ContentItemId == item.ContentItemId && row.Action == action).ExecuteDeleteAsync(cancellationToken);
        if (due is { } time)
            await AddAsync(stored, action, time, cancellationToken);
        if (stored.Actor.UserId is null || stored.Event == AuditEvent.ScheduleCancelled)
            return;
        if (due is not null)
            AuditTrail.Add(db, action == ScheduledAction.Publish ? AuditEvent.PublishScheduled : AuditEvent.ArchiveScheduled, item, stored.Actor, stored.NowUtc, due);
        else if (stored.Change == JournalKind.Draft || (action == ScheduledAction.Archive && stored.Change == JournalKind.Published))
            AuditTrail.Add(db, AuditEvent.ScheduleCancelled, item, stored.Actor, stored.NowUtc, held!.DueUtc);
    }

    static async Task AddAsync(ContentStored stored, ScheduledAction action, DateTime due, CancellationToken cancellationToken)
    {
        var name = stored.Actor.Name;
        var entry = stored.Db.Set<ScheduleRecord>().Add(new ScheduleRecord
        {
            ContentItemId = stored.Item.ContentItemId,
            Action = action,
            DueUtc = due,
            NextTryUtc = due,
            ActorId = stored.Actor.UserId,
            ActorName = name.Length > 256 ? name[..256] : name,
        });
        await stored.Db.SaveChangesAsync(cancellationToken);
        // Rows of this table are taken away by statements, of which the tracker would know nothing.
        entry.State = EntityState.Detached;
    }
}
