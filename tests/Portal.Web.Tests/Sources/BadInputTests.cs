using Portal.Content.Storage;
using Portal.Testing;
using Portal.Testing.Feeds;
using Portal.Testing.Hosting;
using Portal.Web.Tests.Journeys;
using Shouldly;
using Xunit;

namespace Portal.Web.Tests.Sources;

/// <summary>Feeds that mean harm or are broken, beside good ones, on the real host.</summary>
public sealed class BadInputTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_bad_feed_is_told_in_words_and_the_good_ones_go_on()
    {
        await using var server = await FeedServer.StartAsync(Cancellation);
        await using var site = await CreateSiteAsync(allowPrivateNetworks: true);
        await using var portal = await site.StartAsync(Cancellation);
        var good = OwnFeeds.Create(TimeProvider.System.GetUtcNow());
        await site.AddSourcesAsync(
        [
            .. HostileFeeds.All.Select(name => new RecipeSource(name, server.Hostile(name))),
            .. good.Select(feed => new RecipeSource(feed.Title, server.Add(feed), feed.Language)),
        ], Cancellation);

        // The running host takes them up by itself.
        await Eventually.TrueAsync(async () => (await site.QueryAsync("""SELECT "SourceId" FROM "FeedSourceStates" WHERE "LastTryUtc" IS NULL""", row => row.GetString(0), Cancellation)).Count == 0,
            () => $"each source has been tried. The host printed:\n{portal.Printed}", TimeSpan.FromMinutes(2), Cancellation);
        var sources = await SourceHealth.ReadAsync(site, Cancellation);
        sources.Count.ShouldBe(HostileFeeds.All.Count + good.Count);

        foreach (var source in sources.Where(source => HostileFeeds.Refused.Contains(source.Title)))
        {
            source.Error!.ShouldMatch(@"^[\p{Lu}\d].*\.$", $"A sentence for people: {source.Title}");
            source.Error!.ShouldNotContain("Exception", Case.Sensitive);
            (source.Items ?? 0).ShouldBe(0, source.Title);
        }
        foreach (var source in sources.Where(source => !HostileFeeds.Refused.Contains(source.Title)))
        {
            source.Error.ShouldBeNull($"{source.Title}: {source.Error}");
            (source.Items ?? 0).ShouldBeGreaterThan(0, source.Title);
        }
        foreach (var source in sources.Where(source => HostileFeeds.Declaring.Contains(source.Title)))
            source.Repaired.ShouldNotBeNull(source.Title).ShouldContain("document type declaration", Case.Insensitive);
        var titles = (await site.ReadNewsAsync(Cancellation)).Where(item => item.Link is "https://hostile.example/external-entity" or "https://hostile.example/billion-laughs").Select(item => item.Title);
        string.Join(" | ", titles.Order(StringComparer.Ordinal)).ShouldBe("An entity: &file; | Laughs: &l9;", "No entity is expanded.");
        await ScriptsStayOutAsync(portal, (await site.ReadNewsAsync(Cancellation)).Single(item => item.Link == "https://hostile.example/scripts"));
        (await site.ReadNewsAsync(Cancellation)).ShouldNotContain(item => item.Title.Length == 0, "An entry without a title is called by its first words.");
    }

    [Fact]
    public async Task A_private_address_is_refused_unless_it_is_allowed()
    {
        await using var server = await FeedServer.StartAsync(Cancellation);
        await using var site = await CreateSiteAsync(allowPrivateNetworks: false);
        var feed = OwnFeeds.Create(TimeProvider.System.GetUtcNow())[1];
        var url = server.Add(feed);
        site.Set("Portal:Setup:Recipe", "diplomacy");
        await using var portal = await site.StartAsync(Cancellation);
        await site.AddSourcesAsync([new RecipeSource(feed.Title, url)], Cancellation);
        await Eventually.PassesAsync(async () =>
        {
            var sources = await SourceHealth.ReadAsync(site, Cancellation);
            sources.Single(source => source.Title == feed.Title).Error.ShouldNotBeNull().ShouldContain("private", Case.Insensitive);
            var samples = sources.Where(source => source.Url.StartsWith("~/", StringComparison.Ordinal)).ToList();
            samples.ShouldNotBeEmpty();
            samples.ShouldAllBe(source => source.Items > 0, "The host's own samples are the one exception.");
        }, TimeSpan.FromMinutes(1), Cancellation);
        server.Requests(url).ShouldBe(0);
    }

    static async Task ScriptsStayOutAsync(PortalProcess portal, StoredNews item)
    {
        using var visitor = new Visitor(portal);
        var path = (await visitor.SearchAsync("q=Harmless+words", Cancellation))["hits"]!.AsArray().Select(hit => hit!).Single(hit => hit["id"]!.GetValue<string>() == item.Id)["url"]!.GetValue<string>();
        var page = await visitor.OpenAsync(path, Cancellation);
        var main = page.Document.QuerySelector("main")!;
        main.TextContent.ShouldContain("Harmless words.");
        main.QuerySelectorAll("script, iframe, svg[onload], style, [onclick], [onerror], [onload], a[href^='javascript:'], img[src='x']").ShouldBeEmpty();
    }

    static Task<PortalSite> CreateSiteAsync(bool allowPrivateNetworks) => PortalSite.CreateAsync(DatabaseProvider.Sqlite, new Dictionary<string, string?>
    {
        ["Portal:Setup:Recipe"] = Path.Combine(Repository.Root, "recipes", "minimal.recipe.json"),
        ["Portal:Feeds:TimeoutSeconds"] = "3",
        ["Portal:Feeds:Parallel"] = "8",
        ["Portal:Feeds:AllowPrivateNetworks"] = allowPrivateNetworks ? "true" : "false",
    }, Cancellation);
}
