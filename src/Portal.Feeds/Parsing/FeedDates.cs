using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Feeds.Parsing;

/// <summary>
/// Reads the dates of feeds, whatever the culture of the machine: ISO 8601 and its variants, RFC 822 with wrong weekdays and named zones,
/// Serbian (both scripts) and Russian month names, day.month.year, seconds since 1970. What has no zone is UTC.
/// </summary>
static partial class FeedDates
{
    /// <summary>The time in UTC, or null where the text is no date.</summary>
    public static DateTime? Parse(string? text)
    {
        if (text?.Trim() is not { Length: > 3 and < 100 } date)
            return null;
        try
        {
            return DayOrWeek().Match(date) is { Success: true } count ? FromDayOrWeek(count)
                : ShortIso().Match(date) is { Success: true } brief && FromShortIso(brief) is { } day ? day
                : Iso().Match(date) is { Success: true } iso ? FromIso(iso)
                : LooseIso().Match(date) is { Success: true } loose ? FromIso(loose)
                : Korean().Match(date) is { Success: true } korean ? FromKorean(korean)
                : Numeric().Match(date) is { Success: true } numeric ? FromNumeric(numeric)
                : Epoch().IsMatch(date) ? FromEpoch(date)
                : FromWords(date);
        }
        catch (ArgumentOutOfRangeException)
        {
            // The 31st of February, the year 0, an hour of 99.
            return null;
        }
    }

    static DateTime FromIso(Match match)
    {
        var day = new DateTime(Number(match, 1), match.Groups[2].Success ? Number(match, 2) : 1, match.Groups[3].Success ? Number(match, 3) : 1, 0, 0, 0, DateTimeKind.Utc);
        return day + Time(match.Groups[4].Value, match.Groups[5].Value, match.Groups[6].Value, match.Groups[7].Value) - Zone(match.Groups[8].Value);
    }

    // Year, month, day: with hyphens or none between two digits each, that is ISO 8601's order. Null where it cannot be.
    static DateTime? FromShortIso(Match match)
    {
        var (year, month, day) = (Year(Number(match, 1)), Number(match, 3), Number(match, 4));
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc) + Time(match.Groups[5].Value, match.Groups[6].Value, match.Groups[7].Value, "") - Zone(match.Groups[8].Value)
            : null;
    }

    static DateTime FromDayOrWeek(Match match)
    {
        var year = Number(match, 1);
        var day = match.Groups[2].Success
            ? Day(Number(match, 2), year)
            : ISOWeek.ToDateTime(year, Number(match, 3), match.Groups[4].Success ? (DayOfWeek)(Number(match, 4) % 7) : DayOfWeek.Monday);
        return DateTime.SpecifyKind(day, DateTimeKind.Utc) + Time(match.Groups[5].Value, match.Groups[6].Value, match.Groups[7].Value, "") - Zone(match.Groups[8].Value);

        static DateTime Day(int number, int year) => number is > 0 and <= 366 && (number < 366 || DateTime.IsLeapYear(year))
            ? new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(number - 1)
            : throw new ArgumentOutOfRangeException(nameof(number));
    }

    static DateTime FromKorean(Match match)
    {
        var day = new DateTime(Number(match, 1), Number(match, 2), Number(match, 3), 0, 0, 0, DateTimeKind.Utc);
        var afternoon = match.Groups[4].Value == "오후" && Number(match, 5) < 12 ? 12 : 0;
        // Without a zone in Korea's.
        return day.AddHours(afternoon - 9) + Time(match.Groups[5].Value, match.Groups[6].Value, match.Groups[7].Value, "");
    }

    static DateTime FromNumeric(Match match)
    {
        // 24.11.2026 is day first; 11/24/2026 is month first unless that cannot be.
        var (first, second) = (Number(match, 1), Number(match, 3));
        var dayFirst = match.Groups[2].Value != "/" || first > 12;
        var day = new DateTime(Year(Number(match, 4)), dayFirst ? second : first, dayFirst ? first : second, 0, 0, 0, DateTimeKind.Utc);
        var afternoon = match.Groups[8].Value.StartsWith("p", StringComparison.OrdinalIgnoreCase) && match.Groups[5].Value is { Length: > 0 } hour && int.Parse(hour, CultureInfo.InvariantCulture) < 12 ? 12 : 0;
        return day.AddHours(afternoon) + Time(match.Groups[5].Value, match.Groups[6].Value, match.Groups[7].Value, "") - Zone(match.Groups[9].Value);
    }

    static DateTime? FromEpoch(string text)
    {
        var number = long.Parse(text, CultureInfo.InvariantCulture);
        return (text.Length > 11 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number)).UtcDateTime;
    }

    static DateTime? FromWords(string text)
    {
        int? day = null, month = null, year = null;
        var time = TimeSpan.Zero;
        var zone = "";
        var afternoon = false;
        foreach (var token in text.Split([' ', ',', '\t', '\n', '\r', '/', '(', ')'], StringSplitOptions.RemoveEmptyEntries))
        {
            var word = token.TrimEnd('.', ';');
            if (word.Length == 0)
                continue;
            if (Clock().Match(word) is { Success: true } clock)
            {
                time = Time(clock.Groups[1].Value, clock.Groups[2].Value, clock.Groups[3].Value, "");
                zone = clock.Groups[4].Length > 0 ? clock.Groups[4].Value : zone;
            }
            else if (int.TryParse(word.Replace("st", "", StringComparison.OrdinalIgnoreCase).Replace("nd", "", StringComparison.OrdinalIgnoreCase)
                         .Replace("rd", "", StringComparison.OrdinalIgnoreCase).Replace("th", "", StringComparison.OrdinalIgnoreCase), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                if (day is null && number is >= 1 and <= 31 && word.Length <= 4 && !(word.Length == 4 && char.IsAsciiDigit(word[3])))
                    day = number;
                else
                    year ??= Year(number);
            }
            else if (NamedMonth().Match(word) is { Success: true } hungarian && DateWords.Month(hungarian.Groups[2].Value) is { } hungarianMonth)
            {
                (day, month, year) = (Number(hungarian, 3), hungarianMonth, Number(hungarian, 1));
                time = Time(hungarian.Groups[4].Value, hungarian.Groups[5].Value, "", "");
                zone = hungarian.Groups[6].Value;
            }
            else if (word.Contains('-', StringComparison.Ordinal) && word.Split('-') is [var d, var m, var y] && DateWords.Month(m) is { } named
                && int.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out var dashed) && int.TryParse(y, NumberStyles.None, CultureInfo.InvariantCulture, out var dashedYear))
            {
                (day, month, year) = (dashed, named, Year(dashedYear));
            }
            else if (month is null && DateWords.Month(word) is { } found)
            {
                month = found;
            }
            else if (word is "PM" or "pm" or "AM" or "am")
            {
                afternoon = word is "PM" or "pm";
            }
            else if (word[0] is '+' or '-' || DateWords.Zone(word) is not null || word.StartsWith("GMT", StringComparison.OrdinalIgnoreCase) || word.StartsWith("UTC", StringComparison.OrdinalIgnoreCase))
            {
                zone = zone.Length == 0 ? word : zone;
            }
        }
        if (month is null || year is null)
            return null;
        if (afternoon && time.TotalHours < 12)
            time += TimeSpan.FromHours(12);
        return new DateTime(year.Value, month.Value, day ?? 1, 0, 0, 0, DateTimeKind.Utc) + time - Zone(zone);
    }

    static int Year(int year) => year switch { < 70 => 2000 + year, < 100 => 1900 + year, _ => year };

    static TimeSpan Time(string hours, string minutes, string seconds, string fraction)
    {
        if (hours.Length == 0)
            return TimeSpan.Zero;
        var (h, m, s) = (int.Parse(hours, CultureInfo.InvariantCulture), minutes.Length > 0 ? int.Parse(minutes, CultureInfo.InvariantCulture) : 0,
            seconds.Length > 0 ? int.Parse(seconds, CultureInfo.InvariantCulture) : 0);
        if (h > 24 || m > 59 || s > 60)
            throw new ArgumentOutOfRangeException(nameof(hours));
        var part = fraction.Length > 0 ? double.Parse("0." + fraction, CultureInfo.InvariantCulture) : 0;
        return new TimeSpan(h, m, s) + TimeSpan.FromSeconds(Math.Round(part, 3));
    }

    static TimeSpan Zone(string text)
    {
        if (text.Length == 0)
            return TimeSpan.Zero;
        if (DateWords.Zone(text) is { } hours)
            return TimeSpan.FromHours(hours);
        var match = Offset().Match(text);
        if (!match.Success)
            return TimeSpan.Zero;
        var offset = new TimeSpan(Number(match, 2), match.Groups[3].Length > 0 ? Number(match, 3) : 0, 0);
        return offset.TotalHours > 15 ? TimeSpan.Zero : match.Groups[1].Value == "-" ? -offset : offset;
    }

    static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?:[A-Za-z]{3},?\s+)?(\d{4})(?:[-./]?(\d{2})(?:[-./]?(\d{2}))?)?(?:[Tt ]\s*(\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?)?\s*(Z|z|[+-]\d{2}:?\d{0,2}|[A-Za-z]{2,5})?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iso();

    // Digits that are missing, and a zone that is said twice.
    [GeneratedRegex(@"\A(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[Tt ]\s*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2}|[A-Za-z]{2,5})?Z?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LooseIso();

    [GeneratedRegex(@"\A(?!(?:19|20)\d{2}(?:0[1-9]|1[0-2])\z)(\d{2})(-?)(\d{2})\2(\d{2})(?:[Tt ](\d{2}):?(\d{2})(?::?(\d{2}))?\s*(Z|[+-]\d{2}:?\d{2})?)?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShortIso();

    [GeneratedRegex(@"\A(\d{4})-?(?:(\d{3})|W(\d{2})(?:-?([1-7]))?)(?:[Tt ](\d{2}):?(\d{2})(?::?(\d{2}))?)?\s*(Z|[+-]\d{2}:?\d{2})?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DayOrWeek();

    [GeneratedRegex(@"\A(\d{4})(?:년|-)\s*(\d{1,2})(?:월|-)\s*(\d{1,2})일?\s+(오전|오후)?\s*(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Korean();

    [GeneratedRegex(@"\A(\d{4})-(\p{L}+)-(\d{1,2})T(\d{1,2}):(\d{2})([+-]\d{2}:?\d{2}|Z)?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedMonth();

    [GeneratedRegex(@"\A(\d{1,2})([./-])\s?(\d{1,2})[./-]\s?(\d{4}|\d{2})\.?(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*([AaPp][Mm])?\s*(Z|[+-]\d{2}:?\d{2}|[A-Za-z]{2,5})?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numeric();

    [GeneratedRegex(@"\A(?:\d{9,10}|\d{13})\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Epoch();

    [GeneratedRegex(@"\A(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?:[.,]\d+)?(Z|[+-]\d{2}:?\d{2})?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Clock();

    [GeneratedRegex(@"([+-])(\d{1,2}):?(\d{2})?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Offset();
}
