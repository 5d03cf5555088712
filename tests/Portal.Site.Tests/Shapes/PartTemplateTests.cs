using System.Net;
using System.Text.Json.Nodes;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Shapes;

public sealed class PartTemplateTests
{
    const string Definitions = """
        { "name": "ContentDefinition",
          "ContentTypes": [
            { "Name": "Landing", "ContentTypePartDefinitionRecords": [
              { "PartName": "TitlePart", "Name": "TitlePart" },
              { "PartName": "AutoroutePart", "Name": "AutoroutePart", "Settings": { "AutoroutePartSettings": { "Pattern": "{{ ContentItem.DisplayText | slugify }}" } } },
              { "PartName": "SeoMetaPart", "Name": "SeoMetaPart" },
              { "PartName": "BagPart", "Name": "Services", "Settings": { "ContentTypePartSettings": { "Position": "2" }, "BagPartSettings": { "ContainedContentTypes": [ "Service" ] } } },
              { "PartName": "FlowPart", "Name": "FlowPart", "Settings": { "ContentTypePartSettings": { "Position": "1" } } },
              { "PartName": "MarkdownBodyPart", "Name": "MarkdownBodyPart", "Settings": { "ContentTypePartSettings": { "Position": "0" } } } ] },
            { "Name": "Service", "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "HtmlBodyPart", "Name": "HtmlBodyPart" } ] },
            { "Name": "Paragraph", "Settings": { "ContentTypeSettings": { "Stereotype": "Widget" } }, "ContentTypePartDefinitionRecords": [ { "PartName": "HtmlBodyPart", "Name": "HtmlBodyPart", "Settings": { "HtmlBodyPartSettings": { "SanitizeHtml": false } } } ] },
            { "Name": "Blog", "ContentTypePartDefinitionRecords": [
              { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "AutoroutePart", "Name": "AutoroutePart" },
              { "PartName": "ListPart", "Name": "ListPart", "Settings": { "ListPartSettings": { "PageSize": 2, "ContainedContentTypes": [ "Post" ] } } } ] },
            { "Name": "Post", "ContentTypePartDefinitionRecords": [
              { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "AutoroutePart", "Name": "AutoroutePart" }, { "PartName": "MarkdownBodyPart", "Name": "MarkdownBodyPart" } ] } ] }
        """;

    [Fact]
    public async Task Flows_bags_and_markdown_are_drawn_with_what_they_contain()
    {
        await using var host = await StartAsync();
        await host.PublishAsync("""
            { "ContentType": "Landing", "TitlePart": { "Title": "Landing" },
              "MarkdownBodyPart": { "Markdown": "# Heading\n\n<script>x()</script>\n\n*word*" },
              "FlowPart": { "Widgets": [
                { "ContentItemId": "w1", "ContentType": "Paragraph", "HtmlBodyPart": { "Html": "<p class=\"lead\">Widget text</p>" }, "FlowMetadata": { "Alignment": 1, "Size": 50 } } ] },
              "Services": { "ContentItems": [
                { "ContentItemId": "s1", "ContentType": "Service", "DisplayText": "Advice", "TitlePart": { "Title": "Advice" }, "HtmlBodyPart": { "Html": "<p onclick=\"x()\">We advise.</p>" } },
                { "ContentItemId": "s2", "ContentType": "Vanished", "DisplayText": "Of an unknown type" } ] } }
            """);
        var (response, text) = await host.GetAsync("/landing");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        text.ShouldContain("<em>word</em>");
        text.ShouldContain("widget-align-center widget-size-50");
        text.ShouldContain("<p class=\"lead\">Widget text</p>", customMessage: "the type's settings keep HTML as it is");
        text.ShouldContain("<h2>Advice</h2>");
        text.ShouldContain("<p>We advise.</p>");
        text.ShouldNotContain("x()");
        text.IndexOf("Widget text", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("We advise", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_head_says_what_the_item_says_of_itself()
    {
        await using var host = await StartAsync();
        await host.PublishAsync("""
            { "ContentType": "Landing", "TitlePart": { "Title": "Head" }, "SeoMetaPart": {
                "PageTitle": "A title <of its own>", "Render": true, "MetaDescription": "What it is.", "MetaKeywords": "tables, flags", "Canonical": "https://example.org/head",
                "MetaRobots": "noindex, nofollow", "OpenGraphTitle": "Shared", "TwitterCard": "summary", "DefaultSocialImage": { "Paths": [ "a b.jpg" ] },
                "CustomMetaTags": [ { "Name": "rating", "Content": "general" }, { "HttpEquiv": "refresh", "Content": "0;url=https://evil.example" } ],
                "GoogleSchema": "{ \"@type\": \"Thing\", \"name\": \"</script><script>x()\" }" } }
            """);
        var text = (await host.GetAsync("/head")).Text;
        text.ShouldContain("<title>A title &lt;of its own&gt;</title>");
        text.ShouldContain("<meta name=\"description\" content=\"What it is.\">");
        text.ShouldContain("<meta name=\"robots\" content=\"noindex, nofollow\">");
        text.ShouldContain("<link rel=\"canonical\" href=\"https://example.org/head\">");
        text.ShouldContain("<meta property=\"og:title\" content=\"Shared\">");
        text.ShouldContain("/media/a%20b.jpg");
        text.ShouldContain("<meta name=\"keywords\" content=\"tables, flags\">");
        text.ShouldContain("<meta name=\"rating\" content=\"general\">");
        text.ShouldContain("application/ld+json");
        text.ShouldNotContain("<script>x()");
        text.ShouldNotContain("evil.example");
        await host.PublishAsync("""{ "ContentType": "Landing", "TitlePart": { "Title": "Broken head" }, "SeoMetaPart": { "PageTitle": [ 1 ] } }""");
        (await host.GetAsync("/broken-head")).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_list_shows_what_belongs_to_it_a_page_at_a_time_and_has_a_feed()
    {
        await using var host = await StartAsync();
        await host.PublishAsync("""{ "ContentItemId": "blog", "ContentType": "Blog", "TitlePart": { "Title": "Our blog" } }""");
        await host.PublishAsync("""{ "ContentItemId": "other", "ContentType": "Blog", "TitlePart": { "Title": "Other blog" } }""");
        for (var day = 1; day <= 3; day++)
            await host.PublishAsync($$"""
                { "ContentType": "Post", "PublishedUtc": "2026-03-0{{day}}T10:00:00Z", "TitlePart": { "Title": "Post of day {{day}}" }, "MarkdownBodyPart": { "Markdown": "*day {{day}}*" },
                  "ContainedPart": { "ListContentItemId": "blog", "ListContentType": "Blog", "Order": 0 } }
                """);
        var first = (await host.GetAsync("/our-blog")).Text;
        first.ShouldContain("Post of day 3");
        first.ShouldContain("Post of day 2");
        first.ShouldNotContain("Post of day 1");
        first.ShouldContain("href=\"/Contents/Lists/blog/rss\"");
        var next = System.Text.RegularExpressions.Regex.Match(first, "href=\"(\\?after=[^\"]+)\"", default, TimeSpan.FromSeconds(1)).Groups[1].Value;
        var second = (await host.GetAsync("/our-blog" + next)).Text;
        second.ShouldContain("Post of day 1");
        second.ShouldNotContain("Post of day 2");
        (await host.GetAsync("/other-blog")).Text.ShouldContain("Nothing here yet.");

        var (response, feed) = await host.GetAsync("/Contents/Lists/blog/rss");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/rss+xml");
        feed.ShouldContain("Post of day 1");
        feed.ShouldContain("&lt;em&gt;day 3");
        (await host.GetAsync("/Contents/Lists/nothing/rss")).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // A new post is seen at once on the kept page.
        await host.PublishAsync("""{ "ContentType": "Post", "TitlePart": { "Title": "Newest post" }, "ContainedPart": { "ListContentItemId": "blog" } }""");
        (await host.GetAsync("/our-blog")).Text.ShouldContain("Newest post");
    }

    static async Task<SiteHost> StartAsync()
    {
        var host = await SiteHost.StartAsync();
        await host.StepAsync((JsonObject)JsonNode.Parse(Definitions)!);
        return host;
    }
}
