using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>The first hour of a new administrator.</summary>
public sealed class TourTests(Chromium chromium, RunningPortal portal)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_goes_through_the_first_hour_leaves_it_and_comes_back()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, new(360, ColorScheme.Dark));
        var page = visit.Page;
        await visit.SignInAsync(await portal.AddPersonAsync("Administrator", Ct));
        await visit.OpenDeskAsync("/Admin");
        await page.GetByRole(AriaRole.Region, new() { Name = "The first hour" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Name of the site" })).ToHaveValueAsync("Institute for Digital Diplomacy");
        await Expect(page.Locator(".desk-problem")).ToHaveCountAsync(0);
        await visit.LooksAsync("desk-tour-name");
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave this step out" }).ClickAsync();

        // The logo stands on the public pages at once.
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Logo" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose from the library or add" }).ClickAsync();
        await Expect(page.Locator(".rz-dialog input[type=file]")).ToBeVisibleAsync();
        await visit.LooksAsync("desk-tour-picker");
        await page.Locator(".rz-dialog input[type=file]").SetInputFilesAsync(new FilePayload { Name = "sign.svg", MimeType = "image/svg+xml", Buffer = """<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40" fill="#075c66"/></svg>"""u8.ToArray() });
        await Expect(page.GetByText("This step is done.")).ToBeVisibleAsync();
        await visit.LooksAsync("desk-tour-logo");
        await using (var visitor = await chromium.VisitAsync(portal.Address, Screen.Desktop))
        {
            await visitor.OpenAsync("/articles");
            Assert.True(await visitor.Page.Locator(".mast img.logo[src*=sign]").EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)") > 0);
            await visitor.LooksAsync("articles-logo");
        }
        await page.GetByRole(AriaRole.Button, new() { Name = "Without a logo" }).ClickAsync();
        await Expect(page.GetByText("This step is done.")).ToHaveCountAsync(0);

        // It is left, and goes on elsewhere.
        await visit.OpenDeskAsync("/Admin/Tour/mail");
        await page.GetByLabel("Send a test mail to").FillAsync("tried@portal.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test mail" }).ClickAsync();
        await Expect(page.GetByText("The mail server has taken a mail to tried@portal.example.")).ToBeVisibleAsync();
        await portal.Mail.WaitForAsync(mail => mail.IsTo("tried@portal.example"), Ct);
        await visit.OpenDeskAsync("/Admin/Tour/languages");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("This step is done.")).ToBeVisibleAsync();
        await visit.LooksAsync("desk-tour-languages-done");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Name of the site" })).ToContainTextAsync("left out");
        await visit.OpenDeskAsync("/Admin/Tour");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Logo" })).ToBeVisibleAsync();
    }
}
