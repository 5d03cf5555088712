namespace Portal.Desk.Shell;

/// <summary>Times that people write in the site's time zone.</summary>
public static class ZoneTimes
{
    /// <summary>The moment that a clock of the zone shows. An hour that is left out when clocks go forward means the one after it.</summary>
    public static DateTime ToUtc(this TimeZoneInfo zone, DateTime local)
    {
        var time = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(time) ? time.AddHours(1) : time, zone);
    }
}
