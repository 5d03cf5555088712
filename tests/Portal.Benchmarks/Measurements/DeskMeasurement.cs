using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Portal.Benchmarks.Sites;
using Portal.Browser.Tests.Browsing;

namespace Portal.Benchmarks.Measurements;

/// <summary>
/// Editors at their desks, each in a window of a real browser: how long a list, an item and a save take while all of them work, and what a
/// session costs the server in memory. The browser shares the processors, and takes most of them: what people wait for with computers of
/// their own is less. Each session alone is measured first, so that the ratio says what the others cost.
/// </summary>
static class DeskMeasurement
{
    const int Rounds = 5;

    /// <summary>What an editor does besides waiting, between two steps.</summary>
    static readonly TimeSpan Thinks = TimeSpan.FromSeconds(4);

    public static async Task<int> RunAsync(int items, int sessions, CancellationToken cancellationToken)
    {
        if (DeskEntry.Chromium is not { } program)
        {
            await Console.Out.WriteLineAsync("Chromium is not installed (Debian: apt install chromium-headless-shell).");
            return 1;
        }
        using var folder = new TemporaryFolder();
        await MeasuredSite.RunVerbAsync(folder.Path, ["setup", "--recipe", "diplomacy", "--admin-email", "admin@example.org"], [], cancellationToken);
        using (var content = LargeContent.Open(folder.Path, null))
            await content.FillAsync(items, cancellationToken);
        var links = new List<Uri>();
        for (var number = 0; number < sessions; number++)
        {
            var printed = await MeasuredSite.RunVerbAsync(folder.Path, ["users", "add", string.Create(CultureInfo.InvariantCulture, $"editor{number}@example.org"), "--role", "Editor"], [], cancellationToken);
            links.Add(DeskEntry.LinkIn(printed));
        }
        await MeasuredSite.RunVerbAsync(folder.Path, ["search", "rebuild"], [], cancellationToken);
        using var site = MeasuredSite.Launch(folder.Path);
        await site.WaitForAsync("health/ready", TimeSpan.FromMilliseconds(200), cancellationToken);

        using var driver = await Playwright.CreateAsync();
        await using var browser = await driver.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox", "--disable-gpu"] });
        var first = await SignInAsync(browser, site.Address, links[0]);
        // The first calls pay for compiling; they aren't what people wait for.
        await WorkAsync(first, 0, new(StringComparer.Ordinal), cancellationToken);
        var alone = new ConcurrentDictionary<string, ConcurrentBag<double>>(StringComparer.Ordinal);
        await WorkAsync(first, 0, alone, cancellationToken);
        var before = site.ResidentBytes;
        var editors = new List<IPage> { first };
        foreach (var link in links.Skip(1))
            editors.Add(await SignInAsync(browser, site.Address, link));
        var together = new ConcurrentDictionary<string, ConcurrentBag<double>>(StringComparer.Ordinal);
        await Task.WhenAll(editors.Select(async (page, number) =>
        {
            await Task.Delay(Thinks * 2 * number / editors.Count, cancellationToken);
            await WorkAsync(page, number, together, cancellationToken);
        }));
        var after = site.ResidentBytes;

        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{items:N0} items   {"alone",22}   {sessions} sessions"));
        foreach (var what in (string[])["list", "search in the list", "open", "save"])
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what,-22} p50 {Part(alone[what], .5),6:0} ms p95 {Part(alone[what], .95),6:0} ms   p50 {Part(together[what], .5),6:0} ms p95 {Part(together[what], .95),6:0} ms"));
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"memory {before / 1048576.0:0} MB with one session, {after / 1048576.0:0} MB with {sessions}: {(after - before) / 1048576.0 / (sessions - 1):0.0} MB for each more"));
        return 0;
    }

    static async Task<IPage> SignInAsync(IBrowser browser, Uri site, Uri link)
    {
        var context = await browser.NewContextAsync(new() { BaseURL = site.AbsoluteUri, Locale = "en-GB", ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        await page.SignInAsync(link);
        return page;
    }

    static async Task WorkAsync(IPage page, int editor, ConcurrentDictionary<string, ConcurrentBag<double>> times, CancellationToken cancellationToken)
    {
        for (var round = 0; round < Rounds; round++)
        {
            await TimeAsync("list", async () =>
            {
                await page.GotoAsync("/Admin/Contents/ContentItems?type=NewsItem", new() { WaitUntil = WaitUntilState.Commit });
                await page.Locator("tbody tr").First.WaitForAsync();
            });
            await TimeAsync("search in the list", async () =>
            {
                // Each editor works on items of their own.
                await page.GotoAsync(string.Create(CultureInfo.InvariantCulture, $"/Admin/Contents/ContentItems?type=NewsItem&q={1000 + editor * 37 + round}"), new() { WaitUntil = WaitUntilState.Commit });
                await page.Locator("tbody th[scope=row] a").First.WaitForAsync();
            });
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            var title = page.Locator("#TitlePart");
            await TimeAsync("open", async () =>
            {
                await page.Locator("tbody th[scope=row] a").First.ClickAsync();
                await title.WaitForAsync();
            });
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await title.FillAsync(await title.InputValueAsync() + ".");
            await title.BlurAsync();
            await TimeAsync("save", async () =>
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
                await page.GetByText("Visitors see it now").First.WaitForAsync();
            });
        }

        async Task TimeAsync(string what, Func<Task> step)
        {
            var begun = Stopwatch.GetTimestamp();
            await step();
            times.GetOrAdd(what, _ => []).Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(Thinks, cancellationToken);
        }
    }

    static double Part(ConcurrentBag<double> times, double part) => times.Order().ElementAt((int)((times.Count - 1) * part));
}
