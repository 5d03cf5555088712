using Portal.Content.Storage;
using Portal.Testing;
using Portal.Testing.Databases;
using Portal.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Web.Tests.Transfer;

/// <summary>
/// Sites are set up by recipes in the likeness of those that Orchard Core publishes; visitors find the pages, routes, menus and boxes, and
/// whoever set the site up is told what it lacks.
/// </summary>
public sealed class OrchardRecipeTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<DatabaseProvider>> Providers => TestDatabase.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_blog_has_its_posts_tags_categories_menu_and_boxes(DatabaseProvider provider)
    {
        await using var site = await PortalSite.CreateAsync(provider, new Dictionary<string, string?>(), Cancellation);
        var told = await SetUpAsync(site, "chronicle");
        told.Skipped.ShouldBe(["AdminMenu", "AdminTemplates", "WorkflowType", "lucene-index-rebuild"]);
        told.Notes.ShouldContain(note => note.Contains("OrchardCore.Workflows", StringComparison.Ordinal));
        told.Notes.ShouldContain(note => note.Contains("TheBlogTheme", StringComparison.Ordinal));
        told.Notes.ShouldContain(note => note.Contains("../wwwroot/img/missing.jpg", StringComparison.Ordinal));

        await using (var portal = await site.StartAsync(Cancellation))
        {
            using var visitor = portal.CreateClient(followRedirects: false);
            var home = await visitor.GetStringAsync("", Cancellation);
            foreach (var words in (string[])["Notes of an institute", "href=\"/blog/letters-from-a-harbour\"", "href=\"/about\"", "href=\"https://example.org\""])
                home.ShouldContain(words);
            (await visitor.GetAsync("blog", Cancellation)).Headers.Location!.OriginalString.ShouldBe("/", "the home page has one address");

            var post = await visitor.GetStringAsync("blog/letters-from-a-harbour", Cancellation);
            post.ShouldContain("class=\"post-like\"", Case.Sensitive, "the template of the recipe draws it");
            foreach (var words in (string[])["<em>stress</em>", "href=\"/tags/water\"", "href=\"/tags/maps\"", "href=\"https://example.org\""])
                post.ShouldContain(words);
            foreach (var page in (string[])["tags/water", "tags/maps", "categories/ports"])
                (await visitor.GetStringAsync(page, Cancellation)).ShouldContain("Letters from a harbour");
            (await visitor.GetStringAsync("about", Cancellation)).ShouldContain("About us");
            (await visitor.GetAsync("media/harbour.png", Cancellation)).Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
            // The post's body is Markdown, and posts of a blog are found among posts.
            await Eventually.PassesAsync(async () => (await visitor.GetStringAsync("search?q=stress&type=posts", Cancellation)).ShouldContain("/blog/letters-from-a-harbour"), TimeSpan.FromSeconds(60), Cancellation);
        }
        await LeavesAsItCameAsync(site, provider);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_one_page_site_is_drawn_by_its_template_from_its_bags(DatabaseProvider provider)
    {
        await using var site = await PortalSite.CreateAsync(provider, new Dictionary<string, string?>(), Cancellation);
        var told = await SetUpAsync(site, "studio");
        told.Skipped.ShouldBe(["GitHubAuthenticationSettings"]);
        told.Notes.ShouldContain(note => note.Contains("OrchardCore.GitHub.Authentication", StringComparison.Ordinal));
        told.Notes.ShouldContain(note => note.Contains("MoonCondition", StringComparison.Ordinal));

        await using (var portal = await site.StartAsync(Cancellation))
        {
            using var visitor = portal.CreateClient();
            var home = await visitor.GetStringAsync("", Cancellation);
            foreach (var words in (string[])["<h3 class=\"service\">Charts fa-map</h3>", "alt=\"A chart\"", "/media/works/one.png?", "Vera", "Engraver", "href=\"#works\"", "href=\"/sum\"", "At the quay"])
                home.ShouldContain(words);
            var other = await visitor.GetStringAsync("sum", Cancellation);
            other.ShouldContain("<p class=\"sum\">3 Studio</p>");
            other.ShouldNotContain("At the quay");
        }
        await LeavesAsItCameAsync(site, provider);
    }

    static async Task<Told> SetUpAsync(PortalSite site, string recipe)
    {
        var file = Path.Combine(Repository.Root, "tests", "Portal.Web.Tests", "Transfer", "Recipes", recipe + ".recipe.json");
        var set = await site.RunVerbAsync(["setup", "--recipe", file, "--admin-email", "milica@example.org"], Cancellation);
        set.EnsureSuccess();
        var lines = set.Output.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("Note: ", StringComparison.Ordinal)).Select(line => line["Note: ".Length..]).ToList();
        return new([.. lines.Where(line => line.StartsWith("The step “", StringComparison.Ordinal)).Select(line => line.Split('“', '”')[1])], lines);
    }

    /// <summary>What leaves the site sets up another one, from which the same leaves.</summary>
    static async Task LeavesAsItCameAsync(PortalSite site, DatabaseProvider provider)
    {
        await using var other = await PortalSite.CreateAsync(provider, new Dictionary<string, string?>(), Cancellation);
        var (first, second) = (Path.Combine(site.DataDirectory, "first"), Path.Combine(other.DataDirectory, "second"));
        (await site.RunVerbAsync(["recipe", "export", first], Cancellation)).EnsureSuccess();
        (await other.RunVerbAsync(["setup", "--recipe", first, "--admin-email", "milica@example.org"], Cancellation)).EnsureSuccess();
        (await other.RunVerbAsync(["recipe", "export", second], Cancellation)).EnsureSuccess();
        var files = Files(first);
        Files(second).ShouldBe(files);
        foreach (var name in files)
            (await File.ReadAllBytesAsync(Path.Combine(second, name), Cancellation)).ShouldBe(await File.ReadAllBytesAsync(Path.Combine(first, name), Cancellation), name);
    }

    static IReadOnlyList<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];

    sealed record Told(IReadOnlyList<string> Skipped, IReadOnlyList<string> Notes);
}
