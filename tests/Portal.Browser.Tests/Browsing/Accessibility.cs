using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Portal.Browser.Tests.Browsing;

/// <summary>Asks axe about a page as it stands.</summary>
static class Accessibility
{
    // The whole of axe runs in the page itself: no other window is opened for it, and passes are not described. It takes a third of the time.
    const string Run = """
        async without => {
            // What is fading in has not its colours yet.
            await Promise.allSettled(document.getAnimations().filter(one => Number.isFinite(one.effect?.getComputedTiming().endTime)).map(one => one.finished));
            return (await axe.run(document, { resultTypes: ['violations'], rules: Object.fromEntries(without.map(rule => [rule, { enabled: false }])) })).violations
                .map(found => `${found.id}: ${found.help} ${found.nodes.slice(0, 5).map(node => `${node.html} ${node.failureSummary}`).join(' | ')}`);
        }
        """;

    static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Rules about landmarks: a mail stands within the page of a mail program, which has them.</summary>
    public static IReadOnlyList<string> OfPages { get; } = ["region", "landmark-one-main"];

    /// <summary>What axe finds fault with; empty where all is well.</summary>
    /// <param name="page">The page.</param>
    /// <param name="without">Rules that do not hold for it.</param>
    public static async Task<IReadOnlyList<string>> FaultsAsync(this IPage page, params IReadOnlyList<string> without)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync<JsonElement?>($"() => {{ {Axe}; return null; }}");
        return await page.EvaluateAsync<string[]>(Run, without);
    }

    /// <summary>By how many pixels the page is wider than the window.</summary>
    public static Task<int> ExcessWidthAsync(this IPage page) => page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
