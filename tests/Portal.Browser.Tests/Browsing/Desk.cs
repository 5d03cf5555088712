using Microsoft.Playwright;

namespace Portal.Browser.Tests.Browsing;

/// <summary>What people do at the desk.</summary>
static class Desk
{
    /// <summary>Signs in by a one-time link.</summary>
    public static Task SignInAsync(this Visit visit, Uri link) => visit.Page.SignInAsync(link);

    /// <summary>Opens a page of the desk and waits until it answers to clicks.</summary>
    public static async Task OpenDeskAsync(this Visit visit, string path)
    {
        await visit.OpenAsync(path);
        // The page is drawn when its connection stands; what it reads from the database comes a moment later.
        await visit.Page.Locator("main h1").WaitForAsync();
        await Assertions.Expect(visit.Page.Locator(".desk-loading")).ToHaveCountAsync(0);
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    /// <summary>The button of this name in the first row of the list whose title is this.</summary>
    public static ILocator RowButton(this Visit visit, string title, string button) =>
        visit.Page.Locator("tr").Filter(new() { HasText = title }).First.GetByRole(AriaRole.Button, new() { Name = $"{button} {title}" });

    /// <summary>The desk's list of news items whose title has these words.</summary>
    public static Task OpenNewsListAsync(this Visit visit, string words = "") =>
        visit.OpenDeskAsync($"/Admin/Contents/ContentItems?type=NewsItem&q={Uri.EscapeDataString(words)}");

    /// <summary>Title of the first item in the list that visitors can see.</summary>
    public static async Task<string> FirstTitleAsync(this Visit visit) =>
        (await visit.Page.Locator("tbody tr").Filter(new() { Has = visit.Page.GetByRole(AriaRole.Link, new() { Name = "View" }) }).Locator("th[scope=row] a").First.InnerTextAsync()).Trim();
}
