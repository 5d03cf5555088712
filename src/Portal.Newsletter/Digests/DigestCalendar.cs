using Portal.Newsletter.Plans;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>A time at which an issue is due, and the name of its period.</summary>
readonly record struct DigestDue(DateTime Utc, string Period);

/// <summary>The calendar of the usual plans: each day, or each Monday, at seven by the site's own clock.</summary>
static class DigestCalendar
{
    /// <summary>The issue that was due last.</summary>
    public static DigestDue Last(DigestRhythm rhythm, DateTime nowUtc, TimeZoneInfo zone) => PlanCalendar.Last(Usual(rhythm), new(0, DayOfWeek.Monday), nowUtc, zone);

    /// <summary>The issue that is due next.</summary>
    public static DigestDue Next(DigestRhythm rhythm, DateTime nowUtc, TimeZoneInfo zone) => PlanCalendar.Next(Usual(rhythm), new(0, DayOfWeek.Monday), nowUtc, zone);

    /// <summary>The moment at which a clock of the zone shows a full hour of a day.</summary>
    public static DateTime Utc(DateOnly day, int hour, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(new TimeOnly(hour, 0));
        // Where clocks go forward over the hour, the issue is due at the first minute that exists.
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        // Where clocks go back over it, at its first occurrence: that of the larger offset.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }

    static DigestPlan Usual(DigestRhythm rhythm) => DigestPlans.Empty.Of(rhythm) ?? throw new ArgumentOutOfRangeException(nameof(rhythm), rhythm, "No plan has this rhythm.");
}
