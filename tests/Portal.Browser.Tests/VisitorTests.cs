using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Shouldly;
using Xunit;

namespace Portal.Browser.Tests;

/// <summary>What a visitor does; how the pages look is the subject of <see cref="PublicScreenTests"/>.</summary>
public sealed class VisitorTests(Chromium chromium, RunningPortal portal)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_home_page_leads_to_articles_and_news()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        (await visit.OpenAsync("/")).ShouldBe(200);
        await visit.FollowAsync("main a[href*='/articles/']");
        (await visit.Page.Locator("main h1").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task News_carry_their_source_and_a_link_to_the_original()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        (await visit.OpenAsync("/news")).ShouldBe(200);
        await visit.FollowAsync("main a[href*='/news/']");
        (await visit.Page.Locator("main a[href^='http']").CountAsync()).ShouldBeGreaterThan(0, "The original is linked.");
        (await visit.Page.Locator("main a[href*='/sources/']").CountAsync()).ShouldBeGreaterThan(0, "The source is named.");
    }

    [Fact]
    public async Task A_topic_gathers_what_belongs_to_it()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        await visit.OpenAsync("/");
        (await visit.OpenAsync(new Uri(portal.Address, await visit.Page.Locator("a[href*='/topics/']").First.GetAttributeAsync("href")).PathAndQuery)).ShouldBe(200);
    }

    [Fact]
    public async Task The_search_has_its_selectors_and_shows_why_something_was_found()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        (await visit.OpenAsync("/search?q=diplomacy")).ShouldBe(200);
        (await visit.Page.Locator("main mark").CountAsync()).ShouldBeGreaterThan(0);
        await visit.Page.GetByLabel("Exact matches only").First.CheckAsync();
        await visit.Page.Locator("main input[name=in][value=title]").First.CheckAsync();
        await visit.Page.Locator("main form").GetByRole(AriaRole.Button, new() { Name = "Search" }).First.ClickAsync();
        await visit.Page.WaitForURLAsync(url => url.Contains("exact=", StringComparison.Ordinal) && url.Contains("in=title", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Signing_up_for_the_digest_answers_with_what_to_do_next(int width, ColorScheme scheme)
    {
        await using var visit = await chromium.VisitAsync(portal.Address, new(width, scheme));
        (await visit.OpenAsync("/newsletter")).ShouldBe(200);
        var address = $"visitor-{width}-{scheme}@reader.example".ToLowerInvariant();
        var form = visit.Page.Locator("main form").Filter(new() { Has = visit.Page.Locator("input[type=email]") }).First;
        await form.Locator("input[type=email]").FillAsync(address);
        await form.Locator("button[type=submit], button:not([type])").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("main h1")).ToHaveTextAsync("Please look into your mail");
        await portal.Mail.WaitForAsync(mail => mail.IsTo(address), Cancellation);
        await visit.LooksAsync("newsletter-asked");
    }

    [Fact]
    public async Task A_missing_page_says_so_in_the_sites_own_dress()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        (await visit.OpenAsync("/no/such/page")).ShouldBe(404);
        (await visit.Page.Locator("header a[href='/']").CountAsync()).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("/sr")]
    [InlineData("/sr-latn")]
    public async Task The_site_speaks_Serbian_in_both_scripts(string prefix)
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        (await visit.OpenAsync(prefix)).ShouldBe(200);
        (await visit.Page.Locator("html").GetAttributeAsync("lang"))!.ShouldBe(prefix == "/sr" ? "sr-Cyrl" : "sr-Latn");
        await visit.FollowAsync("main a[href*='/articles/']");
        new Uri(visit.Page.Url).AbsolutePath.ShouldStartWith(prefix + "/", Case.Sensitive, "Links stay in the language.");
    }

    [Fact]
    public async Task Reading_and_searching_need_no_scripts()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop, scripts: false);
        await visit.OpenAsync("/");
        await visit.FollowAsync("main a[href*='/articles/']");
        await visit.LooksAsync("article-without-scripts");
        await visit.OpenAsync("/search");
        await visit.Page.Locator("main .ask input[name=q]").FillAsync("diplomacy");
        await visit.Page.Locator("main .ask input[name=q]").PressAsync("Enter");
        await visit.Page.Locator("main mark").First.WaitForAsync();
        await visit.LooksAsync("search-without-scripts");
    }
}
