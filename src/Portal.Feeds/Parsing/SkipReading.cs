using System.Globalization;

namespace Portal.Feeds.Parsing;

/// <summary>Reads when a feed does not want to be fetched (RSS 0.91 and 2.0, <c>skipHours</c> and <c>skipDays</c>).</summary>
static class SkipReading
{
    // RSS 0.91 counts to 24, RSS 2.0 from 0 to 23.
    public static IReadOnlyList<int> Hours(FeedNode channel) =>
        [.. Values(channel, "skiphours", "hour").Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour <= 24 ? hour % 24 : -1).Where(hour => hour >= 0).Distinct()];

    public static IReadOnlyList<string> Days(FeedNode channel) => [.. Values(channel, "skipdays", "day")];

    static IEnumerable<string> Values(FeedNode channel, string list, string name) =>
        channel.First(Module.Core, list) is { } element ? channel.Child(element).All(Module.Core, name).Select(value => value.Value.Trim()).Take(31) : [];
}
