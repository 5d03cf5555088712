using System.Globalization;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Plans;

/// <summary>A place in the calendar of a plan: most plans have one, a weekly one that follows its readers has one for each day.</summary>
/// <param name="Number">0 for the plan's own day, else 1 (Monday) to 7 (Sunday).</param>
/// <param name="Weekday">The day of a weekly digest.</param>
readonly record struct PlanSlot(int Number, DayOfWeek Weekday);

/// <summary>When the issues of a plan are due.</summary>
static class PlanCalendar
{
    /// <summary>How soon "as it happens" is: what comes in between stands in one mail.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromMinutes(15);

    /// <summary>The places of a plan.</summary>
    public static IReadOnlyList<PlanSlot> Slots(DigestPlan plan) => plan.HasReadersDays
        ? [.. Enumerable.Range(0, 7).Select(days => (DayOfWeek)(((int)plan.Weekday + days) % 7)).Select(day => new PlanSlot(day == plan.Weekday ? 0 : IsoDay(day), day))]
        : [new(0, plan.Weekday)];

    /// <summary>The issue that was due last.</summary>
    public static DigestDue Last(DigestPlan plan, PlanSlot slot, DateTime nowUtc, TimeZoneInfo site) => plan.Rhythm switch
    {
        DigestRhythm.AsItHappens => AtRound(new DateTime(nowUtc.Ticks - nowUtc.Ticks % Round.Ticks, DateTimeKind.Utc)),
        _ => Days(plan, slot, nowUtc, site).Last(due => due.Utc <= nowUtc),
    };

    /// <summary>The issue that is due next.</summary>
    public static DigestDue Next(DigestPlan plan, PlanSlot slot, DateTime nowUtc, TimeZoneInfo site) => plan.Rhythm switch
    {
        DigestRhythm.AsItHappens => AtRound(new DateTime(nowUtc.Ticks - nowUtc.Ticks % Round.Ticks, DateTimeKind.Utc) + Round),
        _ => Days(plan, slot, nowUtc, site).First(due => due.Utc > nowUtc),
    };

    /// <summary>When the next issue of a plan is due, at whichever of its places.</summary>
    public static DateTime Next(DigestPlan plan, DateTime nowUtc, TimeZoneInfo site) => Slots(plan).Min(slot => Next(plan, slot, nowUtc, site).Utc);

    /// <summary>The time that an issue looks back at where there was none before it.</summary>
    public static TimeSpan Span(DigestRhythm rhythm) => rhythm switch
    {
        DigestRhythm.Monthly => TimeSpan.FromDays(31),
        DigestRhythm.Weekly => TimeSpan.FromDays(7),
        DigestRhythm.AsItHappens => TimeSpan.FromHours(6),
        _ => TimeSpan.FromDays(1),
    };

    static DigestDue AtRound(DateTime utc) => new(utc, utc.ToString("'at-'yyyyMMdd'T'HHmm", CultureInfo.InvariantCulture));

    // The days around now on which an issue is due, in order: enough to hold one before and one after.
    static IEnumerable<DigestDue> Days(DigestPlan plan, PlanSlot slot, DateTime nowUtc, TimeZoneInfo site)
    {
        var zone = plan.Zone(site);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(nowUtc, zone));
        IEnumerable<DateOnly> days = plan.Rhythm switch
        {
            DigestRhythm.Monthly => Enumerable.Range(-2, 5).Select(month => new DateOnly(today.Year, today.Month, Math.Clamp(plan.Day, 1, 28)).AddMonths(month)),
            DigestRhythm.Weekly => Enumerable.Range(-2, 5).Select(week => today.AddDays((int)slot.Weekday - (int)today.DayOfWeek + 7 * week)),
            _ => Enumerable.Range(-2, 5).Select(today.AddDays),
        };
        return days.Select(day => new DigestDue(DigestCalendar.Utc(day, plan.Hour, zone), Name(plan.Rhythm, day, slot)));
    }

    static string Name(DigestRhythm rhythm, DateOnly day, PlanSlot slot) => rhythm switch
    {
        DigestRhythm.Monthly => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        DigestRhythm.Weekly => string.Create(CultureInfo.InvariantCulture,
            $"{ISOWeek.GetYear(day.ToDateTime(default)):0000}-W{ISOWeek.GetWeekOfYear(day.ToDateTime(default)):00}{(slot.Number == 0 ? "" : $"-{slot.Number}")}"),
        _ => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    static int IsoDay(DayOfWeek day) => day == DayOfWeek.Sunday ? 7 : (int)day;
}
