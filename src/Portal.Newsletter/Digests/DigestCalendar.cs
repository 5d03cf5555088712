using System.Globalization;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>A time at which an issue is due, and the name of its period.</summary>
readonly record struct DigestDue(DateTime Utc, string Period);

/// <summary>When issues are due: each day, or each Monday, at an hour of the site's own clock.</summary>
static class DigestCalendar
{
    /// <summary>The hour of the site's clock.</summary>
    public const int Hour = 7;

    /// <summary>The rhythms that have digests.</summary>
    public static IReadOnlyList<DigestRhythm> Plans { get; } = [DigestRhythm.Daily, DigestRhythm.Weekly];

    /// <summary>The issue that was due last.</summary>
    public static DigestDue Last(DigestRhythm rhythm, DateTime nowUtc, TimeZoneInfo zone)
    {
        var day = FirstDay(rhythm, DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(nowUtc, zone)));
        return At(rhythm, day, zone) is var due && due.Utc <= nowUtc ? due : At(rhythm, day.AddDays(-Days(rhythm)), zone);
    }

    /// <summary>The issue that is due next.</summary>
    public static DigestDue Next(DigestRhythm rhythm, DateTime nowUtc, TimeZoneInfo zone)
    {
        var day = FirstDay(rhythm, DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(nowUtc, zone)));
        return At(rhythm, day, zone) is var due && due.Utc > nowUtc ? due : At(rhythm, day.AddDays(Days(rhythm)), zone);
    }

    /// <summary>Days from one issue to the next.</summary>
    public static int Days(DigestRhythm rhythm) => rhythm == DigestRhythm.Daily ? 1 : 7;

    internal static DigestDue At(DigestRhythm rhythm, DateOnly day, TimeZoneInfo zone, int hour = Hour)
    {
        var local = day.ToDateTime(new TimeOnly(hour, 0));
        // Where clocks go forward over the hour, the issue is due at the first minute that exists.
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        // Where clocks go back over it, at its first occurrence: that of the larger offset.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new(DateTime.SpecifyKind(local - offset, DateTimeKind.Utc), Name(rhythm, day));
    }

    static DateOnly FirstDay(DigestRhythm rhythm, DateOnly day) =>
        rhythm == DigestRhythm.Daily ? day : day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    static string Name(DigestRhythm rhythm, DateOnly day) => rhythm == DigestRhythm.Daily
        ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day.ToDateTime(default)):0000}-W{ISOWeek.GetWeekOfYear(day.ToDateTime(default)):00}");
}
