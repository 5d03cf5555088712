using System.Globalization;
using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Portal.Testing.Feeds;
using Shouldly;
using Xunit;

namespace Portal.Browser.Tests;

/// <summary>What editors do at the news desk: triage by keys alone, and two of them at once.</summary>
public sealed class NewsDeskTests(Chromium chromium, RunningPortal portal)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task News_are_triaged_by_keys_alone()
    {
        await using var visit = await OpenAsync(await FillAsync("triage", 104), Screen.Desktop);
        var page = visit.Page;
        var lines = page.Locator("[role=option]:visible");
        await Assertions.Expect(page.Locator(".news-total")).ToHaveTextAsync("106");
        await Assertions.Expect(page.Locator(".news-text h2")).ToBeVisibleAsync();
        // News of other tests may be like one of these, and then stand as a story of its own.
        await Assertions.Expect(page.Locator(".news-story:visible", new() { HasText = "academy" })).ToHaveCountAsync(1);
        await visit.LooksAsync("news-desk");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#news-help")).ToBeVisibleAsync();
        await visit.LooksAsync("news-desk-help");
        await page.Keyboard.PressAsync("Escape");

        // Ninety-eight at one go, faster than the server answers.
        for (var number = 0; number < 90; number++)
            await page.Keyboard.PressAsync("p");
        await Assertions.Expect(lines).ToHaveCountAsync(16);
        for (var number = 0; number < 7; number++)
            await page.Keyboard.PressAsync("x");
        // What is undone is the last step, also where the server is still at those before it.
        var chosen = page.Locator(".news-current .news-title");
        var last = await chosen.InnerTextAsync();
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("u");
        await Assertions.Expect(lines).ToHaveCountAsync(9);
        // Each step is done after those before it.
        await Assertions.Expect(page.Locator(".news-total")).ToHaveTextAsync("9", new() { Timeout = 30_000 });
        await Assertions.Expect(chosen).ToHaveTextAsync(last);

        // Several at once, and back; also after the page was loaded anew.
        await page.Locator("[role=listbox]").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await Assertions.Expect(page.Locator(".news-bulk")).ToContainTextAsync("3 marked");
        await visit.LooksAsync("news-desk-marked");
        await page.Keyboard.PressAsync("p");
        await Assertions.Expect(page.Locator(".news-notice")).ToContainTextAsync("Published: 3 items");
        await Assertions.Expect(lines).ToHaveCountAsync(6);
        await page.ReloadAsync();
        await Assertions.Expect(lines).ToHaveCountAsync(6);
        await page.Keyboard.PressAsync("u");
        await Assertions.Expect(lines).ToHaveCountAsync(9);

        // In its place: letters typed into the form are letters.
        await page.Keyboard.PressAsync("e");
        await Assertions.Expect(page.Locator("#news-title")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("Express: jokes & xylophones");
        await visit.LooksAsync("news-desk-edit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("[role=option][id] .news-title", new() { HasText = "Express: jokes & xylophones" })).ToBeVisibleAsync();
        await Assertions.Expect(lines).ToHaveCountAsync(9);
        await Assertions.Expect(page.Locator("[role=listbox]")).ToBeFocusedAsync();

        // Two that nobody would find to be one story.
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await page.Keyboard.PressAsync("s");
        await Assertions.Expect(page.Locator("#news-merge")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#news-merge")).Not.ToContainTextAsync("Looking");
        await visit.LooksAsync("news-desk-merge");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make one story of the 2 marked items" }).ClickAsync();
        await Assertions.Expect(page.Locator(".news-story:visible", new() { HasText = "Express: jokes & xylophones" })).ToContainTextAsync("2 items here");
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("#news-search")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("xylophones");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(lines).ToHaveCountAsync(1);
        page.Url.ShouldContain("q=xylophones");
        await page.GetByText("Filters and views").ClickAsync();
        await page.GetByLabel("Keep this choice as a view of mine").FillAsync("Instruments");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Kept.")).ToBeVisibleAsync();
        await visit.OpenDeskAsync("/Admin/News");
        await page.GetByRole(AriaRole.Link, new() { Name = "Instruments" }).ClickAsync();
        await Assertions.Expect(lines).ToHaveCountAsync(1);
        await page.Locator(".news-text [data-act=digest]").ClickAsync();
        await Assertions.Expect(lines).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".news-notice")).ToContainTextAsync("For the next digest: “Express: jokes & xylophones”.");

        await visit.OpenDeskAsync("/Admin");
        await Assertions.Expect(page.Locator(".today")).ToContainTextAsync("The triage wire");
        await visit.LooksAsync("today-waiting");
    }

    [Fact]
    public async Task Two_editors_see_one_another_and_neither_overwrites_the_other()
    {
        var source = await FillAsync("two", 5);
        await using var one = await OpenAsync(source, Screen.Desktop);
        await using var other = await OpenAsync(source, new(390, ColorScheme.Dark));
        await Assertions.Expect(other.Page.Locator("[role=option]:visible")).ToHaveCountAsync(7);
        await Assertions.Expect(one.Page.Locator(".news-others")).ToContainTextAsync("looks at this item as well");
        await other.LooksAsync("news-desk-phone");
        await other.Page.Locator("[role=option]:visible").First.ClickAsync();
        await Assertions.Expect(other.Page.Locator(".news-text h2")).ToBeVisibleAsync();
        await Assertions.Expect(other.Page.Locator(".news-text[aria-busy]")).ToHaveCountAsync(0);
        await other.LooksAsync("news-desk-phone-text");

        // Both have the same version before them when the first one saves.
        await other.Page.Locator(".news-text [data-act=edit]").ClickAsync();
        await Assertions.Expect(other.Page.Locator("#news-title")).ToBeFocusedAsync();
        await one.Page.Keyboard.PressAsync("e");
        await one.Page.Locator("#news-title").FillAsync("Written by the one");
        await one.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(one.Page.Locator(".news-notice")).ToContainTextAsync("Saved");
        await other.Page.Locator("#news-title").FillAsync("Written by the other");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(other.Page.Locator(".desk-problem")).ToContainTextAsync("Somebody else saved this item while you were writing");
        await other.LooksAsync("news-desk-conflict");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Go on with what is chosen" }).ClickAsync();
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Save and publish" }).ClickAsync();
        await Assertions.Expect(one.Page.Locator("[role=option]", new() { HasText = "published meanwhile" })).ToHaveCountAsync(1);
        await Assertions.Expect(one.Page.Locator(".news-text h2")).ToHaveTextAsync("Written by the other");

        // What comes in is told of, and moves nothing.
        portal.Feeds.Add(Feed("two", 6));
        (await portal.Site.RunVerbAsync(["feeds", "refresh", "--source", source], Ct)).EnsureSuccess();
        await Assertions.Expect(one.Page.Locator(".news-notice")).ToContainTextAsync("New items: 1");
        await Assertions.Expect(one.Page.Locator("[role=option]:visible")).ToHaveCountAsync(7);
        await one.Page.GetByRole(AriaRole.Button, new() { Name = "New items: 1" }).ClickAsync();
        await Assertions.Expect(one.Page.Locator("[role=option]:visible")).ToHaveCountAsync(7);
        await Assertions.Expect(one.Page.Locator(".news-total")).ToHaveTextAsync("7");
        await other.OpenDeskAsync("/Admin");
        await Assertions.Expect(other.Page.Locator(".today")).ToContainTextAsync("The two wire");
        await other.LooksAsync("today-waiting");
    }

    async Task<Visit> OpenAsync(string source, Screen screen)
    {
        var visit = await chromium.VisitAsync(portal.Address, screen);
        await visit.SignInAsync(await portal.AddPersonAsync("Editor", Ct));
        await visit.OpenDeskAsync($"/Admin/News?source={source}");
        return visit;
    }

    // A source whose news waits: so many that have nothing to do with one another, and two that tell of one event.
    async Task<string> FillAsync(string name, int count)
    {
        var title = $"The {name} wire";
        await portal.Site.AddSourcesAsync([new(title, portal.Feeds.Add(Feed(name, count)), "en") { Held = true }], Ct);
        var id = FeedSourceRecipe.IdOf(title);
        (await portal.Site.RunVerbAsync(["feeds", "refresh", "--source", id], Ct)).EnsureSuccess();
        return id;
    }

    static TestFeed Feed(string name, int count)
    {
        const string text = "<p>The ministers of foreign affairs of the two invented coasts signed an agreement on a joint academy for young diplomats, which opens its doors in the old customs house in autumn.</p>";
        var feed = new TestFeed(name, $"The {name} wire", FeedDialect.Rss20, "en");
        var now = DateTimeOffset.UtcNow;
        for (var number = count; number > 0; number--)
        {
            var word = Subjects[number % Subjects.Length];
            feed.Put(new(string.Create(CultureInfo.InvariantCulture, $"{word} {name} {number}: what changes for readers"), $"https://{name}.example/{number}")
            {
                Published = now.AddMinutes(-10 * number),
                Html = $"<p>{word}, told for the time number {number} in the words of {name}. It takes a sentence or two, so that there is something to read beside the list, and a list of what follows.</p><ul><li>First {word.ToLowerInvariant()}</li><li>Then the rest</li></ul>",
            });
        }
        return feed
            .Put(new($"Two coasts sign an agreement on a joint academy for diplomats ({name})", $"https://{name}.example/academy-1") { Published = now.AddMinutes(-25), Html = text })
            .Put(new($"Joint academy for young diplomats: agreement of two coasts signed ({name})", $"https://{name}.example/academy-2") { Published = now.AddMinutes(-15), Html = text + "<p>It is the first of its kind.</p>" });
    }

    static readonly string[] Subjects = ["Bridges", "Lighthouses", "Archives", "Ferries", "Orchards", "Railways", "Theatres"];
}
