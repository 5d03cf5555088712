using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Shouldly;
using Xunit;

namespace Portal.Browser.Tests;

/// <summary>Results while somebody types, as a keyboard, a screen reader and a finger meet them.</summary>
public sealed class SearchBoxTests(Chromium chromium, RunningPortal portal)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Suggestions_open_under_the_box_of_every_page(int width, ColorScheme scheme)
    {
        await using var visit = await chromium.VisitAsync(portal.Address, new(width, scheme));
        await visit.OpenAsync("/articles");
        var box = visit.Page.Locator("header").GetByRole(AriaRole.Combobox);
        await box.PressSequentiallyAsync("dip");
        var options = Options(visit, "header");
        // A slow typist sees those for the first letters before.
        await Assertions.Expect(options.Last).ToHaveTextAsync("All results for “dip”");
        (await options.First.Locator("mark").CountAsync()).ShouldBeGreaterThan(0, "What was typed is marked.");
        (await options.First.Locator("small").InnerTextAsync()).ShouldContain("202");
        await box.PressAsync("ArrowDown");
        await visit.LooksAsync("suggestions");
    }

    [Fact]
    public async Task The_keyboard_alone_chooses_opens_and_closes()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        await visit.OpenAsync("/articles");
        var box = visit.Page.Locator("header").GetByRole(AriaRole.Combobox);
        await box.FocusAsync();
        await visit.Page.Keyboard.TypeAsync("dip");
        var options = Options(visit, "header");
        await Assertions.Expect(options.Last).ToHaveTextAsync("All results for “dip”");
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-expanded", "true");
        var count = await options.CountAsync();
        await Assertions.Expect(visit.Page.Locator("header [role=status]")).ToHaveTextAsync(count == 2 ? "1 suggestion" : $"{count - 1} suggestions");

        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-activedescendant", (await options.First.GetAttributeAsync("id"))!);
        (await options.First.GetAttributeAsync("aria-selected")).ShouldBe("true");
        await visit.Page.Keyboard.PressAsync("ArrowUp");
        await visit.Page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-activedescendant", (await options.Last.GetAttributeAsync("id"))!);

        // Home and End stay with the text.
        await visit.Page.Keyboard.PressAsync("Home");
        (await box.EvaluateAsync<int>("box => box.selectionStart")).ShouldBe(0);
        await visit.Page.Keyboard.PressAsync("End");
        (await box.EvaluateAsync<int>("box => box.selectionStart")).ShouldBe(3);

        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-expanded", "false");
        (await box.InputValueAsync()).ShouldBe("dip");
        (await box.GetAttributeAsync("aria-activedescendant")).ShouldBeNull();

        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await options.First.WaitForAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        var title = (await options.First.EvaluateAsync<string>("option => [...option.childNodes].filter(node => node.nodeName !== 'SMALL').map(node => node.textContent).join('')")).Trim();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("main h1")).ToHaveTextAsync(title);
    }

    [Fact]
    public async Task Enter_with_nothing_chosen_and_the_last_line_both_lead_to_all_results()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        foreach (var keys in new[] { new[] { "Enter" }, ["ArrowUp", "Enter"] })
        {
            await visit.OpenAsync("/articles");
            var box = visit.Page.Locator("header").GetByRole(AriaRole.Combobox);
            await box.PressSequentiallyAsync("diplomacy");
            await Assertions.Expect(Options(visit, "header").Last).ToHaveTextAsync("All results for “diplomacy”");
            foreach (var key in keys)
                await visit.Page.Keyboard.PressAsync(key);
            await visit.Page.WaitForURLAsync("**/search?q=diplomacy");
            await visit.Page.Locator("#results-count").WaitForAsync();
        }
    }

    [Fact]
    public async Task A_finger_opens_what_it_taps()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, new(360, ColorScheme.Light));
        await visit.OpenAsync("/search");
        await visit.Page.Locator("main").GetByRole(AriaRole.Combobox).PressSequentiallyAsync("dip");
        await Assertions.Expect(Options(visit, "main").Last).ToHaveTextAsync("All results for “dip”");
        await Options(visit, "main").First.ClickAsync();
        await visit.Page.WaitForURLAsync(url => !url.Contains("/search", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_that_comes_late_never_replaces_a_newer_one()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        await visit.OpenAsync("/articles");
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await visit.Page.RouteAsync("**/search/suggest?q=dip", async route =>
        {
            held.TrySetResult();
            await release.Task;
            await route.ContinueAsync();
        });
        var box = visit.Page.Locator("header").GetByRole(AriaRole.Combobox);
        await box.PressSequentiallyAsync("dip");
        await held.Task.WaitAsync(Patience, Cancellation);
        await box.PressSequentiallyAsync("lo");
        await Assertions.Expect(Options(visit, "header").Last).ToHaveTextAsync("All results for “diplo”");
        release.SetResult();
        await box.PressSequentiallyAsync("m");
        await Assertions.Expect(Options(visit, "header").Last).ToHaveTextAsync("All results for “diplom”");
    }

    [Fact]
    public async Task The_page_tells_which_result_was_opened()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        await visit.OpenAsync("/search?q=diplomacy");
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await visit.Page.RouteAsync("**/search/clicked", async route =>
        {
            told.TrySetResult(route.Request.PostData ?? "");
            await route.FulfillAsync(new() { Status = 204 });
        });
        var second = visit.Page.Locator(".hits > li").Nth(1);
        var item = await second.GetAttributeAsync("data-item");
        await second.Locator("h3 a").ClickAsync();
        (await told.Task.WaitAsync(Patience, Cancellation)).ShouldBe($"q=diplomacy&item={item}&position=2");
    }

    static ILocator Options(Visit visit, string place) => visit.Page.Locator(place).GetByRole(AriaRole.Option);
}
