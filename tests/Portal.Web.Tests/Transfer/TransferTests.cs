using System.IO.Compression;
using System.Text.Json.Nodes;
using Portal.Content.Storage;
using Portal.Testing;
using Portal.Testing.Feeds;
using Portal.Testing.Hosting;
using Portal.Web.Tests.Journeys;
using Shouldly;
using Xunit;

namespace Portal.Web.Tests.Transfer;

/// <summary>Content and whole sites are moved by the command line.</summary>
public sealed class TransferTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_exported_and_imported_elsewhere_is_the_same()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        await using var from = await CreateAsync();
        await using var to = await CreateAsync();
        await FillAsync(from, feeds);
        var (first, second) = (Path.Combine(from.DataDirectory, "first.json"), Path.Combine(to.DataDirectory, "second.json"));
        await ExportAsync(from, first);

        (await to.RunVerbAsync(["content", "import", first], Cancellation)).EnsureSuccess();
        (await to.RunVerbAsync(["content", "import", first], Cancellation)).EnsureSuccess();
        await ExportAsync(to, second);

        var (sent, received) = (await ItemsAsync(first), await ItemsAsync(second));
        sent.Count.ShouldBeGreaterThan(10);
        received.ShouldBe(sent, "Importing twice changes nothing.");
    }

    [Fact]
    public async Task A_backup_made_while_the_site_runs_is_the_whole_site()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        await using var site = await CreateAsync();
        await using var restored = await CreateAsync();
        await using (var portal = await site.StartAsync(Cancellation))
        {
            await FillAsync(site, feeds);
            var file = Path.Combine(site.DataDirectory, "backup.zip");
            await using var refresh = site.StartVerb("feeds", "refresh", "--all");
            (await site.RunVerbAsync(["backup", file], Cancellation)).EnsureSuccess();
            await refresh.WaitForExitAsync(Cancellation);
            await ZipFile.ExtractToDirectoryAsync(file, restored.DataDirectory, Cancellation);
        }

        await using var copy = await restored.StartAsync(Cancellation);
        (await restored.ReadNewsAsync(Cancellation)).ShouldBe(await site.ReadNewsAsync(Cancellation), ignoreOrder: true);
        using var visitor = new Visitor(copy);
        await Eventually.PassesAsync(async () => (await visitor.SearchAsync("q=glossary+of+silence", Cancellation))["hits"]!.AsArray().Count.ShouldBeGreaterThan(0), TimeSpan.FromSeconds(30), Cancellation);
    }

    [Fact]
    public async Task A_whole_site_becomes_a_zip_file_and_the_zip_file_a_site()
    {
        await using var from = await PortalSite.CreateAsync(DatabaseProvider.Sqlite, new Dictionary<string, string?>(), Cancellation);
        await using var to = await PortalSite.CreateAsync(DatabaseProvider.Sqlite, new Dictionary<string, string?>(), Cancellation);
        var (first, second, folder) = (Path.Combine(from.DataDirectory, "first.zip"), Path.Combine(to.DataDirectory, "second.zip"), Path.Combine(to.DataDirectory, "folder"));
        (await from.RunVerbAsync(["recipe", "export", first], Cancellation)).EnsureSuccess();

        var setup = await to.RunVerbAsync(["setup", "--recipe", first, "--admin-email", "admin@example.org"], Cancellation);
        setup.EnsureSuccess();
        (await to.RunVerbAsync(["recipe", "export", second], Cancellation)).EnsureSuccess();
        (await EntriesAsync(second)).ShouldBe(await EntriesAsync(first));

        (await to.RunVerbAsync(["recipe", "export", folder, "--type", "Page"], Cancellation)).EnsureSuccess();
        (await to.RunVerbAsync(["recipe", "export", folder], Cancellation)).ExitCode.ShouldBe(1, "A folder that is not empty is not written to.");
        (await to.RunVerbAsync(["recipe", "export", folder, "--type", "Page", "--plan", "x"], Cancellation)).ExitCode.ShouldBe(2);
        (await to.RunVerbAsync(["recipe", "export", second, "--query", "None"], Cancellation)).ExitCode.ShouldBe(1);
    }

    static async Task<IReadOnlyList<string>> EntriesAsync(string path)
    {
        await using var zip = await ZipFile.OpenReadAsync(path, Cancellation);
        var entries = new List<string>();
        foreach (var entry in zip.Entries)
        {
            await using var content = await entry.OpenAsync(Cancellation);
            entries.Add($"{entry.FullName} {Convert.ToHexString(await System.Security.Cryptography.SHA256.HashDataAsync(content, Cancellation))}");
        }
        return entries;
    }

    static Task<PortalSite> CreateAsync() => PortalSite.CreateAsync(DatabaseProvider.Sqlite, new Dictionary<string, string?>
    {
        ["Portal:Setup:Recipe"] = Path.Combine(Repository.Root, "recipes", "minimal.recipe.json"),
        ["Portal:Feeds:AllowPrivateNetworks"] = "true",
    }, Cancellation);

    static async Task FillAsync(PortalSite site, FeedServer feeds)
    {
        var own = OwnFeeds.Create(TimeProvider.System.GetUtcNow());
        await site.AddSourcesAsync(own.Select(feed => new RecipeSource(feed.Title, feeds.Add(feed), feed.Language)), Cancellation);
        await site.RunVerbAsync(["feeds", "refresh", "--all"], Cancellation);
        var expected = own.Sum(feed => feed.Entries.Count);
        // Where the host runs, it may have been quicker with some of the sources.
        await Eventually.TrueAsync(async () => (await site.ReadNewsAsync(Cancellation)).Count == expected, "all feeds are imported", Cancellation);
    }

    static async Task ExportAsync(PortalSite site, string file) =>
        (await site.RunVerbAsync(["content", "export", file, "--type", "NewsItem", "FeedSource"], Cancellation)).EnsureSuccess();

    static async Task<IReadOnlyList<string>> ItemsAsync(string file) =>
        [.. JsonNode.Parse(await File.ReadAllTextAsync(file, Cancellation))!["steps"]![0]!["data"]!.AsArray().Select(item => item!.ToJsonString()).Order(StringComparer.Ordinal)];
}
