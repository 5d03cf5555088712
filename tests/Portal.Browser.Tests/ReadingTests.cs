using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Shouldly;
using Xunit;

namespace Portal.Browser.Tests;

/// <summary>The pages by which a reader finds a way through what there is: authors, archive, regions, sources, a river that narrows.</summary>
public sealed class ReadingTests(Chromium chromium, RunningPortal portal)
{
    public static IEnumerable<TheoryDataRow<int, ColorScheme>> Screens => [new(360, ColorScheme.Dark), new(768, ColorScheme.Light), new(1440, ColorScheme.Dark)];

    [Theory, MemberData(nameof(Screens))]
    public async Task Each_page_stands_on_every_screen(int width, ColorScheme scheme)
    {
        await using var visit = await chromium.VisitAsync(portal.Address, new(width, scheme));
        foreach (var (path, name) in new[]
        {
            ("/authors/ana-petkovic", "author"), ("/archive", "archive"), ("/archive/2026/10", "archive-month"), ("/regions", "regions"), ("/regions/western-balkans", "region"),
            ("/sources/harbour", "source"), ("/news?language=sr&days=30", "news-narrowed"), ("/news?language=fr&topic=topic-digital", "news-nothing"),
        })
        {
            (await visit.OpenAsync(path)).ShouldBe(200, path);
            (await visit.Page.Locator("main h1").CountAsync()).ShouldBe(1, path);
            await visit.LooksAsync(name);
        }
    }

    [Theory]
    [InlineData("/sr")]
    [InlineData("/sr-latn")]
    public async Task They_speak_Serbian(string prefix)
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        foreach (var path in new[] { "/archive/2026/10", "/news?days=7", "/articles/who-speaks-for-a-ministry" })
        {
            (await visit.OpenAsync(prefix + path)).ShouldBe(200, path);
            await visit.LooksAsync((path.Split('/', '?')[1] + prefix).Replace('/', '-'));
        }
    }

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
