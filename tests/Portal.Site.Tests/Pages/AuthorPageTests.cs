using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Pages;

public sealed class AuthorPageTests : IAsyncLifetime
{
    SiteHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SiteHost.StartAsync();
        await SampleContent.FillAsync(_host);
        await _host.PublishAsync("""
            { "ContentItemId": "milica", "ContentType": "Person", "TitlePart": { "Title": "Milica Petrović" },
              "Person": { "Role": { "Text": "Head of research" }, "Image": { "Paths": ["samples/letter.svg"], "MediaTexts": ["Portrait"] }, "Link": { "Url": "javascript:alert(1)" } },
              "HtmlBodyPart": { "Html": "<p>She reads cables.</p>" } }
            """);
        await ArticleAsync("b1", "Two of us", """ "AuthorName": { "Text": "" }, "Authors": { "ContentItemIds": ["milica", "nobody"] } """, "2026-11-24T09:00:00Z");
        await ArticleAsync("b2", "По српски", """ "AuthorName": { "Text": "Милица Петровић" }, "Authors": { "ContentItemIds": ["milica"] } """, "2026-11-25T09:00:00Z");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_byline_leads_to_the_author_as_it_was_printed()
    {
        var page = await PageAsync("/articles/po-srpski");
        var author = page.QuerySelector("main .byline a[rel=author]")!;
        (author.TextContent, author.GetAttribute("href")).ShouldBe(("Милица Петровић", "/authors/milica-petrovic"));
        (await PageAsync("/articles/two-of-us")).QuerySelectorAll("main .byline a[rel=author]").Select(link => link.TextContent).ShouldBe(["Milica Petrović"]);
        (await PageAsync("/articles/a-table-for-two-hundred")).QuerySelector("main .byline b")!.TextContent.ShouldBe("Milica Petrović", "Who has no page is named all the same.");
    }

    [Fact]
    public async Task Machines_read_who_wrote_it_and_where_that_person_stands()
    {
        var page = await PageAsync("/articles/po-srpski");
        var graph = JsonNode.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent)!["@graph"]!.AsArray();
        var author = graph.Single(one => one!["@type"]!.GetValue<string>() == "NewsArticle")!["author"]!;
        (author["@type"]!.GetValue<string>(), author["name"]!.GetValue<string>()).ShouldBe(("Person", "Милица Петровић"));
        author["url"]!.GetValue<string>().ShouldEndWith("/authors/milica-petrovic");
        var entry = page.QuerySelector(".h-entry")!;
        (entry.QuerySelector(".p-author.h-card .p-name")!.TextContent, entry.QuerySelector(".p-author.h-card .u-url")!.GetAttribute("href")).ShouldBe(("Милица Петровић", "/authors/milica-petrovic"));
        entry.QuerySelector("data.u-url")!.GetAttribute("value").ShouldBe("/articles/po-srpski");
        (await PageAsync("/authors/milica-petrovic")).QuerySelector(".h-card h1.p-name")!.TextContent.ShouldBe("Milica Petrović");
    }

    [Fact]
    public async Task The_page_of_an_author_shows_life_picture_and_articles_and_has_a_feed()
    {
        var page = await PageAsync("/authors/milica-petrovic");
        page.QuerySelector("main h1")!.TextContent.ShouldBe("Milica Petrović");
        page.QuerySelector("main .deck")!.TextContent.ShouldBe("Head of research");
        page.QuerySelector("main .life")!.TextContent.ShouldContain("She reads cables.");
        page.QuerySelector("main .portrait img")!.GetAttribute("alt").ShouldBe("Portrait");
        page.QuerySelectorAll("main .cards h3").Select(title => title.TextContent).ShouldBe(["По српски", "Two of us"]);
        page.QuerySelectorAll("main a").ShouldNotContain(link => link.GetAttribute("href")!.StartsWith("javascript", StringComparison.Ordinal));
        page.QuerySelectorAll("link[rel=alternate][type='application/rss+xml']").Select(link => link.GetAttribute("href")).ShouldContain("/authors/milica-petrovic/feed");
        foreach (var feed in new[] { "/feed", "/feed.atom", "/feed.json" })
        {
            var (response, text) = await _host.GetAsync("/authors/milica-petrovic" + feed);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, feed);
            text.ShouldContain("two-of-us");
            text.ShouldNotContain("a-table-for-two-hundred");
        }
    }

    [Fact]
    public async Task A_long_list_is_paged_and_a_new_article_is_there_at_once()
    {
        for (var number = 1; number <= 21; number++)
            await ArticleAsync($"c{number}", $"Many {number:00}", """ "Authors": { "ContentItemIds": ["milica"] } """, $"2026-10-{number:00}T09:00:00Z");
        var first = await PageAsync("/authors/milica-petrovic");
        var second = await PageAsync("/authors/milica-petrovic" + first.QuerySelector("main .pager a[rel=next]")!.GetAttribute("href")!["/authors/milica-petrovic".Length..]);
        first.QuerySelectorAll("main .cards h3").Length.ShouldBe(20);
        second.QuerySelectorAll("main .cards h3").Select(title => title.TextContent).ShouldBe(["Many 03", "Many 02", "Many 01"]);
        await ArticleAsync("d1", "Newest", """ "Authors": { "ContentItemIds": ["milica"] } """, "2026-11-27T09:00:00Z");
        (await PageAsync("/authors/milica-petrovic")).QuerySelector("main .cards h3")!.TextContent.ShouldBe("Newest");
    }

    [Fact]
    public async Task An_article_can_be_shared_without_anybody_being_told_who_reads_it()
    {
        var page = await PageAsync("/articles/po-srpski");
        var links = page.QuerySelectorAll("main .share a").Select(link => link.GetAttribute("href")!).ToList();
        var address = Uri.EscapeDataString(new Uri(_host.Http.BaseAddress!, "/articles/po-srpski").AbsoluteUri);
        links.Select(link => link.Split(':', '/')[0] is "https" ? new Uri(link).Host : link.Split(':')[0]).ShouldBe(
            ["mailto", "x.com", "www.facebook.com", "www.linkedin.com", "wa.me", "viber", "t.me"]);
        links.ShouldAllBe(link => link.Contains(address, StringComparison.OrdinalIgnoreCase));
        links[0].ShouldStartWith("mailto:?subject=" + Uri.EscapeDataString("По српски"), Case.Insensitive);
        page.QuerySelector("main .share [data-copy]")!.HasAttribute("hidden").ShouldBeTrue("Without scripts there is nothing that copies.");
    }

    [Theory]
    [InlineData("""<p>Text<sup id="fnref1"><a href="#fn1">1</a></sup>.</p><ol><li id="fn1">A note. <a href="#fnref1">↩</a></li></ol>""")]
    [InlineData(null)]
    public async Task Footnotes_lead_down_and_back(string? html)
    {
        // Markdown of an article, where a site has added that part to its type.
        var body = html is null ? """ "MarkdownBodyPart": { "Markdown": "Text[^1].\n\n[^1]: A note." } """
            : $$""" "HtmlBodyPart": { "Html": {{System.Text.Json.JsonSerializer.Serialize(html)}} } """;
        await _host.PublishAsync($$"""{ "ContentItemId": "f1", "ContentType": "Article", "TitlePart": { "Title": "With notes" }, {{body}} }""");
        var page = await PageAsync("/articles/with-notes");
        var mark = page.QuerySelector("main .prose p a[href^='#']")!;
        var note = page.GetElementById(mark.GetAttribute("href")![1..]);
        note.ShouldNotBeNull();
        note.TextContent.ShouldContain("A note.");
        page.GetElementById(note.QuerySelector("a[href^='#']")!.GetAttribute("href")![1..]).ShouldNotBeNull("The note leads back.");
    }

    Task ArticleAsync(string id, string title, string fields, string date) => _host.PublishAsync($$"""
        { "ContentItemId": "{{id}}", "ContentType": "Article", "PublishedUtc": "{{date}}", "TitlePart": { "Title": "{{title}}" }, "Article": { {{fields}} }, "HtmlBodyPart": { "Html": "<p>Text.</p>" } }
        """);

    async Task<IHtmlDocument> PageAsync(string path)
    {
        var (response, text) = await _host.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return new HtmlParser().ParseDocument(text);
    }
}
