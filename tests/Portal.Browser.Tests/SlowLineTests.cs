using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Portal.Testing.Feeds;
using Portal.Testing.Hosting;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>The desk on a line on which an answer takes three tenths of a second, and which breaks.</summary>
public sealed class SlowLineTests(Chromium chromium, RunningPortal portal)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task News_leave_the_list_at_once_and_what_a_cut_swallowed_stands_there_again()
    {
        var feed = new TestFeed("slow", "The slow wire", FeedDialect.Rss20, "en");
        for (var number = 1; number <= 12; number++)
        {
            feed.Put(new(string.Create(CultureInfo.InvariantCulture, $"Despatch {number} of the slow coach"), $"https://slow.example/{number}")
            {
                Published = TimeProvider.System.GetUtcNow().AddMinutes(-number),
                Html = string.Create(CultureInfo.InvariantCulture, $"<p>Despatch {number} is told here in words that no other despatch has, about matter number {number * 7919}.</p>"),
            });
        }
        await portal.Site.AddSourcesAsync([new("The slow wire", portal.Feeds.Add(feed), "en") { Held = true }], Ct);
        var source = FeedSourceRecipe.IdOf("The slow wire");
        (await portal.Site.RunVerbAsync(["feeds", "refresh", "--source", source], Ct)).EnsureSuccess();

        await using var line = new SlowLine(portal.Address, TimeSpan.FromMilliseconds(150));
        await using var visit = await chromium.VisitAsync(line.Address, Screen.Desktop);
        var page = visit.Page;
        await visit.SignInAsync(await portal.AddPersonAsync("Editor", Ct));
        await visit.OpenDeskAsync($"/Admin/News?source={source}");
        var lines = page.Locator("[role=option]:visible");
        await Expect(lines).ToHaveCountAsync(12);

        // The server hears of it after 150 ms at the earliest; the list has gone on before the key is let go.
        (await page.EvaluateAsync<int>("""
            () => {
              const shown = () => [...document.querySelectorAll("[role=option]")].filter(line => !line.hidden).length;
              document.querySelector("[role=listbox]").dispatchEvent(new KeyboardEvent("keydown", { key: "p", bubbles: true, cancelable: true }));
              return shown();
            }
            """)).ShouldBe(11);
        for (var number = 0; number < 4; number++)
            await page.Keyboard.PressAsync("p");
        await Expect(lines).ToHaveCountAsync(7);
        await Expect(page.Locator(".news-total")).ToHaveTextAsync("7");

        // Pressed in the very moment in which the line breaks: the desk never heard of it. Then nothing more is taken until it is back.
        line.Cut();
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator(".news-live")).ToContainTextAsync("The connection is gone");
        line.Mend();
        await Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Expect(lines).ToHaveCountAsync(7);
        await page.Keyboard.PressAsync("x");
        await Expect(lines).ToHaveCountAsync(6);
        await Expect(page.Locator(".news-total")).ToHaveTextAsync("6");
        // The browser complained about the broken line.
        visit.ForgetComplaints();
        await visit.LooksAsync("news-desk-slow-line");
    }

    [Fact]
    public async Task What_is_written_while_it_is_saved_in_a_cut_in_two_windows_and_without_a_sign_in_is_not_lost()
    {
        await using var line = new SlowLine(portal.Address, TimeSpan.FromMilliseconds(150));
        await using var visit = await chromium.VisitAsync(line.Address, Screen.Desktop);
        var page = visit.Page;
        await visit.SignInAsync(await portal.AddPersonAsync("Editor", Ct));
        await visit.OpenDeskAsync("/Admin/Contents/ContentTypes/Article/Create");
        await Text(page).ClickAsync();
        await page.Keyboard.TypeAsync("The ferry waits. ");
        await page.Locator("#TitlePart").FillAsync("A ferry on a slow line");

        // The next word comes before the answer, and goes where the hands are.
        await Button(page, "Publish").ClickAsync();
        await page.Locator("#TitlePart").ClickAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync(", retold");
        await Expect(page).ToHaveURLAsync(new Regex("/Edit$"));
        await Expect(page.Locator("[data-state=kept]")).ToBeVisibleAsync();
        await Expect(page.Locator("#TitlePart")).ToBeFocusedAsync();
        await Expect(page.Locator("#TitlePart")).ToHaveValueAsync("A ferry on a slow line, retold");

        // The line breaks under the hands.
        await Text(page).ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("It left");
        line.Cut();
        await page.Keyboard.TypeAsync(" in the dark");
        await Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync(" without a light.");
        line.Mend();
        await Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator("[data-state=kept]")).ToBeVisibleAsync();
        // Without a sign-in as well, until the page is left.
        var cookies = await page.Context.CookiesAsync();
        await page.Context.ClearCookiesAsync();
        await Button(page, "Publish").ClickAsync();
        await Expect(page.GetByText("Visitors see it now")).ToBeVisibleAsync();
        await page.Context.AddCookiesAsync(cookies.Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path, HttpOnly = cookie.HttpOnly, SameSite = cookie.SameSite }));
        using (var reader = new HttpClient { BaseAddress = portal.Address })
            (await reader.GetStringAsync("articles/a-ferry-on-a-slow-line", Ct)).ShouldContain("It left in the dark without a light.");

        // The same item in another window: neither writes over the other unasked.
        var address = page.Url;
        await Text(page).ClickAsync();
        await page.Keyboard.PressAsync("Control+Home");
        await page.Keyboard.TypeAsync("Here: ");
        await Expect(page.Locator("[data-state=kept]")).ToBeVisibleAsync();
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(address);
        await Expect(other.GetByText("that was not saved")).ToBeVisibleAsync();
        await Text(other).ClickAsync();
        await other.Keyboard.PressAsync("Control+Home");
        await other.Keyboard.TypeAsync("There: ");
        await Expect(other.GetByText("Choose above which text goes on").First).ToBeVisibleAsync();
        await Button(other, "Drop it").ClickAsync();
        await Expect(other.Locator("[data-state=kept]")).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("still here. ");
        await Expect(page.GetByText("You write this in another window too")).ToBeVisibleAsync();
        await Expect(Text(page)).ToContainTextAsync("Here: still here. The ferry waits.");
        visit.ForgetComplaints();
        await visit.LooksAsync("desk-writing-two-windows");
        await page.GotoAsync("about:blank");

        // Cut off, typed on, and the window closed: the browser has it.
        await Text(other).ClickAsync();
        await other.Keyboard.PressAsync("Control+Home");
        for (var letter = 0; letter < "There: ".Length; letter++)
            await other.Keyboard.PressAsync("ArrowRight");
        line.Cut();
        await other.Keyboard.TypeAsync("the last word. ");
        await Eventually.TrueAsync(() => other.EvaluateAsync<bool>("() => Object.values(localStorage).some(text => text.includes('the last word'))"), "the browser keeps the text", Ct);
        await other.CloseAsync();
        line.Mend();
        var later = await page.Context.NewPageAsync();
        await later.GotoAsync(address);
        await Expect(later.GetByText("that was not saved")).ToBeVisibleAsync();
        await Button(later, "Restore").ClickAsync();
        await Expect(Text(later)).ToContainTextAsync("There: the last word. The ferry waits.");
        await Expect(later.GetByText("stands in the form again")).ToBeVisibleAsync();
        visit.ForgetComplaints();
    }

    static ILocator Text(IPage page) => page.Locator(".rz-html-editor-content").First;

    static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
