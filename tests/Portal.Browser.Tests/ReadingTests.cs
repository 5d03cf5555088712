using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Shouldly;
using Xunit;

namespace Portal.Browser.Tests;

/// <summary>How a reader finds a way through what there is, and takes an address along.</summary>
public sealed class ReadingTests(Chromium chromium, RunningPortal portal)
{
    [Fact]
    public async Task A_reader_narrows_the_news_without_scripts_and_finds_the_address_of_what_is_shown()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop, scripts: false);
        await visit.OpenAsync("/news");
        await visit.Page.GetByLabel("Source").SelectOptionAsync(new SelectOptionValue { Label = "Savska hronika" });
        await visit.Page.Locator(".sieve button").ClickAsync();
        await visit.Page.WaitForURLAsync(url => url.EndsWith("/news?source=source-savska", StringComparison.Ordinal));
        (await visit.Page.Locator("main .wire .src").AllInnerTextsAsync()).ShouldAllBe(source => source == "Savska hronika");
    }

    [Fact]
    public async Task The_address_of_an_article_is_copied_at_a_click()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        await visit.OpenAsync("/articles/who-speaks-for-a-ministry");
        await visit.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copy the link" }).ClickAsync();
        await visit.Page.Locator(".share [role=status]").GetByText("Copied").WaitForAsync();
        (await visit.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()")).ShouldEndWith("/articles/who-speaks-for-a-ministry");
    }
}
