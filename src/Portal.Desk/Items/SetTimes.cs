using Microsoft.Extensions.Localization;
using Portal.Content.Items;
using Portal.Content.Scheduling;

namespace Portal.Desk.Items;

/// <summary>Looks whether the times that an editor sets make sense.</summary>
static class SetTimes
{
    /// <summary>What must be put right.</summary>
    /// <param name="item">The item as it is written.</param>
    /// <param name="read">The item as it was read: what stood there already is not the editor's doing.</param>
    /// <param name="publishing">Whether it is published now.</param>
    /// <param name="now">The time.</param>
    /// <param name="texts">The texts of the interface.</param>
    public static IEnumerable<ItemProblem> Find(ContentItem item, ContentItem? read, bool publishing, DateTime now, IStringLocalizer texts)
    {
        var (publish, archive) = (publishing ? null : item.PublishLater(), item.ArchiveLater());
        if (publish <= now && publish != read?.PublishLater())
            yield return new("PublishLaterPart", texts["The time at which the item is to be published has passed. Choose a later one, or publish it now."]);
        if (archive <= now && archive != read?.ArchiveLater())
            yield return new("ArchiveLaterPart", texts["The time at which the item is to be hidden has passed. Choose a later one, or hide it now."]);
        else if (archive <= publish)
            yield return new("ArchiveLaterPart", texts["The item would be hidden before it is published. Choose a later time."]);
    }
}
