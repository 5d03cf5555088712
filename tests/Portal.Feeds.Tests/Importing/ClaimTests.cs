using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Importing;

public sealed class ClaimTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task One_source_of_a_host_is_taken_at_a_time_on_whichever_node(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        for (var number = 0; number < 12; number++)
            await room.AddSourceAsync($"Source {number}", $"http://host{number % 3}.example/{number}.xml", Cancellation);
        var here = room.Database.Get<FeedClaims>();
        var there = new FeedClaims(room.Database.Get<UnitOfWork>(), room.Database.Get<IDbContextFactory<PortalDbContext>>(), new(), TimeProvider.System);

        var claims = await Task.WhenAll(here.ClaimDueAsync(8, Cancellation), there.ClaimDueAsync(8, Cancellation));
        var taken = claims.SelectMany(one => one).ToList();
        taken.Select(state => state.Host).ShouldBe(["host0.example", "host1.example", "host2.example"], ignoreOrder: true);
        foreach (var state in taken)
            await (claims[0].Contains(state) ? here : there).ReleaseAsync(state.SourceId, Cancellation);
        (await here.ClaimDueAsync(2, Cancellation)).Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_source_that_takes_long_is_held_and_one_whose_node_died_is_not(DatabaseProvider provider)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var room = await Newsroom.OpenAsync(provider, Cancellation, time: clock, timeout: 100_000);
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        var url = room.Server.Serve("/slow.xml", async http =>
        {
            asked.TrySetResult();
            await answer.Task.WaitAsync(http.RequestAborted);
            await http.Response.WriteAsync(Rss.Channel(Rss.Item("1", "Talks", "https://primer.example/1")), http.RequestAborted);
        });
        var slow = await room.AddSourceAsync("Slow", url, Cancellation);
        var dead = await room.AddSourceAsync("Dead", "http://host.example/dead.xml", Cancellation);
        var other = new FeedClaims(room.Database.Get<UnitOfWork>(), room.Database.Get<IDbContextFactory<PortalDbContext>>(), new(), clock);
        (await other.ClaimAsync(dead, Cancellation)).ShouldNotBeNull();

        var import = room.ImportAsync(slow, Cancellation);
        await asked.Task.WaitAsync(Cancellation);
        for (var step = 0; step < 12; step++)
        {
            var before = (await room.StateAsync(slow, Cancellation)).LeaseUntilUtc;
            clock.Advance(TimeSpan.FromSeconds(101));
            while ((await room.StateAsync(slow, Cancellation)).LeaseUntilUtc <= before)
                await Task.Yield();
        }
        (await other.ClaimAsync(slow, Cancellation)).ShouldBeNull();
        (await room.Database.Get<FeedClaims>().ClaimAsync(dead, Cancellation)).ShouldNotBeNull();
        answer.SetResult();
        (await import).Stored.New.ShouldBe(1);
        (await room.StateAsync(slow, Cancellation)).LeaseUntilUtc.ShouldBeNull();
    }
}
