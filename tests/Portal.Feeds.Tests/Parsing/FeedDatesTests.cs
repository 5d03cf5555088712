using System.Globalization;
using Portal.Feeds.Parsing;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Parsing;

public sealed class FeedDatesTests
{
    [Theory]
    [InlineData("Tue, 24 Nov 2026 10:00:00 +0100", "2026-11-24T09:00:00")]
    [InlineData("Mon, 24 Nov 2026 10:00:00 GMT", "2026-11-24T10:00:00")]
    [InlineData("24 Nov 26 10:00 CEST", "2026-11-24T08:00:00")]
    [InlineData("Tue, 1 Sept 2026 10:00:00 EDT", "2026-09-01T14:00:00")]
    [InlineData("2026-11-24T10:00:00.5+01:00", "2026-11-24T09:00:00.5")]
    [InlineData("2026-11-24T24:00:00Z", "2026-11-25T00:00:00")]
    [InlineData("2026-11-24 10:00", "2026-11-24T10:00:00")]
    [InlineData("20261124T100000Z", "2026-11-24T10:00:00")]
    [InlineData("2026-11-24", "2026-11-24T00:00:00")]
    [InlineData("24.11.2026 10:00", "2026-11-24T10:00:00")]
    [InlineData("24.11.2026.", "2026-11-24T00:00:00")]
    [InlineData("уто, 24 нов 2026 10:00:00 +0100", "2026-11-24T09:00:00")]
    [InlineData("24. novembar 2026. 10:00", "2026-11-24T10:00:00")]
    [InlineData("24. авг 2026", "2026-08-24T00:00:00")]
    [InlineData("Вт, 24 ноября 2026 10:00:00 MSK", "2026-11-24T07:00:00")]
    [InlineData("5 мая 2026", "2026-05-05T00:00:00")]
    [InlineData("11/24/2026 3:05 PM", "2026-11-24T15:05:00")]
    [InlineData("1795514400", "2026-11-24T10:00:00")]
    [InlineData("November 24, 2026 10:00", "2026-11-24T10:00:00")]
    [InlineData("Tue Nov 24 10:00:00 2026", "2026-11-24T10:00:00")]
    [InlineData("Tue Nov 24 10:00:00 CET 2026", "2026-11-24T09:00:00")]
    [InlineData("2026-328", "2026-11-24T00:00:00")]
    [InlineData("2026328", "2026-11-24T00:00:00")]
    [InlineData("2026-W48-2", "2026-11-24T00:00:00")]
    [InlineData("2026W482T10:00Z", "2026-11-24T10:00:00")]
    [InlineData("2026.11.24", "2026-11-24T00:00:00")]
    [InlineData("Tue, 2026/11/24 10:00:00 EST", "2026-11-24T15:00:00")]
    [InlineData("2026-11", "2026-11-01T00:00:00")]
    [InlineData("2026-11-24T10", "2026-11-24T10:00:00")]
    [InlineData("2026-11-24 10:00:00.0", "2026-11-24T10:00:00")]
    [InlineData("2026-november-24T10:00+01:00", "2026-11-24T09:00:00")]
    [InlineData("2026-július-24T10:00+02:00", "2026-07-24T08:00:00")]
    [InlineData("Τρι, 24 Νοέ 2026 10:00:00 EET", "2026-11-24T08:00:00")]
    [InlineData("2026년 11월 24일  19:00:00", "2026-11-24T10:00:00")]
    [InlineData("2026-11-24 오후 07:00:00", "2026-11-24T10:00:00")]
    [InlineData("24 juin 2026", "2026-06-24T00:00:00")]
    [InlineData("24 juillet 2026", "2026-07-24T00:00:00")]
    [InlineData("24. studenoga 2026.", "2026-11-24T00:00:00")]
    [InlineData("24 ноября 2026 г., 13:00 MSK", "2026-11-24T10:00:00")]
    [InlineData("уторак, 24. новембра 2026. у 10:00", "2026-11-24T10:00:00")]
    [InlineData("Tue, 24 Nov 2026 10:00:00 +0100 (CET)", "2026-11-24T09:00:00")]
    [InlineData("Tue, 24 Nov 2026 10:00:00 GMT+0100", "2026-11-24T09:00:00")]
    [InlineData("24-Nov-2026 10:00", "2026-11-24T10:00:00")]
    [InlineData("1795514400000", "2026-11-24T10:00:00")]
    [InlineData("26-11-24", "2026-11-24T00:00:00")]
    [InlineData("Tue, 24 Nov 2026 10:00:00 N", "2026-11-24T09:00:00")]
    [InlineData("Tue, 24 Nov 2026 10:00:00 A", "2026-11-24T11:00:00")]
    [InlineData("Tue, 24 Nov 2026 9:8:1 GMT", "2026-11-24T09:08:01")]
    [InlineData("2026-1-4", "2026-01-04T00:00:00")]
    [InlineData("2026/1/4 9:05", "2026-01-04T09:05:00")]
    [InlineData("2026-11-24T10:00:00+00:00Z", "2026-11-24T10:00:00")]
    [InlineData("261124", "2026-11-24T00:00:00")]
    [InlineData("99-12-31T10:00:00Z", "1999-12-31T10:00:00")]
    [InlineData("202611", "2026-11-01T00:00:00")]
    [InlineData("24.11.26", "2026-11-24T00:00:00")]
    [InlineData("30-11-24", "2030-11-24T00:00:00")]
    public void Dates_of_all_kinds_are_read_alike_in_every_culture(string text, string expected)
    {
        foreach (var culture in new[] { "en-US", "sr-Cyrl-RS", "th-TH", "ar-SA" })
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            FeedDates.Parse(text).ShouldBe(DateTime.Parse(expected, CultureInfo.InvariantCulture), $"{text} in {culture}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("31 Feb 2026")]
    [InlineData("0000-00-00T00:00:00Z")]
    [InlineData("99:99")]
    public void What_is_no_date_is_none(string text) => FeedDates.Parse(text).ShouldBeNull();
}
