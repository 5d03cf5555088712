using Portal.Newsletter.Digests;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Plans;

/// <summary>When a reader gets an issue: at the hour of the reader's own clock, on the reader's own day where an issue has days to choose from.</summary>
static class ReadersTime
{
    /// <summary>The first moment not before the issue's own that suits the reader.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="due">When the issue is due.</param>
    /// <param name="reader">The reader.</param>
    /// <param name="site">The site's time zone.</param>
    public static DateTime Of(DigestPlan plan, DateTime due, Recipient reader, TimeZoneInfo site)
    {
        if (!plan.AtReadersTime || plan.Rhythm == DigestRhythm.AsItHappens || reader.Hour is not { } hour)
            return due;
        var zone = reader.TimeZone.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(reader.TimeZone, out var own) ? own : site;
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(due, zone)).AddDays(-1);
        var anyDay = plan.Rhythm != DigestRhythm.Weekly || plan.HasReadersDays;
        // A week and a day hold every weekday and hour; a zone that skips a day (Apia, 2011) needs one more.
        for (var tries = 0; tries < 10; tries++, day = day.AddDays(1))
        {
            if ((anyDay || day.DayOfWeek == reader.Weekday) && DigestCalendar.Utc(day, hour, zone) is var moment && moment >= due)
                return moment;
        }
        return due;
    }
}
