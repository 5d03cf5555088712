using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Shouldly;
using Xunit;

namespace Portal.Browser.Tests;

/// <summary>The public pages by keys alone: each control is reached, shows that it is, and does what it does with a mouse.</summary>
public sealed class KeyboardTests(Chromium chromium, RunningPortal portal)
{
    // Null where the focus has left the page or was there before, else what is wrong with where it stands.
    const string Look = """
        () => {
          const element = document.activeElement;
          window.walked ??= new Set();
          // A field for dates and a player have several stops within.
          if (element === window.last) return "";
          if (!element || element === document.body || walked.has(element)) return null;
          window.last = element;
          walked.add(element);
          const style = getComputedStyle(element), place = element.getBoundingClientRect(), what = element.outerHTML.slice(0, 160);
          if (!(style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none")) return `One does not see that the focus stands on ${what}`;
          return place.bottom > 0 && place.top < innerHeight ? "" : `What has the focus is out of sight: ${what}`;
        }
        """;

    // One radio button stands for its group, and what a closed list folds away is not to be reached.
    const string Missed = """
        () => [...document.querySelectorAll("a[href], button, input:not([type=hidden]):not([type=radio]), select, textarea, summary, audio[controls]")]
          .filter(element => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 0 && !element.disabled && element.tabIndex >= 0 && !walked.has(element))
          .map(element => element.outerHTML.slice(0, 160))
        """;

    [Theory]
    [InlineData("/")]
    [InlineData("/articles/who-speaks-for-a-ministry")]
    [InlineData("/news")]
    [InlineData("/search?q=diplomacy")]
    [InlineData("/newsletter")]
    public async Task Each_control_is_reached_by_the_tab_key_and_shows_it(string path)
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        await visit.OpenAsync(path);
        for (var stop = 0; ; stop++)
        {
            stop.ShouldBeLessThan(400, "The focus goes round and round.");
            await visit.Page.Keyboard.PressAsync("Tab");
            if (await visit.Page.EvaluateAsync<string?>(Look) is not { } fault)
                break;
            fault.ShouldBeEmpty();
        }
        (await visit.Page.EvaluateAsync<string[]>(Missed)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visitor_reads_saves_filters_and_subscribes_by_keys_alone()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, Screen.Desktop);
        var page = visit.Page;
        await visit.OpenAsync("/");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#main")).ToBeFocusedAsync();
        await TabToAsync(page, page.Locator("main h3 a").First);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("main .prose")).ToBeVisibleAsync();
        await TabToAsync(page, page.Locator("[data-save-button]").First);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-save-button]").First).ToContainTextAsync("Saved");

        await visit.OpenAsync("/news");
        await TabToAsync(page, page.GetByLabel("Source"));
        await page.Keyboard.TypeAsync("Savska");
        await TabToAsync(page, page.Locator(".sieve button").First);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains("source=source-savska", StringComparison.Ordinal));

        await visit.OpenAsync("/newsletter");
        await TabToAsync(page, page.Locator("main input[type=email]").First);
        await page.Keyboard.TypeAsync("keys@reader.example");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("main h1")).ToHaveTextAsync("Please look into your mail");
    }

    static async Task TabToAsync(IPage page, ILocator wanted)
    {
        for (var stop = 0; stop < 100; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await wanted.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
        }
        throw new InvalidOperationException("It is not reached within a hundred stops.");
    }
}
