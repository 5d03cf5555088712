using System.Globalization;
using System.Text.RegularExpressions;
using Lucene.Net.Search;
using Portal.Search.Indexing;

namespace Portal.Search.Queries;

/// <summary>Conditions on the date of publication: days, moments in UTC, <c>now</c>, <c>now-7d</c>, and Orchard Core's own digits (<c>20261128093000</c>).</summary>
static partial class DateRanges
{
    static readonly string[] Digits = ["yyyyMMddHHmmssfff", "yyyyMMddHHmmss", "yyyyMMdd", "yyyyMM", "yyyy"];

    // Dates are kept in whole seconds, the end of a range is the first that is too late.
    public static Query Range(string? from, bool withFrom, string? to, bool withTo, DateTimeOffset now) =>
        PublishedRange.Query(Second(from, now, next: !withFrom), Second(to, now, next: withTo));

    /// <summary>The moment that a text means.</summary>
    public static DateTimeOffset Moment(string text, DateTimeOffset now)
    {
        if (Relative().Match(text) is { Success: true } relative)
            return Moved(now, relative);
        // Orchard Core's tools write dates as digits of the invariant calendar.
        if (DateTimeOffset.TryParseExact(text, Digits, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var exact))
            return exact;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new QueryRefusedException($"“{(text.Length > 40 ? text[..40] : text)}” is no date.");
    }

    static DateTimeOffset Moved(DateTimeOffset now, Match relative)
    {
        if (!relative.Groups["count"].Success)
            return now;
        var count = int.Parse(relative.Groups["sign"].Value + relative.Groups["count"].Value, CultureInfo.InvariantCulture);
        return relative.Groups["unit"].Value switch
        {
            "y" => now.AddYears(Math.Clamp(count, -1000, 1000)),
            "M" => now.AddMonths(Math.Clamp(count, -12_000, 12_000)),
            "w" => now.AddDays(7 * Math.Clamp(count, -50_000, 50_000)),
            "d" => now.AddDays(Math.Clamp(count, -350_000, 350_000)),
            "h" or "H" => now.AddHours(count),
            "m" => now.AddMinutes(count),
            _ => now.AddSeconds(count),
        };
    }

    static DateTime? Second(string? text, DateTimeOffset now, bool next)
    {
        if (text is null)
            return null;
        var moment = Moment(text, now).UtcDateTime;
        return next && moment < DateTime.MaxValue.AddDays(-1) ? moment.AddSeconds(1) : moment;
    }

    [GeneratedRegex(@"^now(?:(?<sign>[+-])(?<count>\d{1,6})(?<unit>[yMwdhHms]))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Relative();
}
