using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Shouldly;
using Xunit;

namespace Portal.Browser.Tests;

/// <summary>What editors do at the desk of the search.</summary>
public sealed class SearchDeskTests(Chromium chromium, RunningPortal portal)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Editors_keep_synonyms_and_stop_words()
    {
        await using var visit = await OpenAsync("/Admin/Search/Tuning?term=protokol", Screen.Desktop);
        var page = visit.Page;
        await Assertions.Expect(page.GetByLabel("New group")).ToHaveValueAsync("protokol, ");
        await page.GetByLabel("New group").FillAsync("protokol");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".desk-problem")).ToContainTextAsync("two words");
        await page.GetByLabel("New group").FillAsync("protokol, ceremonijal");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody th", new() { HasText = "protokol, ceremonijal" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Edit protokol" }).ClickAsync();
        await page.GetByLabel("Words and phrases of the group").FillAsync("protokol, ceremonijal, EU");
        await page.Locator("tbody").GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("stands in two groups")).ToBeVisibleAsync();
        await page.GetByText("All groups as text").ClickAsync();
        var text = await page.GetByLabel("One group a line, with commas between").InputValueAsync();
        text.ShouldContain("protokol, ceremonijal, EU");
        await page.GetByLabel("One group a line, with commas between").FillAsync(text + "\nalone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save this text as all groups" }).ClickAsync();
        await Assertions.Expect(page.Locator(".desk-problem li")).ToContainTextAsync(["Line "]);
        await visit.LooksAsync("desk-search-tuning-problems");

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove protokol" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody th", new() { HasText = "ceremonijal" })).ToHaveCountAsync(0);
        await page.GetByLabel("Words that say nothing about a subject").FillAsync("saopštenje");
        await page.Locator("section, form", new() { Has = page.GetByLabel("Words that say nothing about a subject") }).GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".desk-banner", new() { HasText = "Saved" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    public async Task Editors_put_results_first_and_leave_others_out(int width, ColorScheme scheme)
    {
        await using var visit = await OpenAsync("/Admin/Search/Results", new(width, scheme));
        var page = visit.Page;
        var query = width == 360 ? "embassy" : "diplomacy";
        await page.GetByLabel("Query, as people type it").FillAsync(query);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show its results" }).ClickAsync();
        var found = page.Locator("section", new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "Found by the words" }) });
        var title = (await found.Locator("tbody th").First.InnerTextAsync()).Trim();
        await found.GetByRole(AriaRole.Button, new() { Name = $"Put first {title}" }).First.ClickAsync();
        var first = page.Locator("section", new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "Put first" }) });
        await Assertions.Expect(first.Locator("ol li")).ToContainTextAsync([title]);
        var other = (await found.Locator("tbody th").First.InnerTextAsync()).Trim();
        await found.GetByRole(AriaRole.Button, new() { Name = $"Leave out {other}" }).First.ClickAsync();
        var left = page.Locator("section", new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "Left out" }) });
        await Assertions.Expect(left.Locator("li")).ToContainTextAsync([other]);
        await visit.LooksAsync("desk-search-results-curated");
        await left.GetByRole(AriaRole.Button, new() { Name = $"Show again {other}" }).ClickAsync();
        await Assertions.Expect(left.Locator("li")).ToHaveCountAsync(0);

        await found.GetByRole(AriaRole.Link, new() { Name = "Why here?" }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("It stands at place")).ToBeVisibleAsync();
        await visit.LooksAsync("desk-search-explained");
    }

    [Fact]
    public async Task Editors_try_a_lucene_query()
    {
        await using var visit = await OpenAsync("/Admin/Search/Query", Screen.Desktop, "Administrator");
        var page = visit.Page;
        await page.GetByLabel("Query, as JSON").FillAsync("""{ "query": { "term": { "Content.ContentItem.ContentType": "Page" } } }""");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await page.Locator("details summary").First.ClickAsync();
        await Assertions.Expect(page.Locator("pre").First).ToContainTextAsync("\"Content.ContentItem.ContentType\": \"Page\"");
        await visit.LooksAsync("desk-search-query-answer");
        await page.GetByLabel("Query, as JSON").FillAsync("""{ "query": { "geo_distance": {} } }""");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".desk-problem")).ToContainTextAsync("geo_distance");
    }

    async Task<Visit> OpenAsync(string path, Screen screen, string role = "Editor")
    {
        var visit = await chromium.VisitAsync(portal.Address, screen);
        await visit.SignInAsync(await portal.AddPersonAsync(role, Ct));
        await visit.OpenDeskAsync(path);
        return visit;
    }
}
