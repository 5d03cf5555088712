using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Portal.Browser.Tests.Browsing;

/// <summary>Asks axe about a page as it stands.</summary>
static class Accessibility
{
    // The whole of axe runs in the page itself: no other window is opened for it, and passes are not described. It takes a third of the time.
    const string Run = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
            .map(found => `${found.id}: ${found.help} ${found.nodes.slice(0, 5).map(node => node.html).join(' | ')}`)
        """;

    static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>What axe finds fault with; empty where all is well.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(this IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync<JsonElement?>($"() => {{ {Axe}; return null; }}");
        return await page.EvaluateAsync<string[]>(Run);
    }

    /// <summary>By how many pixels the page is wider than the window.</summary>
    public static Task<int> ExcessWidthAsync(this IPage page) => page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
