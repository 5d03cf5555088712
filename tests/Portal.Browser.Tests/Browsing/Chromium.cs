using Microsoft.Playwright;
using Xunit;

namespace Portal.Browser.Tests.Browsing;

/// <summary>The Chromium of the machine, started at the first visit and shared by all tests.</summary>
public sealed class Chromium : IAsyncDisposable
{
    // For what is done as for what is seen, in milliseconds: a busy machine is as slow with the one as with the other. A form that was
    // sent has been seen to need more than fifteen seconds for its answer there.
    const float Patience = 30_000;

    readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> _started = new(StartAsync);

    /// <summary>Opens a window of its own, with no cookies; skips the test where no Chromium is installed.</summary>
    public async Task<Visit> VisitAsync(Uri site, Screen screen, bool scripts = true)
    {
        Assert.SkipWhen(DeskEntry.Chromium is null, "Chromium is not installed (Debian: apt install chromium-headless-shell).");
        var (_, browser) = await _started.Value;
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = site.AbsoluteUri,
            ViewportSize = new() { Width = screen.Width, Height = Visit.Height },
            ColorScheme = screen.Scheme,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = scripts,
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(Patience);
        return await Visit.StartAsync(context, site, screen, scripts);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated)
            return;
        var (driver, browser) = await _started.Value;
        await browser.DisposeAsync();
        driver.Dispose();
    }

    static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var driver = await Playwright.CreateAsync();
        return (driver, await driver.Chromium.LaunchAsync(new()
        {
            ExecutablePath = DeskEntry.Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }
}
