using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Fetching;
using Portal.Feeds.Sources;
using Portal.Feeds.Tests.Importing;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Feeds.Tests.Sources;

public sealed class SourceListTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Sources_come_by_name_a_page_at_a_time_and_none_twice(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        // Two of each name: the place of the page is told by the row as well.
        var names = Enumerable.Range(0, 23).SelectMany(number => new[] { $"Извор {number:00}", $"Izvor {number:00}" }).ToList();
        await room.Database.Get<FeedSources>().AddAsync([.. names.OrderDescending(StringComparer.Ordinal).Select((name, index) => new NewSource($"https://host{index}.example/feed", name))], Newsroom.Editor, Cancellation);
        var list = room.Database.Get<SourceList>();
        var seen = new List<string>();
        SourcePlace? after = null;
        do
        {
            var page = await list.ReadAsync(new() { Count = 10, After = after }, Cancellation);
            (page.Matching, page.Total).ShouldBe((46, 46));
            page.Sources.Count.ShouldBeLessThanOrEqualTo(10);
            seen.AddRange(page.Sources.Select(one => one.Source.Title));
            after = page.Next;
        }
        while (after is not null);
        seen.Order(StringComparer.Ordinal).ShouldBe(names.Order(StringComparer.Ordinal));
        seen.Select(name => name[^2..]).ShouldBe(names.Select(name => name[^2..]).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task They_are_found_by_title_in_any_script_by_address_and_by_how_they_are_doing(DatabaseProvider provider)
    {
        await using var room = await Newsroom.OpenAsync(provider, Cancellation);
        var paused = await room.AddSourceAsync("Вучић и вести", "https://one.example/FEED.xml", Cancellation);
        var failing = await room.AddSourceAsync("Reuters 100%", "https://two.example/rss", Cancellation);
        var renamed = await room.AddSourceAsync("Al Jazeera", "https://three.example/rss", Cancellation);
        await room.Database.Get<FeedSources>().SetPausedAsync(paused, paused: true, Newsroom.Editor, Cancellation);
        await SetAsync(room, failing, state => state.Error = new Trouble("The server refuses access (403).").Stored());
        await SetAsync(room, renamed, state => state.FormerTitle = "Another name");

        (await FindAsync(room, new() { Text = "vucic" })).ShouldBe(["Вучић и вести"]);
        (await FindAsync(room, new() { Text = "one.example/feed" })).ShouldBe(["Вучић и вести"]);
        (await FindAsync(room, new() { Text = "0%" })).ShouldBe(["Reuters 100%"]);
        (await FindAsync(room, new() { Text = "_" })).ShouldBeEmpty();
        (await FindAsync(room, new() { Filter = SourceFilter.Failing })).ShouldBe(["Reuters 100%"]);
        (await FindAsync(room, new() { Filter = SourceFilter.Changed })).ShouldBe(["Al Jazeera"]);
        (await FindAsync(room, new() { Filter = SourceFilter.Paused })).ShouldBe(["Вучић и вести"]);
        (await FindAsync(room, new() { Filter = SourceFilter.Paused, Text = "reuters" })).ShouldBeEmpty();
    }

    static async Task<IEnumerable<string>> FindAsync(Newsroom room, SourceQuery query)
    {
        var page = await room.Database.Get<SourceList>().ReadAsync(query, Cancellation);
        (page.Matching, page.Total).ShouldBe((page.Sources.Count, 3));
        return page.Sources.Select(one => one.Source.Title);
    }

    static Task SetAsync(Newsroom room, string source, Action<FeedSourceState> change) => room.EditAsync(async (scope, ct) =>
        change(await scope.Db.Set<FeedSourceState>().SingleAsync(row => row.SourceId == source, ct)), Cancellation);
}
