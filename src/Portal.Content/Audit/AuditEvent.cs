namespace Portal.Content.Audit;

/// <summary>What was done to an item. The numbers are stored.</summary>
public enum AuditEvent
{
    /// <summary>The item came into being.</summary>
    Created = 1,

    /// <summary>The version that editors work on was stored.</summary>
    Saved = 2,

    /// <summary>A version was shown to visitors.</summary>
    Published = 3,

    /// <summary>The item was hidden from visitors.</summary>
    Unpublished = 4,

    /// <summary>The item was put into the trash.</summary>
    Removed = 5,

    /// <summary>The item was taken out of the trash.</summary>
    Restored = 6,

    /// <summary>The item came from a file.</summary>
    Imported = 7,

    /// <summary>Changes that visitors had not seen were dropped.</summary>
    DraftDiscarded = 8,

    /// <summary>An older version became the editors' version again.</summary>
    VersionRestored = 9,

    /// <summary>The item was made as a copy of another one.</summary>
    Cloned = 10,

    /// <summary>The item was deleted for good.</summary>
    Purged = 11,

    /// <summary>A time was set at which the draft is shown to visitors.</summary>
    PublishScheduled = 12,

    /// <summary>A time was set at which the item is hidden from visitors.</summary>
    ArchiveScheduled = 13,

    /// <summary>A time that was set was taken back.</summary>
    ScheduleCancelled = 14,

    /// <summary>The draft was shown to visitors at the time that had been set.</summary>
    PublishedOnSchedule = 15,

    /// <summary>The item was hidden from visitors at the time that had been set.</summary>
    UnpublishedOnSchedule = 16,
}
