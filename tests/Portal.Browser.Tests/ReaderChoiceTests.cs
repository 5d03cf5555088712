using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Shouldly;
using Xunit;

namespace Portal.Browser.Tests;

/// <summary>What readers choose without an account, what they save, and what they see without a network.</summary>
public sealed class ReaderChoiceTests(Chromium chromium, RunningPortal portal)
{
    [Fact]
    public async Task A_choice_needs_no_scripts_and_holds_on_every_page()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, new(768, ColorScheme.Light), scripts: false);
        await visit.OpenAsync("/sr/news");
        await visit.Page.Locator("a[href$='/reading']").ClickAsync();
        await visit.Page.Locator("input[value=latin]").CheckAsync();
        await visit.Page.Locator("input[value=large]").CheckAsync();
        await visit.Page.Locator("input[value=dark]").CheckAsync();
        await visit.LooksAsync("reading-without-scripts");
        await visit.Page.Locator("main .choices button").First.ClickAsync();
        await visit.Page.WaitForURLAsync("**/sr-latn/news");
        await visit.OpenAsync("/");
        (await visit.Page.Locator("html[data-size=large][data-theme=dark]").CountAsync()).ShouldBe(1);
        await visit.LooksAsync("home-chosen");
    }

    [Fact]
    public async Task What_is_saved_stands_in_a_list_until_it_is_removed()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, new(360, ColorScheme.Light));
        await visit.OpenAsync("/");
        await visit.FollowAsync("main a[href*='/articles/']");
        var title = await visit.Page.Locator("main h1").TextContentAsync();
        await visit.Page.Locator("[data-save-button]").ClickAsync();
        await visit.OpenAsync("/saved");
        (await visit.Page.Locator("[data-saved-list] h3").TextContentAsync()).ShouldBe(title);
        await visit.LooksAsync("saved");
        await visit.Page.Locator("[data-saved-list] button").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("[data-saved-none]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_a_network_stands_what_was_read_and_a_page_that_says_so()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        await visit.OpenAsync("/offline");
        await visit.LooksAsync("offline");
        await visit.Page.WaitForFunctionAsync("() => navigator.serviceWorker.controller", null, new() { Timeout = 60_000 });
        await visit.OpenAsync("/about");
        var read = await visit.Page.Locator("main h1").TextContentAsync();
        // The worker keeps a page while the reader has it already.
        await visit.Page.WaitForFunctionAsync("async () => !!await caches.match(location.href, { ignoreVary: true })");
        await visit.Page.Context.SetOfflineAsync(true);
        await visit.OpenAsync("/about");
        (await visit.Page.Locator("main h1").TextContentAsync()).ShouldBe(read);
        await visit.OpenAsync("/topics");
        (await visit.Page.Locator("main h1").TextContentAsync()).ShouldBe("There is no network");
        await visit.Page.Context.SetOfflineAsync(false);
        (await visit.OpenAsync("/topics")).ShouldBe(200);
        (await visit.Page.Locator("main h1").TextContentAsync()).ShouldNotBe("There is no network");
    }
}
