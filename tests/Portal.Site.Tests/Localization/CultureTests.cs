using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Portal.Content.Parts;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Localization;

public sealed class CultureTests
{
    [Fact]
    public async Task A_reader_is_led_to_the_version_in_their_language()
    {
        await using var host = await StartAsync();
        var (english, text) = await host.GetAsync("/talks");
        english.StatusCode.ShouldBe(HttpStatusCode.OK);
        text.ShouldContain("Talks resume");
        (await RedirectAsync(host, "/sr/talks")).ShouldBe("/sr/pregovori-cir");
        (await RedirectAsync(host, "/sr-latn/talks")).ShouldBe("/sr-latn/pregovori");
        (await RedirectAsync(host, "/pregovori")).ShouldBe("/talks");
        (await host.GetAsync("/sr/pregovori-cir")).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        // In no set: shown as it is, whatever the language of the interface.
        (await host.GetAsync("/sr/alone")).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_head_names_every_version_and_the_switch_leads_to_it()
    {
        await using var host = await StartAsync();
        var page = new HtmlParser().ParseDocument((await host.GetAsync("/sr/pregovori-cir")).Text);
        page.QuerySelectorAll("link[hreflang]").Select(link => (link.GetAttribute("hreflang"), new Uri(link.GetAttribute("href")!).AbsolutePath))
            .ShouldBe([("en", "/talks"), ("sr-Cyrl", "/sr/pregovori-cir"), ("sr-Latn", "/sr-latn/pregovori"), ("x-default", "/talks")]);
        page.QuerySelectorAll("nav a[hreflang]").Select(link => link.GetAttribute("href")).ShouldBe(["/talks", "/sr-latn/pregovori", "/sr/pregovori-cir"]);
        page.QuerySelector("article")!.GetAttribute("lang").ShouldBe("sr-Cyrl");
        var alone = new HtmlParser().ParseDocument((await host.GetAsync("/sr/alone")).Text);
        alone.QuerySelectorAll("link[hreflang]").Select(link => new Uri(link.GetAttribute("href")!).AbsolutePath).ShouldBe(["/alone", "/sr-latn/alone", "/sr/alone", "/alone"]);
    }

    [Fact]
    public async Task A_kept_page_learns_of_a_version_that_comes_and_goes()
    {
        await using var host = await StartAsync();
        (await host.GetAsync("/talks")).Text.ShouldNotContain("hreflang=\"ru\"");
        await host.PublishAsync("""{ "ContentItemId": "p-ru", "ContentType": "Page", "TitlePart": { "Title": "Переговоры" }, "AutoroutePart": { "Path": "peregovory" }, "LocalizationPart": { "LocalizationSet": "s", "Culture": "ru" } }""");
        (await host.GetAsync("/talks")).Text.ShouldContain("hreflang=\"ru\"");
        await host.WriteAsync((scope, ct) => scope.Content.UnpublishAsync("p-ru", ct));
        (await host.GetAsync("/talks")).Text.ShouldNotContain("hreflang=\"ru\"");
    }

    [Fact]
    public async Task Lists_show_one_version_of_each_set()
    {
        await using var host = await StartAsync();
        foreach (var (id, culture, title) in new[] { ("a-en", "en", "Cables"), ("a-sr", "sr-Cyrl", "Каблови"), ("b-latn", "sr-Latn", "Samo latinica"), ("b-cyrl", "sr-Cyrl", "Само латиница") })
            await host.PublishAsync($$"""{ "ContentItemId": "{{id}}", "ContentType": "Article", "TitlePart": { "Title": "{{title}}" }, "LocalizationPart": { "LocalizationSet": "{{id[0]}}", "Culture": "{{culture}}" } }""");
        (await TitlesAsync(host, "/articles")).ShouldBe(["Samo latinica", "Cables"], ignoreOrder: true);
        (await TitlesAsync(host, "/sr/articles")).ShouldBe(["Само латиница", "Каблови"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_feed_brings_the_version_that_its_language_reads()
    {
        await using var host = await StartAsync();
        foreach (var (id, culture, title) in new[] { ("a-en", "en", "Cables"), ("a-sr", "sr-Cyrl", "Каблови") })
            await host.PublishAsync($$"""{ "ContentItemId": "{{id}}", "ContentType": "Article", "TitlePart": { "Title": "{{title}}" }, "LocalizationPart": { "LocalizationSet": "a", "Culture": "{{culture}}" } }""");
        XDocument.Parse((await host.GetAsync("/feed")).Text).Descendants("item").ShouldHaveSingleItem().Element("title")!.Value.ShouldBe("Cables");
        var serbian = XDocument.Parse((await host.GetAsync("/sr/feed")).Text).Root!.Element("channel")!;
        serbian.Elements("item").ShouldHaveSingleItem().Element("title")!.Value.ShouldBe("Каблови");
        new Uri(serbian.Element("item")!.Element("link")!.Value).AbsolutePath.ShouldStartWith("/sr/");
        serbian.Element("language")!.Value.ShouldBe("sr-Cyrl");
        await host.WriteAsync((scope, ct) => scope.Content.UnpublishAsync("a-sr", ct));
        XDocument.Parse((await host.GetAsync("/sr/feed")).Text).Descendants("item").ShouldHaveSingleItem().Element("title")!.Value.ShouldBe("Cables");
    }

    [Fact]
    public async Task The_sitemap_lists_every_version_with_all_versions_as_alternates()
    {
        await using var host = await StartAsync();
        XNamespace map = "http://www.sitemaps.org/schemas/sitemap/0.9";
        XNamespace html = "http://www.w3.org/1999/xhtml";
        var urls = XDocument.Parse((await host.GetAsync("/sitemap.xml")).Text).Descendants(map + "url")
            .ToDictionary(url => new Uri(url.Element(map + "loc")!.Value).AbsolutePath, url => url.Elements(html + "link").Select(link => (link.Attribute("hreflang")!.Value, new Uri(link.Attribute("href")!.Value).AbsolutePath)).Order());
        foreach (var version in new[] { "/talks", "/sr/pregovori-cir", "/sr-latn/pregovori" })
            urls[version].ShouldBe([("en", "/talks"), ("sr-Cyrl", "/sr/pregovori-cir"), ("sr-Latn", "/sr-latn/pregovori")]);
        urls["/alone"].ShouldBeEmpty();
    }

    [Fact]
    public async Task The_filter_localization_set_finds_the_version_in_a_culture()
    {
        await using var host = await StartAsync();
        await host.PublishAsync("""
            { "ContentItemId": "w7", "ContentType": "LiquidWidget", "TitlePart": { "Title": "Box" }, "LayerMetadata": { "Layer": "Always", "Zone": "Sidebar", "Position": 1 },
              "LiquidPart": { "Liquid": "[{{ 's' | localization_set | display_text }}][{{ 's' | localization_set: 'sr-Latn' | display_text }}][{{ 's' | localization_set: 'fr' | display_text }}][{{ 'sr' | switch_culture_url }}]" } }
            """);
        WebUtility.HtmlDecode((await host.GetAsync("/talks")).Text).ShouldContain("[Talks resume][Pregovori se nastavljaju][]");
    }

    [Fact]
    public async Task A_home_page_in_a_set_is_shown_in_the_readers_language()
    {
        await using var host = await StartAsync();
        await host.StepAsync((JsonObject)JsonNode.Parse("""{ "name": "settings", "HomeRoute": { "ContentItemId": "p-en" } }""")!);
        (await host.GetAsync("/")).Text.ShouldContain("Talks resume");
        (await host.GetAsync("/sr")).Text.ShouldContain("Преговори се настављају");
    }

    [Fact]
    public async Task A_language_that_the_settings_leave_out_is_not_offered()
    {
        await using var host = await StartAsync();
        await host.StepAsync((JsonObject)JsonNode.Parse("""{ "name": "settings", "LocalizationSettings": { "DefaultCulture": "en", "SupportedCultures": [ "en", "sr-Latn" ] } }""")!);
        (await RedirectAsync(host, "/sr/alone?after=1")).ShouldBe("/alone?after=1");
        var page = new HtmlParser().ParseDocument((await host.GetAsync("/alone")).Text);
        page.QuerySelectorAll("nav a[hreflang]").Select(link => link.GetAttribute("hreflang")).ShouldBe(["en", "sr-Latn"]);
    }

    static async Task<SiteHost> StartAsync()
    {
        var host = await SiteHost.StartAsync();
        foreach (var (id, culture, title, path) in new[] { ("p-en", "en", "Talks resume", "talks"), ("p-latn", "sr-Latn", "Pregovori se nastavljaju", "pregovori"), ("p-cyrl", "sr-Cyrl", "Преговори се настављају", "pregovori-cir") })
        {
            await host.PublishAsync($$"""
                { "ContentItemId": "{{id}}", "ContentType": "Page", "TitlePart": { "Title": "{{title}}" }, "AutoroutePart": { "Path": "{{path}}" }, "HtmlBodyPart": { "Html": "<p>…</p>" },
                  "LocalizationPart": { "LocalizationSet": "s", "Culture": "{{culture}}" } }
                """);
        }
        await host.PublishAsync("""{ "ContentItemId": "alone", "ContentType": "Page", "TitlePart": { "Title": "Alone" }, "AutoroutePart": { "Path": "alone" } }""");
        return host;
    }

    static async Task<string?> RedirectAsync(SiteHost host, string path)
    {
        var (response, _) = await host.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.Found);
        return response.Headers.Location?.OriginalString;
    }

    static async Task<IEnumerable<string>> TitlesAsync(SiteHost host, string path) =>
        new HtmlParser().ParseDocument((await host.GetAsync(path)).Text).QuerySelectorAll("article.card h3").Select(title => title.TextContent.Trim());
}
