using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Portal.Content.Storage;
using Portal.Site.Tests.Hosting;
using Portal.Testing.Databases;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Pages;

public sealed class NewsFilterTests
{
    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Filters_narrow_together_and_each_stands_in_the_address(DatabaseProvider provider)
    {
        await using var host = await SiteDatabase.StartAsync(provider);
        await FillAsync(host);
        await ShouldShowAsync(host, "?topic=law", "Cables in English", "Каблови", "Old cables");
        await ShouldShowAsync(host, "?topic=law&region=serbia", "Каблови");
        await ShouldShowAsync(host, "?region=balkans", "Каблови");
        await ShouldShowAsync(host, "?source=harbour&topic=law", "Cables in English", "Old cables");
        await ShouldShowAsync(host, "?language=sr", "Каблови", "Reka");
        await ShouldShowAsync(host, "?language=sr&source=sava&topic=law", "Каблови");
        await ShouldShowAsync(host, "?topic=law&days=7", "Cables in English", "Каблови");
        await ShouldShowAsync(host, "?source=harbour&language=sr");
    }

    [Fact]
    public async Task The_form_says_what_is_chosen_and_each_choice_can_be_taken_back()
    {
        await using var host = await SiteHost.StartAsync();
        await FillAsync(host);
        var page = await PageAsync(host, "/sr-latn/news?topic=law&language=sr&days=7");
        page.QuerySelectorAll("main form select option[selected]").Select(option => option.GetAttribute("value")).ShouldBe(["law", "sr", "7"]);
        page.QuerySelectorAll("main .sifted a").Select(link => link.GetAttribute("href")).ShouldBe(
            ["/sr-latn/news?language=sr&days=7", "/sr-latn/news?topic=law&days=7", "/sr-latn/news?topic=law&language=sr", "/sr-latn/news"]);
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex", "Every mixture of filters is an address.");
        page.QuerySelectorAll("main form select[name=language] option").Select(option => option.TextContent).ShouldContain("Srpski");
    }

    [Theory]
    [InlineData("/feed")]
    [InlineData("/feed.atom")]
    [InlineData("/feed.json")]
    public async Task What_is_shown_can_be_followed_as_a_feed(string feed)
    {
        await using var host = await SiteHost.StartAsync();
        await FillAsync(host);
        (await PageAsync(host, "/sr/news?topic=law&days=7")).QuerySelector("link[rel=alternate][type='application/rss+xml']")!.GetAttribute("href").ShouldBe("/sr/news/feed?topic=law&days=7");
        var (response, text) = await host.GetAsync($"/news{feed}?topic=law&region=serbia");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        text.ShouldContain("Каблови");
        text.ShouldNotContain("Cables in English");
        text.ShouldContain("topic=law", Case.Sensitive, "It leads to the page that shows the same.");
        (await host.GetAsync($"/news{feed}?days=7")).Text.ShouldNotContain("Old cables");
        (await host.GetAsync($"/news{feed}")).Text.ShouldContain("Old cables");
    }

    [Fact]
    public async Task What_a_form_sends_empty_does_not_stay_in_the_address()
    {
        await using var host = await SiteHost.StartAsync();
        await FillAsync(host);
        var (response, _) = await host.GetAsync("/news?topic=law&region=&source=&language=&days=");
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location!.OriginalString.ShouldBe("/news?topic=law");
    }

    [Fact]
    public async Task Where_nothing_matches_the_page_says_how_to_go_on()
    {
        await using var host = await SiteHost.StartAsync();
        await FillAsync(host);
        var page = await PageAsync(host, "/news?topic=law&language=ru");
        page.QuerySelector("main .nothing h2")!.TextContent.ShouldBe("No news matches all of these filters");
        page.QuerySelector("main .nothing a")!.GetAttribute("href").ShouldBe("/news");
        // What can't be meant is no filter.
        (await PageAsync(host, "/news?language=%3Cscript%3E&days=soon")).QuerySelectorAll("main .sifted a").ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_of_a_narrowed_river_join_without_a_gap_and_a_kept_one_follows_changes()
    {
        await using var host = await SiteHost.StartAsync();
        await FillAsync(host);
        for (var number = 1; number <= 30; number++)
            await NewsAsync(host, $"Many {number:00}", "harbour", "en", "law", "serbia", TimeSpan.FromHours(number));
        var first = await PageAsync(host, "/news?topic=law&region=serbia&language=en");
        var next = first.QuerySelector("main .pager a[rel=next]")!.GetAttribute("href")!;
        next.ShouldStartWith("/news?topic=law&region=serbia&language=en&after=");
        Titles(first).Concat(Titles(await PageAsync(host, next))).ShouldBe([.. Enumerable.Range(1, 30).Select(number => $"Many {number:00}")]);
        await NewsAsync(host, "Newest", "harbour", "en", "law", "serbia", TimeSpan.FromMinutes(1));
        Titles(await PageAsync(host, "/news?topic=law&region=serbia&language=en"))[0].ShouldBe("Newest");
    }

    static async Task ShouldShowAsync(SiteHost host, string query, params string[] titles) =>
        Titles(await PageAsync(host, "/news" + query)).ShouldBe(titles, ignoreOrder: true, customMessage: query);

    static async Task FillAsync(SiteHost host)
    {
        await host.PublishAsync("""
            { "ContentItemId": "topics", "ContentType": "Taxonomy", "TitlePart": { "Title": "Topics" }, "AliasPart": { "Alias": "topics" }, "AutoroutePart": { "Path": "topics", "RouteContainedItems": true },
              "TaxonomyPart": { "TermContentType": "Topic", "Terms": [ { "ContentItemId": "law", "ContentType": "Topic", "DisplayText": "Law" }, { "ContentItemId": "water", "ContentType": "Topic", "DisplayText": "Water" } ] } }
            """);
        await host.PublishAsync("""
            { "ContentItemId": "regions", "ContentType": "Taxonomy", "TitlePart": { "Title": "Regions" }, "AliasPart": { "Alias": "regions" }, "AutoroutePart": { "Path": "regions", "RouteContainedItems": true },
              "TaxonomyPart": { "TermContentType": "Region", "Terms": [ { "ContentItemId": "balkans", "ContentType": "Region", "DisplayText": "Balkans",
                "Terms": [ { "ContentItemId": "serbia", "ContentType": "Region", "DisplayText": "Serbia" } ] } ] } }
            """);
        await SourceAsync(host, "harbour", "en");
        await SourceAsync(host, "sava", "sr-Latn");
        await NewsAsync(host, "Cables in English", "harbour", "en", "law", "", TimeSpan.FromDays(1));
        await NewsAsync(host, "Old cables", "harbour", "en", "law", "", TimeSpan.FromDays(40));
        await NewsAsync(host, "Каблови", "sava", "sr-Cyrl", "law", "serbia", TimeSpan.FromDays(2));
        await NewsAsync(host, "Reka", "sava", "sr-Latn", "water", "", TimeSpan.FromDays(2));
    }

    static Task SourceAsync(SiteHost host, string id, string language) => host.PublishAsync(
        $$"""{ "ContentItemId": "{{id}}", "ContentType": "FeedSource", "TitlePart": { "Title": "{{id}}" }, "AutoroutePart": { "Path": "sources/{{id}}" }, "FeedSource": { "Url": { "Text": "https://{{id}}.example/" }, "Language": { "Text": "{{language}}" } } }""");

    static Task NewsAsync(SiteHost host, string title, string source, string language, string topic, string region, TimeSpan age) => host.PublishAsync($$"""
        { "ContentType": "NewsItem", "PublishedUtc": "{{DateTime.UtcNow - age:yyyy-MM-ddTHH:mm:ssZ}}", "TitlePart": { "Title": "{{title}}" },
          "NewsItem": { "Source": { "ContentItemIds": ["{{source}}"] }, "Language": { "Text": "{{language}}" },
            "Topics": { "TaxonomyContentItemId": "topics", "TermContentItemIds": ["{{topic}}"] },
            "Regions": { "TaxonomyContentItemId": "regions", "TermContentItemIds": [{{(region.Length > 0 ? $"\"{region}\"" : "")}}] } } }
        """);

    static async Task<IHtmlDocument> PageAsync(SiteHost host, string path)
    {
        var (response, text) = await host.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return new HtmlParser().ParseDocument(text);
    }

    static List<string> Titles(IHtmlDocument page) => [.. page.QuerySelectorAll("main .wire h3").Select(title => title.TextContent.Trim())];
}
