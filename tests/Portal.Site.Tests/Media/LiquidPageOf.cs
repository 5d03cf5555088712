using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Site.Tests.Hosting;

namespace Portal.Site.Tests.Media;

/// <summary>Shows Liquid to a visitor and reads what it wrote.</summary>
static class LiquidPageOf
{
    public static async Task<string> RenderAsync(SiteHost host, string liquid)
    {
        var text = await HtmlAsync(host, liquid);
        return WebUtility.HtmlDecode(text).Trim();
    }

    public static async Task<string> HtmlAsync(SiteHost host, string liquid)
    {
        var id = $"w{Random.Shared.Next(1000, 9_999_999)}";
        await SampleContent.WidgetAsync(host, id, "LiquidWidget", "Test", "Always", "Content", $$""" "LiquidPart": { "Liquid": {{JsonSerializer.Serialize($"<i id=\"{id}\">{liquid}</i>")}} } """);
        var (_, page) = await host.GetAsync("/");
        return Regex.Match(page, $"<i id=\"{id}\">(.*?)</i>", RegexOptions.Singleline, TimeSpan.FromSeconds(2)).Groups[1].Value;
    }
}
