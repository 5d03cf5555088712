using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Syndication;

public sealed class FeedTests : IAsyncLifetime
{
    static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    SiteHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SiteHost.StartAsync(new Dictionary<string, string?> { ["Portal:BaseUrl"] = "https://institute.example" });
        await SampleContent.FillAsync(_host);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_articles_go_out_as_rss_with_whole_addresses_and_right_dates()
    {
        var (response, text) = await _host.GetAsync("/feed");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/rss+xml");
        var channel = XDocument.Parse(text).Root!.Element("channel")!;
        var items = channel.Elements("item").ToList();
        items.Count.ShouldBe(5);
        items[0].Element("pubDate")!.Value.ShouldBe("Fri, 20 Nov 2026 09:00:00 GMT");
        items[0].Element("link")!.Value.ShouldBe("https://institute.example/articles/cables-commons-and-the-law-of-the-deep");
        items[0].Element("category")!.Value.ShouldBe("Multilateral");
        items[0].Element("guid")!.Attribute("isPermaLink")!.Value.ShouldBe("false");
        channel.Element(Atom + "link")!.Attribute("href")!.Value.ShouldBe("https://institute.example/feed");
    }

    [Fact]
    public async Task The_news_of_a_source_go_out_with_attribution_and_sound()
    {
        var items = XDocument.Parse((await _host.GetAsync("/sources/harbour/feed")).Text).Descendants("item").ToList();
        items.Count.ShouldBe(25);
        items[0].Element("source")!.Value.ShouldBe("The Harbour Dispatch");
        items[0].Element("source")!.Attribute("url")!.Value.ShouldBe("https://harbour.example/feed");
        items[0].Elements(Atom + "link").Single(link => link.Attribute("rel")!.Value == "via").Attribute("href")!.Value.ShouldBe("https://harbour.example/25");
        items[0].Element("enclosure")!.Attribute("type")!.Value.ShouldBe("audio/mpeg");
    }

    [Fact]
    public async Task A_topic_goes_out_as_atom_and_as_json()
    {
        var atom = XDocument.Parse((await _host.GetAsync("/topics/multilateral/feed.atom")).Text).Root!;
        atom.Name.ShouldBe(Atom + "feed");
        atom.Elements(Atom + "entry").ShouldAllBe(entry => entry.Element(Atom + "id") != null && entry.Element(Atom + "updated") != null && entry.Element(Atom + "author") != null);
        atom.Elements(Atom + "entry").Count().ShouldBe(14);
        DateTimeOffset.TryParse(atom.Element(Atom + "updated")!.Value, out _).ShouldBeTrue();
        var json = JsonNode.Parse((await _host.GetAsync("/topics/multilateral/feed.json")).Text)!;
        json["version"]!.GetValue<string>().ShouldBe("https://jsonfeed.org/version/1.1");
        json["items"]!.AsArray().Count.ShouldBe(14);
    }

    [Fact]
    public async Task A_feed_reader_that_holds_the_feed_is_told_so()
    {
        var (first, _) = await _host.GetAsync("/feed.atom");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/feed.atom");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        (await _host.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/nothing/feed")]
    [InlineData("/about/feed")]
    [InlineData("/a1/feed.json")]
    public async Task What_has_no_feed_is_not_found(string path) => (await _host.GetAsync(path)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task Text_that_xml_forbids_does_not_break_the_feed()
    {
        await _host.PublishAsync("""{ "ContentItemId": "odd", "ContentType": "Article", "TitlePart": { "Title": "Bell \u0007 & <tag> ]]> \ud83d\udd4a" }, "HtmlBodyPart": { "Html": "<p>x \u000b</p>" } }""");
        XDocument.Parse((await _host.GetAsync("/feed")).Text).Descendants("title").ShouldContain(title => title.Value.Contains("🕊", StringComparison.Ordinal));
        XDocument.Parse((await _host.GetAsync("/feed.atom")).Text).Root.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_sitemap_lists_pages_and_terms_but_not_the_news_of_others()
    {
        XNamespace sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";
        var addresses = XDocument.Parse((await _host.GetAsync("/sitemap.xml")).Text).Descendants(sitemap + "loc").Select(loc => loc.Value).ToList();
        addresses.ShouldContain("https://institute.example/about");
        addresses.ShouldContain("https://institute.example/topics/multilateral");
        addresses.Where(address => address.Contains("/archive", StringComparison.Ordinal)).ShouldBe(
            ["https://institute.example/archive", "https://institute.example/archive/2026", "https://institute.example/archive/2026/11"], "Of the archive what holds something.");
        addresses.ShouldNotContain(address => address.Contains("/news/", StringComparison.Ordinal));
        (await _host.GetAsync("/robots.txt")).Text.ShouldContain("Sitemap: https://institute.example/sitemap.xml");
    }
}
