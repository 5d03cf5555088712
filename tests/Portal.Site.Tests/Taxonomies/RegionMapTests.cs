using System.Globalization;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Portal.Content.Storage;
using Portal.Site.Tests.Hosting;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Taxonomies;

public sealed class RegionMapTests
{
    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task The_map_of_a_region_shows_where_its_news_is_and_the_list_says_the_same(DatabaseProvider provider)
    {
        await using var host = await StartAsync(provider);
        var page = await PageAsync(host, "/regions/balkans");
        Points(page).ShouldBe(["Serbia: 3 point", "Albania: 1 point", "Montenegro: 0 quiet"]);
        page.QuerySelectorAll("main .places a").Select(link => Text(link.TextContent)).ShouldBe(["Serbia 3", "Albania 1", "Montenegro"]);
        // All points lie on the part of the map that is shown.
        var box = page.QuerySelector("main .map svg")!.GetAttribute("viewBox")!.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        page.QuerySelectorAll("main .map circle").ShouldAllBe(point => Number(point, "cx") > box[0] && Number(point, "cx") < box[0] + box[2] && Number(point, "cy") > box[1] && Number(point, "cy") < box[1] + box[3]);
        page.QuerySelectorAll("main .wire h3").Length.ShouldBe(5, "Old news is still listed, it is only no longer on the map.");

        Points(await PageAsync(host, "/regions/serbia")).ShouldBe(["Serbia: 3 here"]);
        Points(await PageAsync(host, "/regions")).ShouldBe(["Serbia: 3 point", "Albania: 1 point"], "The map of the world shows only what there is news of.");
    }

    [Fact]
    public async Task A_kept_map_follows_the_news_and_a_region_without_a_place_has_none()
    {
        await using var host = await StartAsync(DatabaseProvider.Sqlite);
        await PageAsync(host, "/regions/balkans");
        await NewsAsync(host, "montenegro", TimeSpan.FromHours(1));
        Points(await PageAsync(host, "/regions/balkans")).ShouldContain("Montenegro: 1 point");
        (await PageAsync(host, "/regions/elsewhere")).QuerySelector("main .map").ShouldBeNull();
    }

    static async Task<SiteHost> StartAsync(DatabaseProvider provider)
    {
        var host = await SiteDatabase.StartAsync(provider);
        await host.PublishAsync("""
            { "ContentItemId": "regions", "ContentType": "Taxonomy", "TitlePart": { "Title": "Regions" }, "AliasPart": { "Alias": "regions" }, "AutoroutePart": { "Path": "regions", "RouteContainedItems": true },
              "TaxonomyPart": { "TermContentType": "Region", "Terms": [
                { "ContentItemId": "balkans", "ContentType": "Region", "DisplayText": "Balkans", "Terms": [
                  { "ContentItemId": "serbia", "ContentType": "Region", "DisplayText": "Serbia", "Region": { "Place": { "Latitude": 44.8, "Longitude": 20.5 } } },
                  { "ContentItemId": "albania", "ContentType": "Region", "DisplayText": "Albania", "Region": { "Place": { "Latitude": 41.3, "Longitude": 19.8 } } },
                  { "ContentItemId": "montenegro", "ContentType": "Region", "DisplayText": "Montenegro", "Region": { "Place": { "Latitude": 42.4, "Longitude": 19.3 } } } ] },
                { "ContentItemId": "elsewhere", "ContentType": "Region", "DisplayText": "Elsewhere" } ] } }
            """);
        foreach (var days in new[] { 1, 2, 3, 50 })
            await NewsAsync(host, "serbia", TimeSpan.FromDays(days));
        await NewsAsync(host, "albania", TimeSpan.FromDays(4));
        return host;
    }

    static Task NewsAsync(SiteHost host, string region, TimeSpan age) => host.PublishAsync($$"""
        { "ContentType": "NewsItem", "PublishedUtc": "{{DateTime.UtcNow - age:yyyy-MM-ddTHH:mm:ssZ}}", "TitlePart": { "Title": "News of {{region}}" },
          "NewsItem": { "Regions": { "TaxonomyContentItemId": "regions", "TermContentItemIds": ["{{region}}"] } } }
        """);

    static async Task<IHtmlDocument> PageAsync(SiteHost host, string path) => new HtmlParser().ParseDocument((await host.GetAsync(path)).Text);

    static List<string> Points(IHtmlDocument page) => [.. page.QuerySelectorAll("main .map circle").Select(point => $"{Text(point.TextContent)} {point.ClassName}")];

    static double Number(AngleSharp.Dom.IElement point, string name) => double.Parse(point.GetAttribute(name)!, CultureInfo.InvariantCulture);

    static string Text(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
