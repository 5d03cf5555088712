using Portal.Content.Audit;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Content.Scheduling;

namespace Portal.Content.Items;

/// <content>Set times.</content>
public sealed partial class ContentWriter
{
    /// <summary>Takes back the time at which the item was to be shown or hidden, in the versions that say so; nothing else of them changes.</summary>
    /// <returns>False where no such time was set.</returns>
    public async Task<bool> CancelScheduleAsync(string contentItemId, ScheduledAction action, CancellationToken cancellationToken)
    {
        var cancelled = false;
        var latest = await GetLatestAsync(contentItemId, cancellationToken);
        if (latest is { Published: false } && Clear(latest, action))
            cancelled = await StoreAsync(latest, JournalKind.Draft);
        if (action == ScheduledAction.Archive && await GetPublishedAsync(contentItemId, cancellationToken) is { } published && Clear(published, action))
            cancelled = await StoreAsync(published, JournalKind.Published);
        return cancelled;

        async Task<bool> StoreAsync(ContentItem item, JournalKind change)
        {
            await _rows.UpdateAsync(item, cancellationToken);
            await StoredAsync(change, item, AuditEvent.ScheduleCancelled, cancellationToken);
            return true;
        }
    }

    static bool Clear(ContentItem item, ScheduledAction action)
    {
        if (action == ScheduledAction.Publish ? item.PublishLater() is null : item.ArchiveLater() is null)
            return false;
        if (action == ScheduledAction.Publish)
            item.Apply(item.As<PublishLaterPart>()! with { ScheduledPublishUtc = null });
        else
            item.Apply(item.As<ArchiveLaterPart>()! with { ScheduledArchiveUtc = null });
        return true;
    }
}
