using System.Text.Json.Nodes;
using Portal.Content.Storage;
using Portal.Testing;
using Portal.Testing.Feeds;
using Portal.Testing.Hosting;
using Portal.Web.Tests.Journeys;
using Shouldly;
using Xunit;

namespace Portal.Web.Tests.Sources;

/// <summary>What people changed stays when the feed changes afterwards.</summary>
public sealed class EditorsWordsTests
{
    const string Kept = "https://glasnik.example/kept";
    const string Hidden = "https://glasnik.example/hidden";
    const string Untouched = "https://glasnik.example/untouched";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_edited_headline_and_a_hidden_item_survive_a_changed_feed()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        await using var site = await PortalSite.CreateAsync(DatabaseProvider.Sqlite, new Dictionary<string, string?>
        {
            ["Portal:Setup:Recipe"] = Path.Combine(Repository.Root, "recipes", "minimal.recipe.json"),
            ["Portal:Feeds:AllowPrivateNetworks"] = "true",
        }, Cancellation);
        await using var portal = await site.StartAsync(Cancellation);
        var feed = Put(new TestFeed("edited", "A feed that changes", FeedDialect.Rss20, "en"), "first");
        await site.AddSourcesAsync([new RecipeSource(feed.Title, feeds.Add(feed))], Cancellation);
        await Eventually.TrueAsync(async () => (await site.ReadNewsAsync(Cancellation)).Count == 3, "the feed is imported", Cancellation);

        await EditAsync(site);
        Put(feed, "second");
        (await site.RunVerbAsync(["feeds", "refresh", "--all"], Cancellation)).EnsureSuccess();

        (await site.ReadNewsAsync(Cancellation)).Select(item => (item.Link, item.Title)).Order()
            .ShouldBe([(Kept, "The editor's headline"), (Untouched, "The second words of untouched")]);
        using var visitor = new Visitor(portal);
        await Eventually.PassesAsync(async () =>
        {
            var text = (await visitor.OpenAsync("news", Cancellation)).Text;
            text.ShouldContain("The editor's headline");
            text.ShouldContain("The second words of untouched");
            text.ShouldNotContain("words of hidden");
            text.ShouldNotContain("words of kept");
        }, TimeSpan.FromSeconds(30), Cancellation);
    }

    static TestFeed Put(TestFeed feed, string time)
    {
        foreach (var link in new[] { Kept, Hidden, Untouched })
            feed.Put(new($"The {time} words of {link[(link.LastIndexOf('/') + 1)..]}", link) { Html = $"<p>A body of the {time} time.</p>" });
        return feed;
    }

    static async Task EditAsync(PortalSite site)
    {
        var file = Path.Combine(site.DataDirectory, "edit.json");
        (await site.RunVerbAsync(["content", "export", file, "--type", "NewsItem"], Cancellation)).EnsureSuccess();
        var recipe = JsonNode.Parse(await File.ReadAllTextAsync(file, Cancellation))!;
        foreach (var item in recipe["steps"]![0]!["data"]!.AsArray().Select(item => item!))
        {
            var link = item["NewsItem"]!["Link"]!["Url"]!.GetValue<string>();
            if (link == Untouched)
                continue;
            item["Author"] = "editor";
            if (link == Hidden)
                item["Published"] = false;
            else
                item["TitlePart"]!["Title"] = "The editor's headline";
        }
        await File.WriteAllTextAsync(file, recipe.ToJsonString(), Cancellation);
        (await site.RunVerbAsync(["content", "import", file], Cancellation)).EnsureSuccess();
    }
}
