using System.Collections.Concurrent;
using Microsoft.Playwright;
using Portal.Testing;
using Shouldly;

namespace Portal.Browser.Tests.Browsing;

/// <summary>
/// A window of the browser. Requests to foreign hosts are refused and remembered, and so is what the browser complains about:
/// <see cref="LooksAsync"/> fails where there was any of it.
/// </summary>
public sealed class Visit : IAsyncDisposable
{
    internal const int Height = 900;

    static readonly string Pages = Path.Combine(Repository.Root, "artifacts", "pages");

    static readonly string Screenshots = Path.Combine(Repository.Root, "artifacts", "screenshots");

    readonly IBrowserContext _context;
    readonly Screen _screen;
    readonly bool _scripts;
    readonly ConcurrentQueue<string> _foreign = new();
    readonly ConcurrentQueue<string> _complaints = new();

    Visit(IBrowserContext context, IPage page, Screen screen, bool scripts) => (_context, Page, _screen, _scripts) = (context, page, screen, scripts);

    /// <summary>The page.</summary>
    public IPage Page { get; }

    internal static async Task<Visit> StartAsync(IBrowserContext context, Uri site, Screen screen, bool scripts)
    {
        var visit = new Visit(context, await context.NewPageAsync(), screen, scripts);
        await context.RouteAsync("**/*", route =>
        {
            if (!Uri.TryCreate(route.Request.Url, UriKind.Absolute, out var address) || address.Scheme is "data" or "blob" || address.Authority == site.Authority)
                return route.ContinueAsync();
            visit._foreign.Enqueue(route.Request.Url);
            return route.AbortAsync();
        });
        visit.Page.Console += (_, message) =>
        {
            // A page that is missing or broken on purpose is not a complaint about the page that tells so; what a page asks for and does not get is one.
            var isPageItself = message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal) && message.Location.StartsWith(visit.Page.Url + ":", StringComparison.Ordinal);
            if (message.Type == "error" && !isPageItself)
                visit._complaints.Enqueue($"{message.Text} ({message.Location} on {visit.Page.Url})");
        };
        visit.Page.PageError += (_, error) => visit._complaints.Enqueue($"{error} ({visit.Page.Url})");
        return visit;
    }

    /// <summary>Opens an address of the site.</summary>
    /// <returns>The HTTP status.</returns>
    public async Task<int> OpenAsync(string path)
    {
        var answer = await Page.GotoAsync(path.TrimStart('/'), new() { WaitUntil = WaitUntilState.Load });
        if (answer is not null && !path.StartsWith("/Admin", StringComparison.OrdinalIgnoreCase) && !path.StartsWith("/Login", StringComparison.OrdinalIgnoreCase))
            await KeepAsync(path, answer);
        return answer?.Status ?? 0;
    }

    /// <summary>Clicks on the first of these links and waits until the page to which it leads has come.</summary>
    public async Task FollowAsync(string selector)
    {
        var link = Page.Locator(selector).First;
        var address = new Uri(new Uri(Page.Url), await link.GetAttributeAsync("href")).AbsoluteUri;
        await link.ClickAsync();
        await Page.WaitForURLAsync(url => url == address);
    }

    /// <summary>Forgets what the browser complained about: the test did it on purpose, such as killing the host.</summary>
    public void ForgetComplaints() => _complaints.Clear();

    // As it was served, for the validator: what scripts made of it later is not what the site wrote.
    static async Task KeepAsync(string path, IResponse answer)
    {
        var file = Path.Combine(Pages, $"page_{string.Concat(path.Trim('/').Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' ? letter : '_'))}.html");
        if (file.Length > 200 || !answer.Headers.GetValueOrDefault("content-type", "").StartsWith("text/html", StringComparison.Ordinal) || File.Exists(file))
            return;
        Directory.CreateDirectory(Pages);
        try
        {
            await File.WriteAllBytesAsync(file, await answer.BodyAsync());
        }
        catch (Exception exception) when (exception is IOException or PlaywrightException)
        {
            // Another test keeps the same page at this moment, or the browser has let go of it: one copy is enough.
        }
    }

    /// <summary>
    /// Keeps a picture of the whole page as <c>artifacts/screenshots/{name}-{width}-{scheme}.png</c>, and asserts that the page is accessible (axe),
    /// needs no sideways scrolling, asked no foreign host for anything, and made the browser complain about nothing.
    /// </summary>
    /// <param name="name">Name of the picture.</param>
    /// <param name="isMail">Whether it is a mail: that stands within the page of a mail program, which has the landmarks.</param>
    public async Task LooksAsync(string name, bool isMail = false)
    {
        await Page.WaitForLoadStateAsync(LoadState.Load);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, $"{name}-{_screen}.png"), FullPage = true });
        _foreign.ShouldBeEmpty($"{name}: requests to other hosts");
        _complaints.ShouldBeEmpty($"{name}: errors in the browser's console");
        // Without scripts neither axe nor the measuring can run in the page.
        if (!_scripts)
            return;
        (await Page.ExcessWidthAsync()).ShouldBeLessThanOrEqualTo(0, $"{name}: the page is wider than the window");
        (await Page.FaultsAsync(isMail ? Accessibility.OfPages : [])).ShouldBeEmpty($"{name} ({_screen}): axe");
    }

    /// <summary>
    /// Keeps pictures of the whole page on every screen as <c>artifacts/screenshots/{name}-{width}-{scheme}.jpg</c>, without loading it again.
    /// </summary>
    /// <param name="name">Name of the pictures.</param>
    /// <param name="examined">On which of the screens the page is shown to axe.</param>
    /// <returns>What <see cref="LooksAsync"/> would fail for.</returns>
    public async Task<IReadOnlyList<string>> LooksEverywhereAsync(string name, params IReadOnlyCollection<Screen> examined)
    {
        // What would be fetched on the way down is to be in the picture.
        await Page.EvaluateAsync("() => Promise.allSettled([...document.images].map(image => { image.loading = 'eager'; return image.decode(); }))");
        var faults = new List<string>();
        foreach (var (width, scheme) in Screen.All.Select(row => row.Data))
        {
            await Page.SetViewportSizeAsync(width, Height);
            await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var screen = new Screen(width, scheme);
            await Page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, $"{name}-{screen}.jpg"), Type = ScreenshotType.Jpeg, Quality = 45, FullPage = true });
            if (await Page.ExcessWidthAsync() is > 0 and var excess)
                faults.Add($"{name} ({screen}): {excess} px wider than the window");
            if (examined.Contains(screen))
                faults.AddRange((await Page.FaultsAsync()).Select(fault => $"{name} ({screen}): {fault}"));
        }
        faults.AddRange(_foreign.Select(address => $"{name}: asked another host for {address}"));
        faults.AddRange(_complaints.Select(complaint => $"{name}: {complaint}"));
        _foreign.Clear();
        _complaints.Clear();
        return faults;
    }

    /// <summary>Keeps a picture of the page as it would be printed.</summary>
    public async Task PrintsAsync(string name)
    {
        await Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Light });
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, $"{name}-print.jpg"), Type = ScreenshotType.Jpeg, Quality = 45, FullPage = true });
        await Page.EmulateMediaAsync(new() { Media = Media.Screen });
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
