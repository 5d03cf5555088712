using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Content.Storage;
using Portal.Newsletter.Desk;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Subscribing;
using Shouldly;
using Xunit;

namespace Portal.Newsletter.Tests;

public sealed class CalendarTests
{
    static readonly TimeZoneInfo Belgrade = TimeZoneInfo.FindSystemTimeZoneById("Europe/Belgrade");

    [Theory]
    // Winter: seven o'clock is 06:00 UTC; summer: 05:00.
    [InlineData(false, "2026-11-24T05:59:59Z", "2026-11-23", "2026-11-23T06:00:00Z", "2026-11-24T06:00:00Z")]
    [InlineData(false, "2026-11-24T06:00:00Z", "2026-11-24", "2026-11-24T06:00:00Z", "2026-11-25T06:00:00Z")]
    [InlineData(false, "2026-07-01T05:00:00Z", "2026-07-01", "2026-07-01T05:00:00Z", "2026-07-02T05:00:00Z")]
    // The day on which clocks go forward (29 March 2026) and back (25 October 2026).
    [InlineData(false, "2026-03-29T04:59:00Z", "2026-03-28", "2026-03-28T06:00:00Z", "2026-03-29T05:00:00Z")]
    [InlineData(false, "2026-10-25T05:30:00Z", "2026-10-24", "2026-10-24T05:00:00Z", "2026-10-25T06:00:00Z")]
    // Weeks, across the end of a year.
    [InlineData(true, "2026-11-24T12:00:00Z", "2026-W48", "2026-11-23T06:00:00Z", "2026-11-30T06:00:00Z")]
    [InlineData(true, "2026-11-23T05:59:00Z", "2026-W47", "2026-11-16T06:00:00Z", "2026-11-23T06:00:00Z")]
    [InlineData(true, "2027-01-01T12:00:00Z", "2026-W53", "2026-12-28T06:00:00Z", "2027-01-04T06:00:00Z")]
    [InlineData(true, "2026-03-30T05:00:00Z", "2026-W14", "2026-03-30T05:00:00Z", "2026-04-06T05:00:00Z")]
    public void An_issue_is_due_at_seven_by_the_sites_own_clock(bool weekly, string now, string period, string last, string next)
    {
        var rhythm = weekly ? DigestRhythm.Weekly : DigestRhythm.Daily;
        var at = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
        DigestCalendar.Last(rhythm, at, Belgrade).ShouldBe(new DigestDue(DateTimeOffset.Parse(last, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime, period));
        DigestCalendar.Next(rhythm, at, Belgrade).Utc.ShouldBe(DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime);
    }

    [Fact]
    public void An_hour_that_does_not_exist_is_its_first_minute_that_does_and_one_that_comes_twice_is_the_first()
    {
        DigestCalendar.Utc(new(2026, 3, 29), 2, Belgrade).ShouldBe(new DateTime(2026, 3, 29, 1, 0, 0, DateTimeKind.Utc));
        DigestCalendar.Utc(new(2026, 10, 25), 2, Belgrade).ShouldBe(new DateTime(2026, 10, 25, 0, 0, 0, DateTimeKind.Utc));
    }

    [Fact]
    public void Every_day_of_three_years_has_one_issue_in_every_zone()
    {
        foreach (var id in new[] { "Europe/Belgrade", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo", "Pacific/Apia", "UTC" })
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
            var at = new DateTime(2025, 1, 1, 12, 0, 0, DateTimeKind.Utc);
            var periods = new HashSet<string>(StringComparer.Ordinal);
            for (var day = 0; day < 1095; day++)
            {
                var next = DigestCalendar.Next(DigestRhythm.Daily, at, zone);
                periods.Add(next.Period).ShouldBeTrue();
                DigestCalendar.Last(DigestRhythm.Daily, next.Utc, zone).ShouldBe(next);
                at = next.Utc;
            }
        }
    }

    [Fact]
    public async Task The_desk_names_issues_by_their_time_in_words()
    {
        await using var site = await NewsletterSite.CreateAsync(DatabaseProvider.Sqlite);
        var words = site.Get<IStringLocalizer>();
        var names = new Dictionary<string, (string English, string Serbian)>(StringComparer.Ordinal)
        {
            ["2026-11-25"] = ("25 Nov 2026", "25. нов 2026"),
            ["2026-11"] = ("November 2026", "новембар 2026"),
            ["2026-W48"] = ("week 48 of 2026", "48. недеља 2026."),
            ["2026-W48-7"] = ("week 48 of 2026, Sunday", "48. недеља 2026., недеља"),
            ["now-20261128203209311"] = ("by hand, 28 Nov 2026", "ручно, 28. нов 2026"),
            ["at-20261128T2015"] = ("28 Nov 2026", "28. нов 2026"),
            ["searches-20261128203209311"] = ("28 Nov 2026", "28. нов 2026"),
            ["letter-20261128203209311"] = ("", ""),
        };
        foreach (var (period, name) in names)
            (In("en", period), In("sr-Cyrl", period)).ShouldBe(name, period);

        string In(string culture, string period)
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            return words.Period(period);
        }
    }
}
