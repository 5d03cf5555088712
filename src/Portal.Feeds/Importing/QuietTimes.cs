using Portal.Feeds.Parsing;

namespace Portal.Feeds.Importing;

/// <summary>When a feed does not want to be fetched (RSS 0.91 and 2.0, <c>skipHours</c> and <c>skipDays</c>), bit by bit.</summary>
static class QuietTimes
{
    /// <summary>Bit 0 is the hour after midnight (UTC).</summary>
    public static int Hours(ParsedFeed feed) => feed.SkipHours.Aggregate(0, (bits, hour) => bits | (1 << (hour % 24)));

    /// <summary>Bit 0 is Sunday.</summary>
    public static int Days(ParsedFeed feed) => feed.SkipDays.Aggregate(0, (bits, day) => Enum.TryParse<DayOfWeek>(day, ignoreCase: true, out var one) && Enum.IsDefined(one) ? bits | (1 << (int)one) : bits);
}
