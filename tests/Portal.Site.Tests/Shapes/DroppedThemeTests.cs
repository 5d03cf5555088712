using AngleSharp.Html.Parser;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Shapes;

/// <summary>A theme as designers write them for Orchard Core's blogs, in our own words, put into the folder of themes without a change.</summary>
public sealed class DroppedThemeTests
{
    const string Blog = "TownCrier";

    [Fact]
    public async Task A_simple_theme_of_Orchards_kind_draws_every_page_of_the_site()
    {
        await using var themes = new ThemeFolder();
        Write(themes);
        await using var host = await themes.StartAsync(Blog);
        await SampleContent.FillAsync(host);

        var home = await PageAsync(host, "/");
        home.Title.ShouldStartWith("Institute for Digital Diplomacy");
        home.QuerySelectorAll("nav.crier-menu > ul > li > a").Select(link => link.TextContent.Trim()).ShouldBe(["Articles", "News", "Topics", "About"]);
        home.QuerySelectorAll("aside .crier-widget h4").Select(title => title.TextContent).ShouldContain("Topics");
        home.QuerySelector("footer")!.TextContent.ShouldContain("An independent reading room");
        home.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!.ShouldStartWith("/TownCrier/styles.css");

        var article = await PageAsync(host, "/articles/a-table-for-two-hundred");
        article.QuerySelector("article.crier-post h1")!.TextContent.ShouldBe("A table for two hundred");
        article.QuerySelector("article.crier-post .summary")!.TextContent.ShouldContain("seating plan");
        article.QuerySelector("article.crier-post img")!.GetAttribute("src")!.ShouldStartWith("/media/samples/table.svg");
        article.QuerySelector("article.crier-post blockquote")!.TextContent.ShouldContain("Nobody owns the deep");
        article.QuerySelectorAll("article.crier-post .tags a").Select(link => (link.TextContent, link.GetAttribute("href"))).ShouldBe([("Multilateral", "/topics/multilateral")]);
        article.QuerySelector("header.masthead h1")!.TextContent.ShouldBe("A table for two hundred", "A template filled a zone of the layout.");

        (await PageAsync(host, "/about")).QuerySelector("main")!.TextContent.ShouldContain("Seven people and a library.");
        (await PageAsync(host, "/news")).QuerySelectorAll("main .crier-line").Length.ShouldBe(20, "What the theme has no template for is drawn by the built-in one, with the theme's lines.");
        (await PageAsync(host, "/topics/multilateral")).QuerySelector("main")!.TextContent.ShouldContain("A table for two hundred");
        (await PageAsync(host, "/archive/2026/11")).QuerySelectorAll("main .crier-line").Length.ShouldBeGreaterThan(0);
        (await PageAsync(host, "/nowhere")).QuerySelector("main")!.TextContent.ShouldContain("The address may be mistyped");
    }

    static async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(SiteHost host, string path)
    {
        var (_, text) = await host.GetAsync(path);
        text.ShouldNotContain("{%", Case.Sensitive, path);
        return new HtmlParser().ParseDocument(text);
    }

    static void Write(ThemeFolder themes)
    {
        themes.Manifest(Blog, """{ "name": "Town Crier", "description": "A plain theme for a blog.", "tags": ["Bootstrap", "Blog"] }""");
        themes.Asset(Blog, "styles.css", "body { margin: 0 }");
        themes.Write(Blog, "Layout", """
            <!DOCTYPE html>
            <html lang="{{ Culture.Name }}" dir="{{ Culture.Dir }}">
            <head>
                <title>{% page_title Site.SiteName, position: "before", separator: " - " %}</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                {% link rel: "icon", type: "image/png", href: "~/TownCrier/favicon.png" %}
                {% style name: "crier-bootstrap", version: "5", at: "Head" %}
                {% style src: "~/TownCrier/styles.css", at: "Head" %}
                {% resources type: "Meta" %}
                {% resources type: "HeadLink" %}
                {% resources type: "Stylesheet" %}
                {% resources type: "HeadScript" %}
                {% render_section "HeadMeta", required: false %}
            </head>
            <body>
                <nav class="crier-menu">
                    {% shape "menu", alias: "alias:main-menu", cache_id: "main-menu", cache_fixed_duration: "00:05:00", cache_tag: "alias:main-menu" %}
                </nav>
                {% render_section "Header", required: false %}
                <main>
                    {% render_section "Messages", required: false %}
                    {% render_body %}
                </main>
                <aside>{% render_section "Sidebar", required: false %}</aside>
                <footer>
                    {% render_section "Footer", required: false %}
                    {% if User.Identity.IsAuthenticated %}<a href="{{ '~/Admin' | href }}">{{ "Admin" | t }}</a>{% endif %}
                </footer>
                {% script name: "crier-bootstrap", version: "5", at: "Foot" %}
                {% resources type: "FootScript" %}
            </body>
            </html>
            """);
        themes.Write(Blog, "Menu", """<ul>{% for item in Model.Items %}{{ item | shape_render }}{% endfor %}</ul>""");
        themes.Write(Blog, "MenuItem", """
            {% shape_clear_alternates Model %}
            {% shape_add_classes Model "nav-item" %}
            <li class="{{ Model.Classes | join: ' ' }}">{{ Model.Link | shape_render }}{% if Model.HasItems %}<ul>{% for item in Model.Items %}{{ item | shape_render }}{% endfor %}</ul>{% endif %}</li>
            """);
        themes.Write(Blog, "MenuItemLink", """<a class="nav-link" href="{{ Model.Url | href }}">{{ Model.Text }}</a>""");
        themes.Write(Blog, "WidgetWrapper", """<div class="crier-widget">{% if Model.RenderTitle %}<h4>{{ Model.ContentItem.DisplayText }}</h4>{% endif %}{{ Model.Widget | shape_render }}</div>""");
        themes.Write(Blog, "Content-Article", """
            {% zone "Header" %}
            <header class="masthead"><h1>{{ Model.ContentItem | display_text }}</h1></header>
            {% endzone %}
            <article class="crier-post">
                <h1>{{ Model.ContentItem.DisplayText }}</h1>
                {% if Model.ContentItem.Content.Article.Image.Paths.first %}
                <img src="{{ Model.ContentItem.Content.Article.Image.Paths.first | asset_url | resize_url: width: 600, mode: 'crop' }}" alt="{{ Model.ContentItem.Content.Article.Image.MediaTexts.first }}">
                {% endif %}
                <p class="summary">{{ Model.ContentItem.Content.Article.Excerpt.Text | default: "none" }}</p>
                {% assign format = "MMMM dd, yyyy" %}
                <p>{{ "Posted on" | t }} {{ Model.ContentItem.CreatedUtc | local | date: "%B %d, %Y" }}</p>
                {{ Model.Content.HtmlBodyPart | shape_render }}
                {% assign terms = Model.ContentItem.Content.Article.Topics | taxonomy_terms %}
                <p class="tags">{% for term in terms %}{% a display_for: term %}{{ term.DisplayText }}{% enda %}{% endfor %}</p>
            </article>
            """);
        themes.Write(Blog, "Content.Summary", """<div class="crier-line"><a href="{{ Model.ContentItem | display_url }}">{{ Model.ContentItem | display_text }}</a></div>""");
    }
}
