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
