using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Content.Hosting;
using Portal.Content.Storage;
using Portal.Feeds.Health;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;
using Portal.Feeds.Tests.Importing;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Health;

public sealed class HealthTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Each_fetch_is_remembered_for_a_while_with_what_it_brought(DatabaseProvider provider)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2015, 11, 26, 10, 0, 0, TimeSpan.Zero));
        await using var room = await Newsroom.OpenAsync(provider, Cancellation, time: clock, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Portal:Feeds:KeptFetches"] = "5" });
        var url = room.Server.Serve("/feed.xml", Rss.Channel(Rss.Item("1", "One", "https://primer.example/1"), Rss.Item("2", "Two", "https://primer.example/2")));
        var source = await room.AddSourceAsync("Review", url, Cancellation);
        await room.ImportAsync(source, Cancellation);
        clock.Advance(TimeSpan.FromHours(1));
        await room.ImportAsync(source, Cancellation);
        room.Server.Serve("/feed.xml", http => { http.Response.StatusCode = 500; return Task.CompletedTask; });
        clock.Advance(TimeSpan.FromHours(1));
        await room.ImportAsync(source, Cancellation);

        var history = room.Database.Get<SourceHistory>();
        var fetches = await history.FetchesAsync(source, 10, Cancellation);
        fetches.Select(fetch => (fetch.Status, fetch.New)).ShouldBe([(500, 0), (304, 0), (200, 2)]);
        fetches[0].Error.ShouldNotBeNull();
        fetches[2].Bytes.ShouldBeGreaterThan(300);
        (await history.DaysAsync(source, 7, Cancellation)).Select(day => day.Items).ShouldBe([0, 0, 0, 0, 2, 0, 0]);

        for (var number = 0; number < 100; number++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await room.ImportAsync(source, Cancellation);
        }
        (await history.FetchesAsync(source, 1000, Cancellation)).Count.ShouldBeLessThan(80);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Sources_that_die_or_change_are_brought_to_notice(DatabaseProvider provider)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2015, 11, 26, 10, 0, 0, TimeSpan.Zero));
        await using var room = await Newsroom.OpenAsync(provider, Cancellation, time: clock);
        var gone = await room.AddSourceAsync("Gone", room.Server.Serve("/gone.xml", http => { http.Response.StatusCode = 410; return Task.CompletedTask; }), Cancellation);
        var renamed = await room.AddSourceAsync("Renamed", room.Server.Serve("/named.xml", Rss.Channel(Rss.Item("1", "One", "https://primer.example/1"))), Cancellation);
        await room.ImportAsync(gone, Cancellation);
        await room.ImportAsync(renamed, Cancellation);
        room.Server.Serve("/named.xml", Rss.Channel(Rss.Item("1", "One", "https://primer.example/1")).Replace("Дипломатски преглед", "Casino news", StringComparison.Ordinal));
        await room.ImportAsync(renamed, Cancellation);

        (await NoticesAsync(room)).ShouldBe([("Gone", CheckState.Trouble, "given the feed up"), ("Renamed", CheckState.Notice, "now calls itself “Casino news”")]);
        var sources = room.Database.Get<FeedSources>();
        await sources.AcceptChangesAsync(renamed, Newsroom.Editor, Cancellation);
        await sources.SetPausedAsync(gone, paused: false, Newsroom.Editor, Cancellation);
        (await room.StateAsync(gone, Cancellation)).ShouldSatisfyAllConditions(state => state.Retired.ShouldBeFalse(), state => state.Active.ShouldBeTrue());
        await sources.RemoveAsync(gone, Newsroom.Editor, Cancellation);
        (await NoticesAsync(room)).ShouldBeEmpty();

        clock.Advance(TimeSpan.FromDays(60));
        await room.ImportAsync(renamed, Cancellation);
        (await NoticesAsync(room)).ShouldBe([("Renamed", CheckState.Notice, "Nothing new has come since 2015-11-24")]);
    }

    static async Task<List<(string, CheckState, string)>> NoticesAsync(Newsroom room)
    {
        string[] words = ["given the feed up", "now calls itself “Casino news”", "Nothing new has come since 2015-11-24"];
        var check = room.Database.Services.GetServices<ISiteCheck>().OfType<SourceHealth>().Single();
        return [.. (await check.LookAsync(Cancellation)).Where(result => result.State != CheckState.Well && result.Link is not null)
            .Select(result => (result.Subject, result.State, words.FirstOrDefault(word => result.Message.Contains(word, StringComparison.Ordinal)) ?? result.Message)).Order()];
    }
}
