using System.Security.Cryptography;

namespace Portal.Feeds.Importing;

/// <summary>When a source is fetched again.</summary>
sealed class FetchSchedule(FeedsOptions options)
{
    static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);
    static readonly TimeSpan Longest = TimeSpan.FromHours(24);
    const int MaxDoublings = 6;

    /// <summary>
    /// After a success: half the mean time between the newest entries, at most the usual interval for lively sources and up to a day
    /// for quiet ones; never sooner than the feed (<c>ttl</c>) or the server (<c>max-age</c>) asks for.
    /// </summary>
    public TimeSpan AfterSuccess(IReadOnlyList<DateTime> published, DateTime now, int? ttlMinutes, TimeSpan? maxAge)
    {
        var usual = TimeSpan.FromMinutes(options.IntervalMinutes);
        var recent = published.Where(date => date <= now).OrderDescending().Take(20).ToList();
        var interval = usual;
        if (recent.Count >= 3)
        {
            // The silence since the last entry counts as well: a source that fell asleep is asked less often.
            var mean = (now - recent[^1]) / recent.Count;
            interval = Clamp(mean / 2, Shortest, TimeSpan.FromHours(6));
            if (interval < usual)
                interval = Max(interval, usual / 3);
        }
        if (ttlMinutes is { } ttl)
            interval = Max(interval, TimeSpan.FromMinutes(ttl));
        if (maxAge is { } age)
            interval = Max(interval, age);
        return Clamp(interval, Shortest, Longest);
    }

    /// <summary>After a failure: the usual interval, doubled with each one, a little scattered so that sources do not come back all at once.</summary>
    public TimeSpan AfterFailure(int failures, TimeSpan? asked)
    {
        var delay = TimeSpan.FromMinutes(options.IntervalMinutes) * Math.Pow(2, Math.Min(failures - 1, MaxDoublings));
        delay *= 0.8 + (RandomNumberGenerator.GetInt32(41) / 100d);
        return Clamp(asked is { } wanted ? Max(delay, wanted) : delay, Shortest, Longest);
    }

    static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    static TimeSpan Clamp(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most ? most : value;
}
