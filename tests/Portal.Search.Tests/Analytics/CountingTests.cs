using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Content.Storage;
using Portal.Search.Analytics;
using Portal.Search.Querying;
using Portal.Search.Tests.Indexing;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Search.Tests.Analytics;

/// <summary>What is counted of searches and of opened results, and what is not.</summary>
public sealed class CountingTests
{
    const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Searches_are_counted_by_day_and_folded_query_on_all_nodes_together(DatabaseProvider provider)
    {
        // No midnight comes between.
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var one = await SearchSite.CreateAsync(provider, services => services.AddSingleton<TimeProvider>(time));
        await using var other = await one.Database.ReopenAsync((services, configuration) => services.AddSearch(configuration), time: time, cancellationToken: Cancellation);
        foreach (var query in new[] { "Dačić", "дачић", "DACIC" })
            Ask(one.Database, query, found: 2);
        await FlushAsync(one.Database);
        Ask(other, "Dačić", found: 0);
        Ask(one.Database, "Dacic", found: 1);
        Ask(one.Database, "once only", found: 1);
        await FlushAsync(other);
        await FlushAsync(one.Database);
        await FlushAsync(one.Database);

        var statistics = one.Database.Get<SearchStatistics>();
        var top = (await statistics.TopAsync(7, 10, Cancellation)).ShouldHaveSingleItem();
        (top.Searches, top.Empty, top.Clicks).ShouldBe((5, 1, 0));
        (await statistics.NothingFoundAsync(7, 10, Cancellation)).ShouldHaveSingleItem().Text.ShouldBe(top.Text);
        (await statistics.AllAsync(7, Cancellation)).Searches.ShouldBe(6);
        var days = await statistics.DaysAsync(7, Cancellation);
        days.Count.ShouldBe(7);
        days[^1].Searches.ShouldBe(6);
        days.Take(6).Sum(day => day.Searches).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Opened_results_count_with_their_places_where_there_is_such_an_item(DatabaseProvider provider)
    {
        await using var site = await SearchSite.CreateAsync(provider);
        var item = await site.PublishAsync("Summit", "<p>Of the summit</p>");
        var analytics = site.Database.Get<SearchAnalytics>();
        for (var time = 0; time < 3; time++)
            Ask(site.Database, "summit", found: 9);
        analytics.RecordClick("Summit", item.ContentItemId, 1);
        analytics.RecordClick("summit", item.ContentItemId, 4);
        analytics.RecordClick("summit", "nothing-of-this-name", 7);
        await FlushAsync(site.Database);

        var statistics = site.Database.Get<SearchStatistics>();
        var figures = (await statistics.TopAsync(7, 10, Cancellation)).ShouldHaveSingleItem();
        (figures.Clicks, figures.MeanPosition, figures.ClickThrough).ShouldBe((3, 4.0, 1.0));
        var clicked = (await statistics.ClickedAsync("SUMMIT", 7, 10, Cancellation)).ShouldHaveSingleItem();
        (clicked.ContentItemId, clicked.Clicks, clicked.MeanPosition).ShouldBe((item.ContentItemId, 2, 2.5));
    }

    [Theory]
    [InlineData("jovana.petrovic@example.org")]
    [InlineData("+381 64 123 45 67")]
    [InlineData("4111 1111 1111 1111")]
    [InlineData("0101990710006")]
    [InlineData("a letter that somebody copied into the box for searching, with all that stood in it")]
    public async Task Words_that_may_tell_of_a_person_are_not_kept_though_the_search_counts(string query)
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        for (var time = 0; time < 5; time++)
            Ask(site.Database, query, found: 1);
        await FlushAsync(site.Database);
        await using var db = await site.Database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        var row = (await db.Set<SearchCountRecord>().ToListAsync(Cancellation)).ShouldHaveSingleItem();
        (row.Query, row.Text, row.Searches).ShouldBe(("", "", 5));
        (await site.Database.Get<SearchStatistics>().TopAsync(7, 10, Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("budget 2014-2020")]
    [InlineData("28.11.2026")]
    [InlineData("2026-11-28")]
    [InlineData("resolution 1244")]
    [InlineData("G20 1999/2000")]
    public void Years_days_and_numbers_of_resolutions_are_no_persons(string query) => KeptQuery.Of(query).Text.ShouldBe(query);

    [Theory]
    [InlineData("User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")]
    [InlineData("User-Agent", "curl/8.5.0")]
    [InlineData("User-Agent", "")]
    [InlineData("Sec-Purpose", "prefetch;prerender")]
    [InlineData("Sec-Fetch-Dest", "empty")]
    [InlineData("Referer", "https://portal.example/sr/search?q=Samit&sort=date")]
    public async Task Robots_pages_fetched_ahead_and_the_same_question_narrowed_are_not_counted(string header, string value)
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        Ask(site.Database, "самит", found: 1, header, value);
        await FlushAsync(site.Database);
        (await site.Database.Get<SearchStatistics>().AllAsync(7, Cancellation)).Searches.ShouldBe(0);
        Ask(site.Database, "самит", found: 1, "Referer", "https://portal.example/search?q=other");
        await FlushAsync(site.Database);
        (await site.Database.Get<SearchStatistics>().AllAsync(7, Cancellation)).Searches.ShouldBe(1);
    }

    [Fact]
    public async Task Further_pages_and_searches_that_were_none_are_not_counted_and_a_narrowed_one_does_not_lack_results()
    {
        await using var site = await SearchSite.CreateAsync(DatabaseProvider.Sqlite);
        var analytics = site.Database.Get<SearchAnalytics>();
        analytics.Record(Request(), new() { Query = "samit", Page = 2 }, new(SearchOutcome.Searched, 20, [], false));
        analytics.Record(Request(), new() { Query = "samit" }, SearchResult.Without(SearchOutcome.NotReady));
        analytics.Record(Request(), new() { Query = "samit", Topic = "energy" }, new(SearchOutcome.Searched, 0, [], false));
        await FlushAsync(site.Database);
        var all = await site.Database.Get<SearchStatistics>().AllAsync(7, Cancellation);
        (all.Searches, all.Empty).ShouldBe((1, 0));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_counted_is_held_and_kept_within_bounds_and_old_days_go(DatabaseProvider provider)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var site = await SearchSite.CreateAsync(provider, services => services.AddSingleton<TimeProvider>(time));
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        await site.WriteAsync((scope, _) =>
        {
            scope.Db.AddRange(
                new SearchCountRecord { Day = today.AddDays(-401), Query = "old", Text = "old", Searches = 9 },
                new SearchCountRecord { Day = today.AddDays(-399), Query = "older", Text = "older", Searches = 9 },
                new SearchClickRecord { Day = today.AddDays(-401), Query = "old", ContentItemId = "x", Clicks = 1 });
            return Task.CompletedTask;
        });
        for (var number = 0; number < 6000; number++)
            Ask(site.Database, $"word{number}", found: 1);
        await FlushAsync(site.Database);

        await using var db = await site.Database.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        (await db.Set<SearchCountRecord>().Where(row => row.Day == today).SumAsync(row => row.Searches, Cancellation)).ShouldBe(6000);
        (await db.Set<SearchCountRecord>().CountAsync(row => row.Day == today, Cancellation)).ShouldBeInRange(5000, 5001);
        (await db.Set<SearchCountRecord>().Where(row => row.Day < today).Select(row => row.Query).ToListAsync(Cancellation)).ShouldBe(["older"]);
        (await db.Set<SearchClickRecord>().CountAsync(Cancellation)).ShouldBe(0);
    }

    static void Ask(TestDatabase database, string query, int found, string header = "", string value = "") =>
        database.Get<SearchAnalytics>().Record(Request(header, value), new() { Query = query }, new(SearchOutcome.Searched, found, [], false));

    static HttpRequest Request(string header = "", string value = "")
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.UserAgent = Browser;
        if (header.Length > 0)
            request.Headers[header] = value;
        return request;
    }

    static Task FlushAsync(TestDatabase database) => database.Get<CountStore>().FlushAsync(Cancellation);
}
