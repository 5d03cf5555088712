using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;

namespace Portal.Content.Audit;

/// <summary>Writes the audit trail.</summary>
public static class AuditTrail
{
    /// <summary>Adds a row to the open transaction.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="what">What is done.</param>
    /// <param name="item">To which version.</param>
    /// <param name="actor">On whose behalf.</param>
    /// <param name="now">The time of the transaction.</param>
    /// <param name="due">For schedules: the time that is set.</param>
    public static void Add(PortalDbContext db, AuditEvent what, ContentItem item, ContentActor actor, DateTime now, DateTime? due = null) =>
        db.Set<AuditRecord>().Add(new AuditRecord
        {
            Event = what,
            ContentItemId = item.ContentItemId,
            ContentItemVersionId = item.ContentItemVersionId,
            ContentType = item.ContentType,
            DisplayText = Cut(item.DisplayText, 1024),
            UserId = actor.UserId,
            UserName = Cut(actor.Name, 256) ?? "",
            Comment = item.As<AuditTrailPart>()?.Comment is { Length: > 0 } comment ? Cut(comment, AuditRecord.MaxCommentLength) : null,
            DueUtc = due,
            OccurredUtc = now,
        });

    /// <summary>Takes away what an editor said about the version: what is written from now on is another change.</summary>
    public static void ForgetComment(this ContentItem item)
    {
        if (item.As<AuditTrailPart>() is { Comment: not null } part)
            item.Apply(part with { Comment = null });
    }

    static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;
}
