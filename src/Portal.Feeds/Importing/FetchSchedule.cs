using System.Security.Cryptography;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Importing;

/// <summary>How long a source is left alone, and why.</summary>
/// <param name="Interval">The time.</param>
/// <param name="Reason">Why it is that.</param>
readonly record struct FetchPlan(TimeSpan Interval, IntervalReason Reason)
{
    /// <summary>The same, but not sooner than somebody asks.</summary>
    public FetchPlan AtLeast(TimeSpan? asked, IntervalReason reason) => asked is { } span && span > Interval ? new(span, reason) : this;
}

/// <summary>When a source is fetched again.</summary>
sealed class FetchSchedule(FeedsOptions options)
{
    const int MaxDoublings = 6;
    const int Recent = 20;

    /// <summary>A feed whose hub tells of new entries is fetched all the same, in case the hub fails.</summary>
    static readonly TimeSpan SafetyNet = TimeSpan.FromHours(6);

    readonly TimeSpan _shortest = TimeSpan.FromMinutes(Math.Clamp(options.MinIntervalMinutes, 1, 1440));
    readonly TimeSpan _longest = TimeSpan.FromMinutes(Math.Clamp(options.MaxIntervalMinutes, Math.Clamp(options.MinIntervalMinutes, 1, 1440), 10_080));

    /// <summary>
    /// After a document was read: half the mean time between its newest entries. The silence since the last one counts as well. Never sooner
    /// than the feed (<c>ttl</c>, syndication module) or the server (<c>max-age</c>, <c>Expires</c>) asks for.
    /// </summary>
    public FetchPlan AfterSuccess(IReadOnlyList<DateTime> published, DateTime now, int? ttlMinutes, TimeSpan? maxAge, bool pushed)
    {
        var plan = new FetchPlan(TimeSpan.FromMinutes(options.IntervalMinutes), IntervalReason.Usual);
        var recent = published.Where(date => date <= now).OrderDescending().Take(Recent).ToList();
        if (recent.Count >= 3)
        {
            var gaps = (recent[0] - recent[^1]) / (recent.Count - 1);
            var withSilence = (now - recent[^1]) / recent.Count;
            plan = new(Clamp((gaps > withSilence ? gaps : withSilence) / 2, _shortest, Cap(now - recent[0])), withSilence > gaps * 2 ? IntervalReason.Silence : IntervalReason.Rhythm);
        }
        return Limit(plan.AtLeast(ttlMinutes is { } ttl ? TimeSpan.FromMinutes(ttl) : null, IntervalReason.Feed), maxAge, pushed);
    }

    /// <summary>After an answer that nothing has changed: as before, and slower the longer the silence.</summary>
    public FetchPlan AfterUnchanged(FeedSourceState state, DateTime now, TimeSpan? maxAge, bool pushed)
    {
        var usual = TimeSpan.FromMinutes(options.IntervalMinutes);
        var known = state is { IntervalMinutes: > 0, IntervalReason: not (IntervalReason.Failure or IntervalReason.RetryAfter or IntervalReason.Hub) };
        var plan = known ? new FetchPlan(TimeSpan.FromMinutes(state.IntervalMinutes), state.IntervalReason) : new(usual, IntervalReason.Usual);
        if (now - (state.NewestEntryUtc ?? state.LastNewUtc) is { } silence && Clamp(silence / 12, _shortest, Cap(silence)) is var slower && slower > plan.Interval)
            plan = new(slower, IntervalReason.Silence);
        return Limit(plan, maxAge, pushed);
    }

    /// <summary>After a failure: the usual interval, doubled with each one; as long as the server asks, where it does.</summary>
    public FetchPlan AfterFailure(int failures, TimeSpan? asked)
    {
        var delay = TimeSpan.FromMinutes(options.IntervalMinutes) * Math.Pow(2, Math.Min(failures - 1, MaxDoublings));
        var day = TimeSpan.FromDays(1);
        var plan = new FetchPlan(delay, IntervalReason.Failure).AtLeast(asked, IntervalReason.RetryAfter);
        return plan with { Interval = Clamp(plan.Interval, _shortest, day > _longest ? day : _longest) };
    }

    /// <summary>The moment of the next fetch: a little scattered so that sources don't come together, and not when the feed does not want it.</summary>
    public static DateTime Next(FetchPlan plan, DateTime now, int skipHours = 0, int skipDays = 0)
    {
        var next = now + (plan.Interval * (1 + (RandomNumberGenerator.GetInt32(100) / 1000d)));
        // Hours and days are the feed's wish; one that wants to be fetched never is not understood.
        for (var hour = 0; hour < 24 * 7 && IsSkipped(next, skipHours, skipDays); hour++)
            next = new DateTime(next.Year, next.Month, next.Day, next.Hour, next.Minute % 10, next.Second, DateTimeKind.Utc).AddHours(1);
        return next;
    }

    FetchPlan Limit(FetchPlan plan, TimeSpan? maxAge, bool pushed)
    {
        plan = plan.AtLeast(maxAge, IntervalReason.Server).AtLeast(pushed ? SafetyNet : null, IntervalReason.Hub);
        return plan with { Interval = Clamp(plan.Interval, _shortest, _longest) };
    }

    // A feed that wrote this week may write again today, whatever the mean says.
    TimeSpan Cap(TimeSpan silence) => silence.TotalDays switch
    {
        < 7 => _longest / 4 > _shortest ? _longest / 4 : _shortest,
        < 30 => _longest / 2 > _shortest ? _longest / 2 : _shortest,
        _ => _longest,
    };

    static bool IsSkipped(DateTime moment, int hours, int days) => (hours & (1 << moment.Hour)) != 0 || (days & (1 << (int)moment.DayOfWeek)) != 0;

    static TimeSpan Clamp(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most ? most : value;
}
