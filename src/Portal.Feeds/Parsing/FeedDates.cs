using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Feeds.Parsing;

/// <summary>
/// Reads the dates of feeds, whatever the culture of the machine: ISO 8601 and its variants, RFC 822 with wrong weekdays and named zones,
/// Serbian (both scripts) and Russian month names, day.month.year, seconds since 1970. What has no zone is UTC.
/// </summary>
static partial class FeedDates
{
    static readonly Dictionary<string, int> Months = Names(
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "jan feb mar apr maj jun jul avg sep okt nov dec",
        "јан феб мар апр мај јун јул авг сеп окт нов дец",
        "янв фев мар апр мая июн июл авг сен окт ноя дек",
        "jan feb mär apr mai jun jul aug sep okt nov dez",
        "янв фев мар апр май июн июл авг сен окт ноя дек");

    static readonly Dictionary<string, double> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Z"] = 0,
        ["UT"] = 0,
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["WET"] = 0,
        ["BST"] = 1,
        ["WEST"] = 1,
        ["IST"] = 5.5,
        ["CET"] = 1,
        ["MEZ"] = 1,
        ["CEST"] = 2,
        ["MESZ"] = 2,
        ["EET"] = 2,
        ["EEST"] = 3,
        ["MSK"] = 3,
        ["MSD"] = 4,
        ["TRT"] = 3,
        ["AST"] = -4,
        ["ADT"] = -3,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["ET"] = -5,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
        ["PT"] = -8,
        ["AKST"] = -9,
        ["AKDT"] = -8,
        ["HST"] = -10,
        ["JST"] = 9,
        ["KST"] = 9,
        ["HKT"] = 8,
        ["SGT"] = 8,
        ["AWST"] = 8,
        ["AEST"] = 10,
        ["AEDT"] = 11,
        ["NZST"] = 12,
        ["NZDT"] = 13,
    };

    /// <summary>The time in UTC, or null where the text is no date.</summary>
    public static DateTime? Parse(string? text)
    {
        if (text?.Trim() is not { Length: > 3 and < 100 } date)
            return null;
        try
        {
            return Iso().Match(date) is { Success: true } iso ? FromIso(iso)
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
            else if (word.Contains('-', StringComparison.Ordinal) && word.Split('-') is [var d, var m, var y] && Month(m) is { } named
                && int.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out var dashed) && int.TryParse(y, NumberStyles.None, CultureInfo.InvariantCulture, out var dashedYear))
            {
                (day, month, year) = (dashed, named, Year(dashedYear));
            }
            else if (month is null && Month(word) is { } found)
            {
                month = found;
            }
            else if (word is "PM" or "pm" or "AM" or "am")
            {
                afternoon = word is "PM" or "pm";
            }
            else if (word[0] is '+' or '-' || Zones.ContainsKey(word) || word.StartsWith("GMT", StringComparison.OrdinalIgnoreCase) || word.StartsWith("UTC", StringComparison.OrdinalIgnoreCase))
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

    static int? Month(string word) => word.Length >= 3 && Months.TryGetValue(word[..3], out var month) ? month : null;

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
        if (text.Length == 0 || Zones.TryGetValue(text, out var hours) && TimeSpan.FromHours(hours) is var named && named == TimeSpan.Zero)
            return TimeSpan.Zero;
        if (Zones.TryGetValue(text, out hours))
            return TimeSpan.FromHours(hours);
        var match = Offset().Match(text);
        if (!match.Success)
            return TimeSpan.Zero;
        var offset = new TimeSpan(Number(match, 2), match.Groups[3].Length > 0 ? Number(match, 3) : 0, 0);
        return offset.TotalHours > 15 ? TimeSpan.Zero : match.Groups[1].Value == "-" ? -offset : offset;
    }

    static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    static Dictionary<string, int> Names(params ReadOnlySpan<string> lists)
    {
        var months = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var list in lists)
        {
            var number = 0;
            foreach (var name in list.Split(' '))
                months[name] = ++number;
        }
        return months;
    }

    [GeneratedRegex(@"\A(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:[Tt ]\s*(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|z|[+-]\d{2}:?\d{0,2}|[A-Za-z]{2,5})?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iso();

    [GeneratedRegex(@"\A(\d{1,2})([./-])\s?(\d{1,2})[./-]\s?(\d{4}|\d{2})\.?(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*([AaPp][Mm])?\s*(Z|[+-]\d{2}:?\d{2}|[A-Za-z]{2,5})?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numeric();

    [GeneratedRegex(@"\A(?:\d{9,10}|\d{13})\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Epoch();

    [GeneratedRegex(@"\A(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?(Z|[+-]\d{2}:?\d{2})?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Clock();

    [GeneratedRegex(@"([+-])(\d{1,2}):?(\d{2})?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Offset();
}
