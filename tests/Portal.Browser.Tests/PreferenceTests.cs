using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>A subscriber's own pages, from the sign-up to the farewell, without scripts of ours and on a telephone.</summary>
public sealed class PreferenceTests(Chromium chromium, RunningPortal portal)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1440, ColorScheme.Light)]
    public async Task A_subscriber_chooses_pauses_and_leaves(int width, ColorScheme scheme)
    {
        await using var visit = await chromium.VisitAsync(portal.Address, new(width, scheme));
        var page = visit.Page;
        await ConfirmAsync(visit, $"own-{width}-{scheme}@reader.example".ToLowerInvariant(), "");
        await visit.LooksAsync("own-confirmed");
        await visit.FollowAsync("main a[href*='/newsletter/preferences/']");
        await visit.LooksAsync("own-preferences");

        await page.GetByLabel("Every week").CheckAsync();
        await page.GetByLabel("Day of the weekly digest").SelectOptionAsync("0");
        await page.GetByLabel("Hour").SelectOptionAsync("20");
        await page.GetByLabel("Time zone").SelectOptionAsync("Asia/Tokyo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).First.ClickAsync();
        await Expect(page.Locator("main .join [role=status]")).ToHaveTextAsync("Your changes are saved.");
        await Expect(page.GetByLabel("Every week")).ToBeCheckedAsync();
        await Expect(page.GetByLabel("Hour")).ToHaveValueAsync("20");
        await Expect(page.GetByLabel("Time zone")).ToHaveValueAsync("Asia/Tokyo");
        var address = page.Url;

        await page.GetByLabel("Nothing is to come before").FillAsync(DateTime.UtcNow.AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).First.ClickAsync();
        var end = page.GetByRole(AriaRole.Button, new() { Name = "End the pause now" });
        await Expect(end).ToBeVisibleAsync();
        await visit.LooksAsync("own-paused");
        await end.ClickAsync();
        await Expect(page.GetByLabel("Nothing is to come before")).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Button, new() { Name = "Unsubscribe" }).First.ClickAsync();
        await Expect(page.GetByLabel("Nothing is to come before")).ToHaveCountAsync(0);
        await Expect(page.Locator("main h1")).ToBeVisibleAsync();
        await visit.LooksAsync("own-left");
        await visit.OpenAsync(new Uri(address).PathAndQuery);
        await visit.LooksAsync("own-preferences-left");
        (await visit.OpenAsync("/newsletter/preferences/0123456789abcdefghjkmnpqrs.AAAA")).ShouldBe(404);
        await visit.LooksAsync("own-forged");
    }

    [Theory]
    [InlineData("sr")]
    [InlineData("sr-latn")]
    public async Task The_pages_speak_Serbian(string prefix)
    {
        await using var visit = await chromium.VisitAsync(portal.Address, new(360, ColorScheme.Light));
        await ConfirmAsync(visit, $"own-{prefix}@reader.example", prefix + "/");
        await visit.FollowAsync("main a[href*='/newsletter/preferences/']");
        new Uri(visit.Page.Url).AbsolutePath.ShouldStartWith($"/{prefix}/");
        await visit.LooksAsync($"own-preferences-{prefix}");
    }

    async Task ConfirmAsync(Visit visit, string address, string prefix)
    {
        (await visit.OpenAsync($"/{prefix}newsletter")).ShouldBe(200);
        var form = visit.Page.Locator("main form").Filter(new() { Has = visit.Page.Locator("input[type=email]") }).First;
        await form.Locator("input[type=email]").FillAsync(address);
        await form.Locator("button[type=submit]").First.ClickAsync();
        await Expect(form).ToHaveCountAsync(0);
        var mail = await portal.Mail.WaitForAsync(mail => mail.IsTo(address), Cancellation);
        var at = mail.Text.IndexOf("/newsletter/confirm/", StringComparison.Ordinal);
        await visit.OpenAsync($"/{prefix}{mail.Text[(at + 1)..].Split('\n', '\r', ' ')[0]}");
        await visit.Page.Locator("main form button").First.ClickAsync();
        await Expect(visit.Page.Locator("main a[href*='/newsletter/preferences/']").First).ToBeVisibleAsync();
    }
}
