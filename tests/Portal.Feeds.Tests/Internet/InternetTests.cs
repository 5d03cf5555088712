using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Feeds.Sources;
using Portal.Testing.Internet;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Internet;

public sealed class InternetTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_days_of_forty_sources_pass_politely_and_none_starves()
    {
        await using var days = await SimulatedDays.OpenAsync(40, 8, DatabaseProvider.Sqlite, Cancellation);
        await days.RunAsync(TimeSpan.FromDays(2), Cancellation);
        var internet = days.Internet;
        var freshness = await days.FreshnessAsync(Cancellation);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{internet.Answers.Values.Sum()} requests, {internet.Bytes / 1024} KB, {string.Join(", ", internet.Answers.OrderBy(one => one.Key).Select(one => $"{one.Key}: {one.Value}"))}; {freshness.Count} new entries, median {freshness[freshness.Count / 2]:0.0} min");

        internet.Hosts.Values.ShouldAllBe(host => host.MostAtATime == 1);
        internet.Hosts.Values.ShouldAllBe(host => host.ShortestPause >= TimeSpan.FromMilliseconds(500));
        internet.Hosts.Values.ShouldAllBe(host => host.Unwelcome == 0);
        foreach (var source in internet.Sources.Where(source => source.Habit != ServerHabit.Ending))
            internet.LongestGap(source)!.Value.ShouldBeLessThan(TimeSpan.FromHours(26), $"{source.Url} ({source.Habit}, every {source.Rhythm})");
        // A source is asked twice in the time between two of its entries: about each second answer is that there is none.
        internet.Answers[304].ShouldBeGreaterThan(internet.Answers.Values.Sum() / 4);
        internet.Hub.Subscriptions.ShouldBe(internet.Sources.Count(source => source.Habit == ServerHabit.Pushing));
        internet.Hub.Pushed.ShouldBeGreaterThan(0);
        internet.Hub.Refused.ShouldBe(0);

        await using var db = await days.Database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        var states = await db.Set<FeedSourceState>().ToDictionaryAsync(state => state.Url, StringComparer.Ordinal, Cancellation);
        foreach (var source in internet.Sources)
        {
            // A source that is asked once a day has not said it often enough yet.
            if (source.Habit == ServerHabit.Moved && source.Rhythm > TimeSpan.FromDays(1))
                continue;
            if (source.Habit == ServerHabit.Moved)
                states.ShouldContainKey(source.Url.Replace("/feeds/", "/feeds/moved/", StringComparison.Ordinal));
            else
                states[source.Url].Retired.ShouldBe(source.Habit == ServerHabit.Ending, source.Url);
        }
    }
}
