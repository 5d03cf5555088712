using Microsoft.Playwright;

namespace Portal.Browser.Tests.Browsing;

/// <summary>How a browser comes to the desk; shared with the measurements.</summary>
static class DeskEntry
{
    /// <summary>Chromium as Debian installs it, the one without windows where it is there: it takes half the processor time. Null where there is none.</summary>
    public static string? Chromium { get; } =
        ((string[])["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists);

    /// <summary>The one-time link among what <c>users add</c> printed.</summary>
    public static Uri LinkIn(string printed) => new(printed.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).First(word => word.Contains("/Login/Link?token=", StringComparison.Ordinal)));

    /// <summary>Signs in by a one-time link.</summary>
    public static async Task SignInAsync(this IPage page, Uri link)
    {
        await page.GotoAsync(link.PathAndQuery.TrimStart('/'), new() { WaitUntil = WaitUntilState.Load });
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/Admin/Account*");
    }
}
