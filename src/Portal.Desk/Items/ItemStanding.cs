using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Scheduling;

namespace Portal.Desk.Items;

/// <summary>On which stored version that stands what an editor is writing.</summary>
static class ItemStanding
{
    /// <summary>Puts the text on a version that was saved in between, so that saving replaces that one knowingly; the text stays but for what is taken over.</summary>
    public static void StandOn(this ContentItem item, ContentItem stored, IReadOnlyList<ItemDifference> taken)
    {
        foreach (var difference in taken)
            difference.Copy(stored, item);
        (item.Id, item.Stamp, item.ContentItemVersionId, item.Published, item.Latest) = (stored.Id, stored.Stamp, stored.ContentItemVersionId, stored.Published, stored.Latest);
    }

    /// <summary>Follows a store of one's own that counted on; text that is not saved yet stays.</summary>
    public static void Follow(this ContentItem item, ContentHeader? stored)
    {
        if (stored is not null && stored.Id == item.Id)
            (item.Stamp, item.Published) = (stored.Stamp, stored.Published);
    }

    /// <summary>Takes a time out of the text that was taken back in the store.</summary>
    public static void ForgetTime(this ContentItem item, ScheduledAction action)
    {
        if (action == ScheduledAction.Publish && item.As<PublishLaterPart>() is { } publish)
            item.Apply(publish with { ScheduledPublishUtc = null });
        else if (action == ScheduledAction.Archive && item.As<ArchiveLaterPart>() is { } archive)
            item.Apply(archive with { ScheduledArchiveUtc = null });
    }
}
