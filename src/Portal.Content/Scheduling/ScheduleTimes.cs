using Portal.Content.Items;
using Portal.Content.Parts;

namespace Portal.Content.Scheduling;

/// <summary>The times that an item sets for itself, in whole seconds.</summary>
public static class ScheduleTimes
{
    /// <summary>When this version is to be shown to visitors, or null.</summary>
    public static DateTime? PublishLater(this ContentItem item) => item.As<PublishLaterPart>()?.ScheduledPublishUtc is { } time ? Utc(time) : null;

    /// <summary>When the item is to be hidden from visitors, or null.</summary>
    public static DateTime? ArchiveLater(this ContentItem item) => item.As<ArchiveLaterPart>()?.ScheduledArchiveUtc is { } time ? Utc(time) : null;

    // A file may give the time with an offset, or with none. Whole seconds come back from every database as they were.
    static DateTime Utc(DateTime time)
    {
        var utc = time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond));
    }
}
