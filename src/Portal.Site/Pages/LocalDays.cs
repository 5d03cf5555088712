namespace Portal.Site.Pages;

/// <summary>Days of a time zone as stretches of UTC.</summary>
public static class LocalDays
{
    /// <summary>When a day begins. Where clocks go forward at midnight there is no midnight, and it begins an hour later.</summary>
    public static DateTime Start(DateTime day, TimeZoneInfo zone)
    {
        var start = DateTime.SpecifyKind(day.Date, DateTimeKind.Unspecified);
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(start) ? start.AddHours(1) : start, zone);
    }
}
