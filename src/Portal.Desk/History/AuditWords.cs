using Microsoft.Extensions.Localization;
using Portal.Content.Audit;
using Portal.Desk.Shell;

namespace Portal.Desk.History;

/// <summary>What the audit trail says, in words.</summary>
static class AuditWords
{
    /// <summary>What was done, in the language of the desk.</summary>
    public static string Of(AuditRecord record, IStringLocalizer texts, TimeZoneInfo zone) => record.Event switch
    {
        AuditEvent.Created => texts["Created"],
        AuditEvent.Saved => texts["Saved as a draft"],
        AuditEvent.Published => texts["Published"],
        AuditEvent.Unpublished => texts["Hidden from visitors"],
        AuditEvent.Removed => texts["Deleted"],
        AuditEvent.Restored => texts["Restored from the trash"],
        AuditEvent.Imported => texts["Came from a recipe or a file"],
        AuditEvent.DraftDiscarded => texts["Dropped the changes that visitors had not seen"],
        AuditEvent.VersionRestored => texts["Restored an older version"],
        AuditEvent.Cloned => texts["Created as a copy"],
        AuditEvent.Purged => texts["Deleted for good"],
        AuditEvent.PublishScheduled => texts["Set to be published at {0}", zone.Show(record.DueUtc)],
        AuditEvent.ArchiveScheduled => texts["Set to be hidden at {0}", zone.Show(record.DueUtc)],
        AuditEvent.ScheduleCancelled => texts["Took a set time back"],
        AuditEvent.PublishedOnSchedule => texts["Published at the set time"],
        AuditEvent.UnpublishedOnSchedule => texts["Hidden at the set time"],
        _ => record.Event.ToString(),
    };
}
