using System.Globalization;
using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Portal.Testing;
using Portal.Testing.Feeds;
using Portal.Testing.Hosting;
using Portal.Testing.SignIn;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>
/// The day of an editor, from the sign-in with a second step to the digest: what is done most often, and what each of it costs. The bounds
/// are those of <c>docs/desk.md</c>, which compares them with WordPress.
/// </summary>
public sealed class EditorsDayTests(Chromium chromium, RunningPortal portal)
{
    static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 90_000 };

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_editor_gets_through_the_day()
    {
        var morning = Feed("morning", 26);
        var lost = Feed("lost", 5);
        portal.Feeds.Add(lost);
        await portal.Site.AddSourcesAsync(
            [new("The morning wire", portal.Feeds.Add(morning), "en") { Held = true }, new("The lost wire", new Uri(portal.Feeds.Address, "feeds/moved-away").AbsoluteUri, "en")], Ct);
        foreach (var source in (string[])["The morning wire", "The lost wire"])
            await portal.Site.RunVerbAsync(["feeds", "refresh", "--source", FeedSourceRecipe.IdOf(source)], Ct);

        // A digest that nobody would get has no draft.
        var readers = Path.Combine(portal.Site.DataDirectory, "readers.csv");
        await File.WriteAllTextAsync(readers, "Who,Since\nreader@portal.example,2026-01-15\n", Ct);
        (await portal.Site.RunVerbAsync(["newsletter", "import-subscribers", readers, "--map", "address=Who", "consent-date=Since", "--consent-source", "Conference", "--consent-date", "2026-01-15"], Ct)).EnsureSuccess();

        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        var page = visit.Page;
        await SignInWithCodeAsync(visit);
        var steps = await Steps.CountAsync(visit);

        // Drafts of the digest are made some hours ahead; this one will lie there at the end of the day.
        await visit.OpenDeskAsync("/Admin/Newsletter/Plans");
        await Button("Edit The daily digest").ClickAsync();
        await page.GetByLabel("Nothing goes out before an editor has approved it").CheckAsync();
        await page.GetByLabel("Hours ahead at which a draft is made").FillAsync("48");
        await Button("Save").ClickAsync();
        await Expect(page.GetByText("is saved")).ToBeVisibleAsync();

        // The morning's news.
        var lines = page.Locator("[role=option]:visible");
        await visit.OpenDeskAsync("/Admin");
        (await steps.TakeAsync("Publish 20 news of the morning", async () =>
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "The morning wire" }).ClickAsync();
            await Expect(page.Locator(".news-total")).ToHaveTextAsync("26");
            await Expect(lines.First).ToBeVisibleAsync();
            for (var number = 0; number < 20; number++)
                await page.Keyboard.PressAsync("p");
            await Expect(page.Locator(".news-total")).ToHaveTextAsync("6");
        })).ShouldBe((1, 1, 20, 0));

        (await steps.TakeAsync("Merge two news into a story", async () =>
        {
            await page.Keyboard.PressAsync("Space");
            await page.Keyboard.PressAsync("Shift+ArrowDown");
            await page.Keyboard.PressAsync("s");
            await Button("Make one story of the 2 marked items").ClickAsync();
            await Expect(page.Locator(".news-story:visible").First).ToContainTextAsync("2 items here");
        })).ShouldBe((0, 1, 3, 0));

        (await steps.TakeAsync("Hide a published one", async () =>
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "Published", Exact = true }).ClickAsync();
            await Expect(page.Locator(".news-text .news-facts")).ToContainTextAsync("published");
            await page.Keyboard.PressAsync("x");
            await Expect(page.Locator(".news-notice")).ToContainTextAsync("Hidden");
        })).ShouldBe((0, 1, 1, 0));

        (await steps.TakeAsync("Correct the headline of a published one", async () =>
        {
            await page.Keyboard.PressAsync("e");
            await page.Locator("#news-title").FillAsync("A headline put right");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".news-notice")).ToContainTextAsync("Saved");
        })).ShouldBe((0, 0, 2, 1));

        (await steps.TakeAsync("Turn a news item into an article with attribution", async () =>
        {
            await page.Keyboard.PressAsync("a");
            await Expect(page.Locator("#TitlePart")).ToBeVisibleAsync();
            await page.Locator(".rz-html-editor-content").First.ClickAsync();
            await page.Keyboard.PressAsync("Control+Home");
            await page.Keyboard.TypeAsync("What it means for us.");
            await Button("Publish").ClickAsync();
            await Expect(page.GetByText("Visitors see it now")).ToBeVisibleAsync();
        })).ShouldBe((1, 1, 1, 1));
        await Expect(page.Locator(".rz-html-editor-content").First).ToContainTextAsync("What it means for us.");
        await Expect(page.Locator(".rz-html-editor-content blockquote + p")).ToContainTextAsync("The morning wire");

        // A slip, and back to what it was.
        var title = await page.Locator("#TitlePart").InputValueAsync();
        await page.Locator("#TitlePart").FillAsync("A slip of the pen");
        await Button("Publish").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "A slip of the pen" })).ToBeVisibleAsync();
        (await steps.TakeAsync("Restore an earlier version", async () =>
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "Versions" }).ClickAsync();
            await page.Locator("tbody tr", new() { HasText = title }).Last.GetByRole(AriaRole.Button, new() { Name = "Restore as draft" }).ClickAsync();
            await Expect(page.Locator("#TitlePart")).ToHaveValueAsync(title, new() { Timeout = 15_000 });
            await Button("Publish").ClickAsync();
            await Expect(page.GetByText("Visitors see it now")).ToBeVisibleAsync();
        })).ShouldBe((2, 3, 0, 0));

        // An article of one's own.
        var at = DateTime.Now.AddDays(2).ToString("yyyy-MM-dd'T'10:00", CultureInfo.InvariantCulture);
        (await steps.TakeAsync("Write an article with a picture and set its time", async () =>
        {
            await Button("Write").ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Article", Exact = true }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New: Article" })).ToBeVisibleAsync(Patient);
            await page.Locator("#TitlePart").FillAsync("The lamp at the harbour");
            await page.Locator(".rz-html-editor-content").First.ClickAsync();
            await page.Keyboard.TypeAsync("It has burnt since the treaty was signed.");
            await Button("Choose from the library or add").First.ClickAsync();
            await page.Locator(".rz-dialog input[type=file]").SetInputFilesAsync(Path.Combine(Repository.Root, "recipes", "media", "cable.jpg"));
            await page.GetByLabel("What the picture shows").FillAsync("A lamp above the water");
            await Button("Set a time").ClickAsync();
            await Expect(page.Locator("#PublishLaterPart")).ToBeFocusedAsync();
            await page.Locator("#PublishLaterPart").FillAsync(at);
            await Button("Save, publish at the set time").ClickAsync();
            await Expect(page.GetByText("Visitors will see the saved draft from")).ToBeVisibleAsync();
        })).ShouldBe((2, 5, 0, 5));
        await visit.LooksAsync("desk-scheduled");

        // Sources.
        await visit.OpenDeskAsync("/Admin/Feeds");
        (await steps.TakeAsync("Add a source", async () =>
        {
            await page.GetByLabel("Address of a feed or of a site").FillAsync(portal.Feeds.Add(Feed("new", 2)));
            await page.Keyboard.PressAsync("Enter");
            await Button("Add The new wire").ClickAsync();
            await Expect(page.GetByText("The new wire was added").First).ToBeVisibleAsync();
        })).ShouldBe((0, 1, 1, 1));

        await visit.OpenDeskAsync("/Admin/Feeds?state=failing");
        (await steps.TakeAsync("Repair a dead source", async () =>
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "The lost wire" }).ClickAsync();
            await Expect(page.GetByText("There is nothing at this address (404).").First).ToBeVisibleAsync();
            await visit.LooksAsync("desk-feed-lost");
            await page.GetByLabel("Address of the feed, or of its site").FillAsync(portal.Feeds.Site(lost));
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.GetByText("It is fetched from its new address now.")).ToBeVisibleAsync(Patient);
        })).ShouldBe((1, 1, 1, 1));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What needs a look" })).ToHaveCountAsync(0);

        // The digest.
        await Eventually.PassesAsync(async () =>
        {
            await visit.OpenDeskAsync("/Admin");
            (await page.Locator(".today-list", new() { HasText = "waits for approval" }).CountAsync()).ShouldBe(1);
        }, TimeSpan.FromSeconds(90), Ct);
        (await steps.TakeAsync("Put the digest in order and approve it", async () =>
        {
            await page.Locator(".today-list li", new() { HasText = "waits for approval" }).First.GetByRole(AriaRole.Link).ClickAsync();
            var handles = page.Locator(".desk-chosen").Filter(new() { Has = page.Locator("li:nth-child(2)") }).First.Locator(".desk-link");
            var (first, second) = (await handles.Nth(0).InnerTextAsync(), await handles.Nth(1).InnerTextAsync());
            await handles.Nth(1).FocusAsync();
            await page.Keyboard.PressAsync("Alt+ArrowUp");
            await Expect(handles.Nth(0)).ToHaveTextAsync(second, new() { UseInnerText = true });
            await Expect(handles.Nth(1)).ToHaveTextAsync(first, new() { UseInnerText = true });
            await Button("Approve").ClickAsync();
            await Expect(page.GetByText("It is approved and goes at its hour.")).ToBeVisibleAsync(Patient);
        })).ShouldBe((1, 2, 1, 0));
        await visit.LooksAsync("desk-digest-approved");

        // With the mouse, and back again what was left out by mistake.
        var section = page.Locator(".desk-chosen").Filter(new() { Has = page.Locator("li:nth-child(2)") }).First;
        var chosen = section.Locator(".desk-link");
        var (upper, lower) = (await chosen.Nth(0).InnerTextAsync(), await chosen.Nth(1).InnerTextAsync());
        await chosen.Nth(1).DragToAsync(chosen.Nth(0));
        await Expect(chosen.Nth(0)).ToHaveTextAsync(lower, new() { UseInnerText = true });
        await Expect(chosen.Nth(1)).ToHaveTextAsync(upper, new() { UseInnerText = true });
        await section.GetByRole(AriaRole.Button, new() { Name = "Leave out" }).First.ClickAsync();
        var back = page.GetByRole(AriaRole.Button, new() { Name = "Put it back" });
        await Expect(back).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(chosen.Nth(0)).ToHaveTextAsync(lower, new() { UseInnerText = true });
        await Expect(chosen.Nth(0)).ToBeFocusedAsync();
        await Button("Save").ClickAsync();
        await Expect(page.GetByText("The draft is saved.")).ToBeVisibleAsync();

        ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
    }

    // A password, and a code of the authenticator app.
    async Task SignInWithCodeAsync(Visit visit)
    {
        const string password = "lantern quarry oblong treaty";
        var page = visit.Page;
        await visit.SignInAsync(await portal.AddPersonAsync("Administrator", Ct));
        var address = (await page.Locator(".desk-person-button span").Last.InnerTextAsync()).Trim();
        await page.Locator("#password").FillAsync(password);
        await page.Locator("#repeated").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the password" }).ClickAsync();
        await Expect(page.GetByText("Your password was changed").First).ToBeVisibleAsync();
        await visit.OpenAsync("/Admin/Account/Security");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up an authenticator app" }).ClickAsync();
        var key = (await page.Locator(".desk-qr + p code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        await visit.LooksAsync("desk-second-step");
        // A code works once: the phone's clock is half a minute behind at first.
        await page.Locator("#code").FillAsync(Codes.Of(key, DateTimeOffset.UtcNow.AddSeconds(-30)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Turn the second step on" }).ClickAsync();
        await Expect(page.GetByText("These are your recovery codes")).ToBeVisibleAsync();

        await page.Context.ClearCookiesAsync();
        await visit.OpenAsync("/Login");
        await page.GetByLabel("E-mail address").FillAsync(address);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.Locator("#code").FillAsync(Codes.Of(key, DateTimeOffset.UtcNow));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Today", Exact = true })).ToBeVisibleAsync(Patient);
    }

    static TestFeed Feed(string name, int count)
    {
        var feed = new TestFeed(name, $"The {name} wire", FeedDialect.Rss20, "en");
        var now = DateTimeOffset.UtcNow;
        for (var number = count; number > 0; number--)
        {
            feed.Put(new(string.Create(CultureInfo.InvariantCulture, $"{Subjects[number % Subjects.Length]} {name} {number} of the day"), $"https://{name}.example/{number}")
            {
                Published = now.AddMinutes(-number),
                Html = $"<p>{Subjects[number % Subjects.Length]}: what the ministry of {name} said about it, in number {number} of what it sent today, and why the coast listens to it with care.</p>",
            });
        }
        return feed;
    }

    static readonly string[] Subjects = ["Bridges", "Lighthouses", "Archives", "Ferries", "Orchards", "Railways", "Theatres"];
}
