using System.Globalization;

namespace Portal.Feeds.Parsing;

/// <summary>Reads when a feed does not want to be fetched (RSS 0.91 and 2.0, <c>skipHours</c> and <c>skipDays</c>).</summary>
static class SkipReading
{
    static readonly string[] DayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    public static int Hours(FeedNode channel)
    {
        var hours = 0;
        foreach (var text in Values(channel, "skiphours", "hour"))
        {
            // RSS 0.91 counts to 24, RSS 2.0 from 0 to 23.
            if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var hour) && hour is >= 0 and <= 24)
                hours |= 1 << (hour % 24);
        }
        return hours;
    }

    public static int Days(FeedNode channel)
    {
        var days = 0;
        foreach (var text in Values(channel, "skipdays", "day"))
        {
            if (Array.IndexOf(DayNames, text.ToLowerInvariant()) is >= 0 and var day)
                days |= 1 << day;
        }
        return days;
    }

    static IEnumerable<string> Values(FeedNode channel, string list, string name) =>
        channel.First(Module.Core, list) is { } element ? channel.Child(element).All(Module.Core, name).Select(value => value.Value.Trim()).Take(31) : [];
}
