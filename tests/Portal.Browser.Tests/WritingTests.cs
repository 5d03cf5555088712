using System.Net;
using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Portal.Content.Storage;
using Portal.Testing.Hosting;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>What somebody writes is not lost, whatever happens to the connection, the browser and the host.</summary>
public sealed class WritingTests(Chromium chromium)
{
    // A busy machine takes its time to start the host again.
    static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 90_000 };

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_text_outlives_the_host_and_the_tab_and_is_seen_before_it_is_published()
    {
        await using var site = await PortalSite.CreateAsync(DatabaseProvider.Sqlite, new Dictionary<string, string?>(), Cancellation);
        await using var first = await site.StartAsync(Cancellation);
        await using var visit = await chromium.VisitAsync(site.Address, Screen.Desktop);
        var page = visit.Page;
        await visit.SignInAsync(await first.SignInLinkAsync(Cancellation));

        // Written and pasted, without leaving the field: kept all the same.
        await visit.OpenDeskAsync("/Admin/Contents/ContentTypes/Article/Create");
        var (title, text) = (page.Locator("#TitlePart"), page.Locator(".rz-html-editor-content").First);
        await text.ClickAsync();
        await page.Keyboard.TypeAsync("The lamp in the consulate burns. ");
        await text.EvaluateAsync("""
            text => {
              const data = new DataTransfer();
              data.setData("text/html", "<style>p{color:red}</style><p class=MsoNormal style='margin:0'><span style='font-weight:700'>Bold</span><o:p></o:p> <a href='javascript:alert(1)'>words</a></p><p class=MsoListParagraph><span style='mso-list:Ignore'>·</span>Point</p>");
              text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """);
        var pasted = await text.InnerHTMLAsync();
        pasted.ShouldContain("<strong>Bold</strong>");
        pasted.ShouldContain("<li>Point</li>");
        pasted.ShouldNotContain("Mso");
        pasted.ShouldNotContain("style");
        pasted.ShouldNotContain("javascript");
        await title.FillAsync("Night duty");
        await Expect(page.Locator("[data-state=kept]")).ToBeVisibleAsync();
        await Expect(page.GetByText("Saved as a draft copy")).ToBeVisibleAsync();

        // Beside it a page on which nothing was typed, and a form that keeps no copies.
        var list = await page.Context.NewPageAsync();
        await list.GotoAsync("/Admin/Contents/ContentItems");
        await Expect(list.Locator("tbody tr").First).ToBeVisibleAsync();
        await list.EvaluateAsync("() => { window.isStale = true; }");
        var settings = await page.Context.NewPageAsync();
        await settings.GotoAsync("/Admin/Settings");
        var name = settings.Locator("main input[type=text]").First;
        await name.FillAsync("A name that nobody has saved");

        // The host is gone from one moment to the next; what is typed then stays in the browser, and the page comes back by itself.
        await first.KillAsync();
        await Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync(Patient);
        await title.FillAsync("Night duty at the consulate");
        await Eventually.TrueAsync(() => page.EvaluateAsync<bool>("() => Object.values(localStorage).some(text => text.includes('Night duty at the consulate'))"), "the browser keeps the title", Cancellation);
        await using var second = await site.StartAsync(Cancellation);
        await Expect(page.GetByText("stands in the form again")).ToBeVisibleAsync(Patient);
        await Expect(title).ToHaveValueAsync("Night duty at the consulate");
        await Expect(text).ToContainTextAsync("The lamp in the consulate burns.");
        await Eventually.TrueAsync(() => IsNewAsync(list), "the list is loaded anew by itself", Cancellation);
        await Expect(list.Locator("tbody tr").First).ToBeVisibleAsync();
        // What was typed here would be lost by that: it stays, and whoever typed it is told.
        await Expect(settings.GetByText("no longer knows this page")).ToBeVisibleAsync(Patient);
        await Expect(name).ToHaveValueAsync("A name that nobody has saved");
        await settings.CloseAsync();
        await list.CloseAsync();
        await Expect(page.Locator("[data-state=kept]")).ToBeVisibleAsync();
        visit.ForgetComplaints();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show difference" }).ClickAsync();
        await Expect(page.Locator(".desk-recovery ins").First).ToBeVisibleAsync();
        await visit.LooksAsync("desk-writing-back");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Visitors see it now")).ToBeVisibleAsync();
        (await ReadAsync(site)).ShouldContain("The lamp in the consulate burns.");

        // Seen in the theme beside the text while it is written, by nobody else.
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview beside the text" }).ClickAsync();
        await title.FillAsync("Night duty, retold");
        await Expect(page.FrameLocator(".desk-beside iframe").GetByText("Night duty, retold").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        (await ReadAsync(site)).ShouldNotContain("retold");

        // The tab is closed; whoever comes back is told.
        var address = new Uri(page.Url).PathAndQuery;
        address.ShouldEndWith("/Edit");
        await page.GotoAsync("about:blank");
        // The frame of the preview runs no scripts, which the browser says aloud for each script of the theme.
        visit.ForgetComplaints();
        await visit.OpenDeskAsync(address);
        await Expect(title).ToHaveValueAsync("Night duty at the consulate");
        await Expect(page.GetByText("that was not saved")).ToBeVisibleAsync();
        await visit.LooksAsync("desk-writing-offer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore", Exact = true }).ClickAsync();
        await Expect(title).ToHaveValueAsync("Night duty, retold");
        await page.GetByRole(AriaRole.Button, new() { Name = "Drop it" }).ClickAsync();
        await Expect(title).ToHaveValueAsync("Night duty at the consulate");

        // A sign-in that has ended leads back to the text.
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(address.TrimStart('/'));
        WebUtility.UrlDecode(page.Url).ShouldContain($"/Login?returnUrl={address}");
    }

    static async Task<bool> IsNewAsync(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<bool>("() => window.isStale === undefined");
        }
        catch (PlaywrightException)
        {
            // It is on its way.
            return false;
        }
    }

    static async Task<string> ReadAsync(PortalSite site)
    {
        using var client = new HttpClient { BaseAddress = site.Address };
        return await client.GetStringAsync("articles/night-duty-at-the-consulate", Cancellation);
    }
}
