using Portal.Feeds.Importing;
using Portal.Feeds.Parsing;
using Portal.Feeds.Sources;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Importing;

public sealed class ScheduleTests
{
    static readonly DateTime Now = new(2026, 11, 25, 12, 0, 0, DateTimeKind.Utc);

    readonly FetchSchedule _schedule = new(new FeedsOptions());

    [Theory]
    [InlineData(1, 5)]
    [InlineData(60, 30)]
    [InlineData(240, 120)]
    [InlineData(1440, 360)]
    public void A_source_is_fetched_twice_in_the_time_between_its_entries(int minutesBetween, int expected)
    {
        var plan = _schedule.AfterSuccess(Entries(minutesBetween, 0), Now, null, null, pushed: false);
        plan.ShouldBe(new FetchPlan(TimeSpan.FromMinutes(expected), IntervalReason.Rhythm));
    }

    [Fact]
    public void A_source_that_fell_asleep_is_asked_less_often()
    {
        var asleep = _schedule.AfterSuccess(Entries(60, 40 * 24 * 60), Now, null, null, pushed: false);
        asleep.ShouldBe(new FetchPlan(TimeSpan.FromHours(24), IntervalReason.Silence));
        var state = new FeedSourceState { SourceId = "s", Url = "u", IntervalMinutes = 30, IntervalReason = IntervalReason.Rhythm, NewestEntryUtc = Now.AddDays(-2) };
        _schedule.AfterUnchanged(state, Now, null, pushed: false).ShouldBe(new FetchPlan(TimeSpan.FromHours(4), IntervalReason.Silence));
    }

    [Fact]
    public void What_feed_and_server_ask_for_is_the_least()
    {
        _schedule.AfterSuccess(Entries(10, 0), Now, 120, null, pushed: false).ShouldBe(new FetchPlan(TimeSpan.FromHours(2), IntervalReason.Feed));
        _schedule.AfterSuccess(Entries(10, 0), Now, 60, TimeSpan.FromHours(3), pushed: false).ShouldBe(new FetchPlan(TimeSpan.FromHours(3), IntervalReason.Server));
        _schedule.AfterSuccess(Entries(10, 0), Now, null, TimeSpan.FromDays(365), pushed: false).Interval.ShouldBe(TimeSpan.FromHours(24));
        _schedule.AfterSuccess(Entries(10, 0), Now, null, null, pushed: true).ShouldBe(new FetchPlan(TimeSpan.FromHours(6), IntervalReason.Hub));
    }

    [Fact]
    public void Failures_are_answered_with_patience_and_never_with_giving_up()
    {
        var plans = Enumerable.Range(1, 50).Select(failures => _schedule.AfterFailure(failures, null).Interval).ToList();
        plans.ShouldBeInOrder();
        plans[0].ShouldBe(TimeSpan.FromMinutes(30));
        plans[^1].ShouldBe(TimeSpan.FromHours(24));
        _schedule.AfterFailure(1, TimeSpan.FromHours(5)).ShouldBe(new FetchPlan(TimeSpan.FromHours(5), IntervalReason.RetryAfter));
    }

    [Fact]
    public void Hours_and_days_that_a_feed_excludes_are_left_out()
    {
        var feed = FeedParser.Parse("""
            <rss version="2.0"><channel><title>t</title><link>https://primer.example/</link>
            <skipHours><hour>12</hour><hour>13</hour><hour>24</hour></skipHours><skipDays><day>Thursday</day></skipDays></channel></rss>
            """u8.ToArray());
        var (hours, days) = (QuietTimes.Hours(feed), QuietTimes.Days(feed));
        var plan = new FetchPlan(TimeSpan.FromMinutes(10), IntervalReason.Rhythm);
        FetchSchedule.Next(plan, Now, QuietTimes.Hours(feed), QuietTimes.Days(feed)).ShouldBeInRange(Now.AddHours(2), Now.AddHours(2).AddMinutes(12));
        var evening = Now.Date.AddHours(23).AddMinutes(55);
        FetchSchedule.Next(plan, evening, QuietTimes.Hours(feed), QuietTimes.Days(feed)).Date.ShouldBe(new DateTime(2026, 11, 27, 0, 0, 0, DateTimeKind.Utc));
        FetchSchedule.Next(plan, Now, (1 << 24) - 1, 0).ShouldBeGreaterThan(Now);
    }

    static List<DateTime> Entries(int minutesBetween, int silence) => [.. Enumerable.Range(0, 20).Select(number => Now.AddMinutes(-silence - (number * minutesBetween)))];
}
