using Portal.Content.Handlers;

namespace Portal.Content.Audit;

/// <summary>Records what people do to items, and what is done at a time that they set. What the site does by itself (imports of feeds) is not recorded.</summary>
sealed class AuditHandler : IContentHandler
{
    public ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken)
    {
        if (stored.Actor.UserId is null && stored.Event is not (AuditEvent.PublishedOnSchedule or AuditEvent.UnpublishedOnSchedule))
            return ValueTask.CompletedTask;
        var isCreated = stored.IsNew && stored.Event is (AuditEvent.Saved or AuditEvent.Published);
        if (isCreated)
            AuditTrail.Add(stored.Db, AuditEvent.Created, stored.Item, stored.Actor, stored.NowUtc);
        if (!isCreated || stored.Event == AuditEvent.Published)
            AuditTrail.Add(stored.Db, stored.Event, stored.Item, stored.Actor, stored.NowUtc);
        return ValueTask.CompletedTask;
    }
}
