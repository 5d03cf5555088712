using System.Globalization;
using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Portal.Testing.Feeds;
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
                Published = DateTimeOffset.UtcNow.AddMinutes(-number),
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
}
