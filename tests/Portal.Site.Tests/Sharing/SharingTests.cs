using System.Buffers.Binary;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Portal.Content.Settings;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Sharing;

public sealed class SharingTests : IAsyncLifetime
{
    SiteHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SiteHost.StartAsync();
        await SampleContent.FillAsync(_host);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_article_says_what_it_is_who_wrote_it_and_where_it_stands()
    {
        var graph = Graph(await PageAsync("/articles/a-table-for-two-hundred"));
        var article = graph["NewsArticle"];
        article["headline"]!.GetValue<string>().ShouldBe("A table for two hundred");
        article["author"]!["name"]!.GetValue<string>().ShouldBe("Milica Petrović");
        article["datePublished"]!.GetValue<string>().ShouldBe("2026-11-18T09:00:00Z");
        article["isBasedOn"]!.GetValue<string>().ShouldBe("https://review.example/");
        article["publisher"]!["@id"]!.GetValue<string>().ShouldBe(graph["Organization"]["@id"]!.GetValue<string>());
        graph["BreadcrumbList"]["itemListElement"]!.AsArray().Select(place => new Uri(place!["item"]!.GetValue<string>()).AbsolutePath).ShouldBe(["/", "/articles", "/articles/a-table-for-two-hundred"]);
        Graph(await PageAsync("/"))["WebSite"]["potentialAction"]!["target"]!["urlTemplate"]!.GetValue<string>().ShouldEndWith("/search?q={search_term_string}");
    }

    [Fact]
    public async Task A_hostile_title_ends_no_element()
    {
        const string Title = "</script><script>alert(1)</script> \"'&\u2028";
        await _host.PublishAsync($$"""{ "ContentItemId": "evil", "ContentType": "Article", "TitlePart": { "Title": {{JsonSerializer.Serialize(Title)}} }, "AutoroutePart": { "Path": "evil" } }""");
        var page = await PageAsync("/evil");
        page.Scripts.ShouldAllBe(script => script.Source != null || script.Type == "application/ld+json");
        Graph(page)["NewsArticle"]["headline"]!.GetValue<string>().ShouldContain("<script>alert(1)");
        page.QuerySelector("meta[property='og:image:alt']")!.GetAttribute("content")!.ShouldContain("<script>");
        (await _host.Http.GetAsync(page.QuerySelector("meta[property='og:image']")!.GetAttribute("content"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Items_without_a_picture_get_one_that_is_drawn_and_may_be_kept_for_good()
    {
        var page = await PageAsync("/news/envoys-return-to-the-river-talks-1");
        var address = Meta(page, "og:image");
        new Uri(address).AbsolutePath.ShouldBe("/share/n1.png");
        (Meta(page, "og:image:width"), Meta(page, "og:image:height"), Meta(page, "og:locale")).ShouldBe(("1200", "630", "en_GB"));
        var response = await _host.Http.GetAsync(address);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.CacheControl!.ToString().ShouldContain("immutable");
        var bytes = await response.Content.ReadAsByteArrayAsync();
        (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20))).ShouldBe((1200, 630));
        (await _host.Http.GetByteArrayAsync("/share/n3.png")).ShouldNotBe(bytes, "Another title is another picture.");
        (await _host.Http.GetAsync("/share/n1.png?v=other")).Headers.CacheControl!.ToString().ShouldNotContain("immutable");
        (await _host.Http.GetAsync("/share/site.png")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task There_are_pictures_of_published_items_only()
    {
        (await _host.Http.GetAsync("/share/nothing.png")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _host.Http.GetAsync($"/share/{new string('a', 300)}.png")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await _host.WriteAsync((scope, ct) => scope.Content.UnpublishAsync("a2", ct));
        (await _host.Http.GetAsync("/share/a2.png")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await EmbedAsync("/articles/a-table-for-two-hundred")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_imported_item_names_the_original_unless_the_site_wants_its_own()
    {
        const string Path = "/news/envoys-return-to-the-river-talks-1";
        var page = await PageAsync(Path);
        page.QuerySelector("link[rel=canonical]")!.GetAttribute("href").ShouldBe("https://harbour.example/1");
        page.QuerySelectorAll("link[hreflang]").ShouldBeEmpty("Versions belong to the address that is kept.");
        new Uri(Meta(page, "og:url")).AbsolutePath.ShouldBe(Path);
        Graph(page)["NewsArticle"]["publisher"]!["name"]!.GetValue<string>().ShouldBe("The Harbour Dispatch");
        await _host.WriteAsync((scope, ct) => scope.UpdateDocumentAsync<SiteSettings>(settings => settings.With([new("ImportedNewsSettings", new JsonObject { ["Canonical"] = "Own" })]), ct));
        page = await PageAsync(Path);
        new Uri(page.QuerySelector("link[rel=canonical]")!.GetAttribute("href")!).AbsolutePath.ShouldBe(Path);
        page.QuerySelector("link[hreflang=x-default]").ShouldNotBeNull();
    }

    [Fact]
    public async Task Other_programs_learn_how_to_show_a_link()
    {
        var page = await PageAsync("/articles/a-table-for-two-hundred");
        var discovered = page.QuerySelector("link[type='application/json+oembed']")!.GetAttribute("href")!;
        var json = JsonNode.Parse(await _host.Http.GetStringAsync(discovered))!;
        (json["type"]!.GetValue<string>(), json["title"]!.GetValue<string>(), json["author_name"]!.GetValue<string>()).ShouldBe(("link", "A table for two hundred", "Milica Petrović"));
        XDocument.Parse(await _host.Http.GetStringAsync(discovered.Replace("format=json", "format=xml", StringComparison.Ordinal))).Root!.Element("title")!.Value.ShouldBe("A table for two hundred");
        (await EmbedAsync("/sr/articles/a-table-for-two-hundred")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await EmbedAsync("/nothing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _host.Http.GetAsync("/oembed?url=https%3A%2F%2Felsewhere.example%2Farticles%2Fa-table-for-two-hundred")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _host.Http.GetAsync(discovered.Replace("format=json", "format=yaml", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
    }

    [Fact]
    public async Task The_news_sitemap_holds_what_is_new_and_our_own()
    {
        await _host.PublishAsync($$"""{ "ContentItemId": "fresh", "ContentType": "Article", "PublishedUtc": "{{TimeProvider.System.GetUtcNow().AddHours(-1):yyyy-MM-dd'T'HH:mm:ss'Z'}}", "TitlePart": { "Title": "Fresh & own" }, "AutoroutePart": { "Path": "fresh" } }""");
        await _host.PublishAsync("""{ "ContentItemId": "stale", "ContentType": "Article", "PublishedUtc": "2020-01-01T00:00:00Z", "TitlePart": { "Title": "Stale" }, "AutoroutePart": { "Path": "stale" } }""");
        var sitemap = XDocument.Parse(await _host.Http.GetStringAsync("/news-sitemap.xml"));
        XNamespace news = "http://www.google.com/schemas/sitemap-news/0.9";
        var titles = sitemap.Descendants(news + "title").Select(title => title.Value).ToList();
        titles.ShouldContain("Fresh & own");
        titles.ShouldNotContain("Stale");
        titles.ShouldNotContain(title => title.Contains("river talks", StringComparison.Ordinal));
        (await _host.Http.GetStringAsync("/robots.txt")).ShouldContain("/news-sitemap.xml");
    }

    [Fact]
    public async Task A_telephone_can_keep_the_site()
    {
        var page = await PageAsync("/sr");
        var response = await _host.Http.GetAsync(page.QuerySelector("link[rel=manifest]")!.GetAttribute("href"));
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/manifest+json");
        var manifest = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        manifest["start_url"]!.GetValue<string>().ShouldBe("/sr");
        foreach (var icon in manifest["icons"]!.AsArray())
            (await _host.Http.GetAsync(icon!["src"]!.GetValue<string>())).Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        manifest["icons"]!.AsArray().Count.ShouldBe(4);
        var worker = await _host.Http.GetAsync("/sw.js");
        (worker.Content.Headers.ContentType!.MediaType, worker.Headers.CacheControl!.NoCache).ShouldBe(("text/javascript", true));
        (await PageAsync("/offline")).QuerySelector("h1")!.TextContent.ShouldBe("There is no network");
    }

    static string Meta(IHtmlDocument page, string property) => page.QuerySelector($"meta[property='{property}']")!.GetAttribute("content")!;

    static Dictionary<string, JsonNode> Graph(IHtmlDocument page) =>
        JsonNode.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent)!["@graph"]!.AsArray().ToDictionary(node => node!["@type"]!.GetValue<string>(), node => node!, StringComparer.Ordinal);

    Task<HttpResponseMessage> EmbedAsync(string path) => _host.Http.GetAsync("/oembed?url=" + Uri.EscapeDataString(new Uri(_host.Http.BaseAddress!, path).AbsoluteUri));

    async Task<IHtmlDocument> PageAsync(string path) => new HtmlParser().ParseDocument((await _host.GetAsync(path)).Text);
}
