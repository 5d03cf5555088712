using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Content.Storage;
using Portal.Testing;
using Portal.Testing.Databases;
using Portal.Testing.Feeds;
using Portal.Testing.Hosting;
using Portal.Web.Tests.Journeys;
using Shouldly;
using Xunit;

namespace Portal.Web.Tests.Kills;

/// <summary>
/// Importer and indexer die at random moments (SIGKILL), over and over. Afterwards every entry of every feed stands in the database
/// and in the index exactly once.
/// </summary>
public sealed class ImportKillTests
{
    const int Rounds = 8;
    const int EntriesARound = 20;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task No_entry_is_lost_or_doubled_when_importer_and_indexer_are_killed(DatabaseProvider provider)
    {
        await using var server = await FeedServer.StartAsync(Cancellation);
        await using var site = await PortalSite.CreateAsync(provider, new Dictionary<string, string?>
        {
            ["Portal:Setup:Recipe"] = Path.Combine(Repository.Root, "recipes", "minimal.recipe.json"),
            ["Portal:Feeds:AllowPrivateNetworks"] = "true",
            ["Portal:Feeds:LeaseSeconds"] = "10",
        }, Cancellation);
        var feeds = new[] { FeedDialect.Rss20, FeedDialect.Atom10, FeedDialect.Rss10, FeedDialect.Json11 }
            .Select(dialect => new TestFeed($"kill-{dialect}".ToLowerInvariant(), $"Kill {dialect}", dialect, "en")).ToList();
        var random = new Random(20261124);
        var portal = await site.StartAsync(Cancellation);
        try
        {
            Publish(feeds, 0);
            await site.AddSourcesAsync(feeds.Select(feed => new RecipeSource(feed.Title, server.Add(feed))), Cancellation);
            for (var round = 1; round <= Rounds; round++)
            {
                Publish(feeds, round);
                await using (var refresh = site.StartVerb("feeds", "refresh", "--all"))
                {
                    // The verb needs about a second to start; the moment falls before, into and after its work.
                    await Task.Delay(random.Next(400, 2500), Cancellation);
                    await Task.WhenAll(refresh.KillAsync(), portal.KillAsync());
                }
                await portal.DisposeAsync();
                portal = await site.StartAsync(Cancellation);
            }
            await EveryEntryIsThereOnceAsync(site, portal, feeds);
        }
        finally
        {
            await portal.DisposeAsync();
        }
    }

    static void Publish(IReadOnlyList<TestFeed> feeds, int round)
    {
        foreach (var feed in feeds)
        {
            for (var number = 0; number < EntriesARound; number++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{feed.Name}-{round}-{number}");
                feed.Put(new($"Killtest entry {name}", $"https://kill.example/{name}")
                {
                    Published = new DateTimeOffset(2026, 11, 20, 6, 0, 0, TimeSpan.Zero).AddMinutes((round * EntriesARound) + number),
                    Html = $"<p>The words of {name}.</p>",
                });
            }
        }
    }

    static async Task EveryEntryIsThereOnceAsync(PortalSite site, PortalProcess portal, IReadOnlyList<TestFeed> feeds)
    {
        var expected = feeds.SelectMany(feed => feed.Entries).ToDictionary(entry => entry.Link, entry => entry.Title, StringComparer.Ordinal);
        IReadOnlyList<StoredNews> stored = [];
        // A source that was being fetched when its importer died is free again once the lease has run out.
        await Eventually.TrueAsync(async () =>
        {
            await site.RunVerbAsync(["feeds", "refresh", "--all"], Cancellation);
            stored = await site.ReadNewsAsync(Cancellation);
            return expected.Keys.All(link => stored.Any(item => item.Link == link));
        }, () => $"every entry is stored: {stored.Count} of {expected.Count} are", TimeSpan.FromMinutes(4), Cancellation);
        stored.GroupBy(item => item.Link).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
        stored.Count.ShouldBe(expected.Count);

        using var visitor = new Visitor(portal);
        await Eventually.PassesAsync(async () =>
        {
            var hits = await SearchAllAsync(visitor, "killtest");
            hits.Order(StringComparer.Ordinal).ShouldBe(stored.Select(item => item.Id).Order(StringComparer.Ordinal));
        }, TimeSpan.FromMinutes(1), Cancellation);
    }

    static async Task<IReadOnlyList<string>> SearchAllAsync(Visitor visitor, string query)
    {
        var ids = new List<string>();
        for (var page = 1; ; page++)
        {
            var answer = await visitor.SearchAsync(string.Create(CultureInfo.InvariantCulture, $"q={query}&page={page}"), Cancellation);
            var hits = answer["hits"]!.AsArray();
            ids.AddRange(hits.Select(hit => hit!["id"]!.GetValue<string>()));
            if (hits.Count == 0 || ids.Count >= answer["total"]!.GetValue<int>())
                return ids;
        }
    }
}
