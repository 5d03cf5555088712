using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Shouldly;
using Xunit;

namespace Portal.Browser.Tests;

/// <summary>The page of results, and what it leads to.</summary>
public sealed partial class SearchPageTests(Chromium chromium, RunningPortal portal)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Results_are_narrowed_by_a_click_and_widened_by_another(int width, ColorScheme scheme)
    {
        await using var visit = await chromium.VisitAsync(portal.Address, new(width, scheme));
        (await visit.OpenAsync("/search?q=diplomacy")).ShouldBe(200);
        var value = visit.Page.Locator("[aria-labelledby=facet-type] a, [aria-labelledby=facet-source] a").First;
        // On a small screen what narrows is folded.
        if (!await value.IsVisibleAsync())
            await visit.Page.Locator(".narrow summary").First.ClickAsync();
        await visit.Page.Locator(".how summary").ClickAsync();
        await visit.LooksAsync("search-open");
        await value.ClickAsync();
        var chip = visit.Page.Locator(".chips a");
        await Assertions.Expect(chip).ToHaveCountAsync(1);
        await visit.LooksAsync("search-narrowed");
        await chip.ClickAsync();
        await Assertions.Expect(chip).ToHaveCountAsync(0);
        new Uri(visit.Page.Url).Query.ShouldBe("?q=diplomacy");
    }

    [Fact]
    public async Task Narrowing_needs_no_scripts()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop, scripts: false);
        await visit.OpenAsync("/search?q=diplomacy&sort=date");
        await visit.Page.Locator("[aria-labelledby=facet-type] a, [aria-labelledby=facet-source] a").First.ClickAsync();
        await visit.Page.Locator(".chips a").ClickAsync();
        await visit.Page.WaitForURLAsync("**/search?q=diplomacy&sort=date");
    }

    [Fact]
    public async Task An_article_leads_on_to_what_is_on_the_same_matters()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        await visit.OpenAsync("/articles");
        await visit.FollowAsync("main a[href*='/articles/']");
        var next = visit.Page.Locator(".next li a");
        // By its address: an article about a piece of news may have the same title.
        (await next.EvaluateAllAsync<string[]>("links => links.map(link => link.href)")).ShouldNotContain(visit.Page.Url);
        var first = await next.First.InnerTextAsync();
        await visit.LooksAsync("read-next");
        await next.First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("main h1")).ToHaveTextAsync(first);
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task A_search_is_followed_by_mail_and_ended_again(int width, ColorScheme scheme)
    {
        var address = $"follower-{width}@reader.example";
        await using var visit = await chromium.VisitAsync(portal.Address, new(width, scheme));
        await visit.OpenAsync("/search?q=diplomacy&type=news");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "By e-mail" }).ClickAsync();
        await visit.LooksAsync("follow-search");
        await visit.Page.Locator("main input[type=email]").FillAsync(address);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Follow by e-mail" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("main h1")).ToHaveTextAsync("Please look into your mail");
        var mail = await portal.Mail.WaitForAsync(one => one.IsTo(address), Cancellation);
        await visit.OpenAsync(new Uri(ConfirmLink().Match(mail.Text).Value).PathAndQuery);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Yes, subscribe me" }).ClickAsync();
        await visit.Page.Locator("main a[href*='/newsletter/preferences/']").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("section .lines li")).ToHaveCountAsync(1);
        await visit.LooksAsync("searches");
        await visit.Page.Locator("#more-searches").FillAsync("cyber norms");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Follow this search" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("section .lines li")).ToHaveCountAsync(2);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove diplomacy" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("section .lines li a")).ToHaveTextAsync("cyber norms");
    }

    [GeneratedRegex(@"https?://\S+/newsletter/confirm/\S+")]
    private static partial Regex ConfirmLink();
}
