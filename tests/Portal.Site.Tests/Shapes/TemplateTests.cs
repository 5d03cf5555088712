using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Portal.Site.Shapes;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Shapes;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("Content", "Content")]
    [InlineData("Content-BlogPost", "Content__BlogPost")]
    [InlineData("Content-BlogPost.Summary", "Content_Summary__BlogPost")]
    [InlineData("Content.Summary", "Content_Summary")]
    [InlineData("HtmlBodyPart.Summary", "HtmlBodyPart_Summary")]
    [InlineData("Blog-HtmlBodyPart.Summary", "Blog_Summary__HtmlBodyPart")]
    [InlineData("Blog-HtmlBodyPart-Description", "Blog__HtmlBodyPart__Description")]
    [InlineData("LandingPage-Services-CustomMode.Display.Summary", "LandingPage_Summary__Services__CustomMode_Display")]
    [InlineData("MenuItemLink-LinkMenuItem", "MenuItemLink__LinkMenuItem")]
    [InlineData("Widget.Wrapper-Zone-HeadMeta", "Widget_Wrapper__Zone__HeadMeta")]
    [InlineData("Zone-Footer", "Zone__Footer")]
    public void A_file_name_names_its_shape_as_in_Orchard(string file, string shape) => TemplateNames.ShapeName(file).ShouldBe(shape);

    [Fact]
    public async Task The_most_special_template_draws_and_one_made_on_the_site_goes_before_the_theme()
    {
        await using var themes = new ThemeFolder();
        themes.Write("Simple", "Layout", "<body>{% render_body %}|{% render_section \"Sidebar\", required: false %}</body>");
        themes.Write("Simple", "Content", "plain {{ Model.ContentItem.DisplayText }}");
        themes.Write("Simple", "Content-Page", "page {{ Model.ContentItem | display_text }} {{ Model.Content.HtmlBodyPart | shape_render }}");
        await using var host = await themes.StartAsync("Simple");
        await host.PublishAsync("""{ "ContentItemId": "p1", "ContentType": "Page", "TitlePart": { "Title": "One" }, "HtmlBodyPart": { "Html": "<b>body</b>" } }""");
        await host.PublishAsync("""{ "ContentItemId": "p2", "ContentType": "Article", "TitlePart": { "Title": "Two" }, "AutoroutePart": { "Path": "two" } }""");
        (await host.GetAsync("/one")).Text.ShouldStartWith("<body>page One <b>body</b>");
        (await host.GetAsync("/two")).Text.ShouldStartWith("<body>plain Two");
        await host.StepAsync((JsonObject)JsonNode.Parse("""{ "name": "Templates", "Templates": { "Content__p1": { "Content": "special {{ Site.SiteName }}" } } }""")!);
        (await host.GetAsync("/one")).Text.ShouldStartWith("<body>special Institute for Digital Diplomacy");
        (await host.GetAsync("/two")).Text.ShouldStartWith("<body>plain Two");
    }

    [Fact]
    public async Task A_theme_takes_from_its_base_theme_what_it_has_not()
    {
        await using var themes = new ThemeFolder();
        themes.Write("Base", "Layout", "<body>base {% render_body %}</body>");
        themes.Write("Base", "Content-Page", "base page");
        themes.Write("Child", "Content-Page", "child page");
        themes.Manifest("Child", """{ "name": "Child", "baseTheme": "Base", }""");
        await using var host = await themes.StartAsync("Child");
        await host.PublishAsync("""{ "ContentItemId": "p1", "ContentType": "Page", "TitlePart": { "Title": "One" } }""");
        (await host.GetAsync("/one")).Text.ShouldBe("<body>base child page</body>");
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task A_broken_template_takes_down_its_own_shape_only_and_names_file_and_line(string environment)
    {
        await using var themes = new ThemeFolder();
        themes.Write("Simple", "Layout", "<body>{% render_body %} and the rest</body>");
        themes.Write("Simple", "Content-Page", "line one\nline two\n{% if %}broken");
        await using var host = await themes.StartAsync("Simple", environment);
        await host.PublishAsync("""{ "ContentItemId": "p1", "ContentType": "Page", "TitlePart": { "Title": "One" } }""");
        var (response, text) = await host.GetAsync("/one");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        text.ShouldContain(" and the rest</body>");
        if (environment == "Development")
            text.ShouldContain("Simple/Views/Content-Page.liquid: line 3");
        else
            text.ShouldBe("<body> and the rest</body>");
    }

    [Fact]
    public async Task A_template_that_fails_while_it_is_drawn_names_file_and_line()
    {
        await using var themes = new ThemeFolder();
        themes.Write("Simple", "Layout", "<body>{% render_body %} and the rest</body>");
        themes.Write("Simple", "Content-Page", """
            {% assign kind = "b" -%}
            {% raw %}
            {{ not Liquid }}
            {% endraw %}
            {% case kind %}
            {% when "a" %}
            {% for n in (1..1000000) %}{% endfor %}
            {% when "b" %}
            {% if kind ==
              "b" %}
            {% for n in (1..1000000) %}{% for m in (1..1000000) %}{% endfor %}{% endfor %}
            {% endif %}
            {% endcase %}
            """);
        await using var host = await themes.StartAsync("Simple", "Development");
        await host.PublishAsync("""{ "ContentItemId": "p1", "ContentType": "Page", "TitlePart": { "Title": "One" } }""");
        var (_, text) = await host.GetAsync("/one");
        text.ShouldContain("Simple/Views/Content-Page.liquid, line 11: ");
        text.ShouldContain(" and the rest</body>");
    }

    [Theory]
    [InlineData("{% for a in (1..10000) %}{% for b in (1..10000) %}{% endfor %}{% endfor %}")]
    [InlineData("{% for a in (1..100000) %}0123456789012345678901234567890123456789012345678901234567890123456789{% endfor %}")]
    [InlineData("{% contentitem content_item_id: 'p1' %}")]
    public async Task A_template_that_never_ends_is_ended(string liquid)
    {
        await using var themes = new ThemeFolder();
        themes.Write("Simple", "Layout", "<body>{% render_body %} and the rest</body>");
        themes.Write("Simple", "Content-Page", liquid);
        await using var host = await themes.StartAsync("Simple");
        await host.PublishAsync("""{ "ContentItemId": "p1", "ContentType": "Page", "TitlePart": { "Title": "One" } }""");
        (await host.GetAsync("/one")).Text.ShouldBe("<body> and the rest</body>");
    }

    [Fact]
    public async Task A_changed_template_is_seen_at_once_in_development()
    {
        await using var themes = new ThemeFolder();
        themes.Write("Simple", "Layout", "<body>{% render_body %}</body>");
        themes.Write("Simple", "Content-Page", "before");
        await using var host = await themes.StartAsync("Simple", "Development");
        await host.PublishAsync("""{ "ContentItemId": "p1", "ContentType": "Page", "TitlePart": { "Title": "One" } }""");
        (await host.GetAsync("/one")).Text.ShouldBe("<body>before</body>");
        themes.Write("Simple", "Content-Page", "after", DateTime.UnixEpoch.AddYears(60));
        (await host.GetAsync("/one")).Text.ShouldBe("<body>after</body>");
    }

    [Fact]
    public async Task The_tags_and_filters_of_Orchards_themes_are_understood()
    {
        await using var themes = new ThemeFolder();
        themes.Write("Simple", "Layout", """
            {% page_title Site.SiteName, position: "before", separator: " - " %}
            {% style name: "bootstrap", version: "5" %}{% script name: "jquery", at: "Foot" %}{% link rel: "icon", href: "~/Simple/favicon.ico" %}
            {% resources type: "HeadLink" %}{% antiforgerytoken %}
            {% shape "menu", alias: "alias:main-menu", cache_id: "main-menu", cache_fixed_duration: "00:05:00", cache_tag: "alias:main-menu" %}
            {% zone "Extra" %}put {{ "aside" }}{% endzone %}{% render_section "Extra", required: false %}
            {% cache "x", expires_after: "00:05:00" %}kept{% endcache %}{% block "div", class: "box" %}in{% endblock %}
            {% render_body %}
            """);
        themes.Write("Simple", "Content-Page", """
            {% shape_add_classes Model "one two" %}{% a display_for: Model.ContentItem %}link{% enda %}
            {{ "a/b c.jpg" | asset_url }} {{ "~/x" | href }} {{ "Први састанак" | slugify }} {{ "**b**" | markdownify }} {{ Model.ContentItem.PublishedUtc | local | date: "%Y" }}
            {{ Model.ContentItem.Content.Page.None.Text }}{{ Content["alias:none"].DisplayText }}{{ Content.ContentItemId["p1"].DisplayText }}{{ "<i>" }}{{ "<i>" | raw }}
            """);
        await using var host = await themes.StartAsync("Simple");
        await host.PublishAsync("""{ "ContentItemId": "p1", "ContentType": "Page", "PublishedUtc": "2026-02-03T10:00:00Z", "TitlePart": { "Title": "One" } }""");
        var (_, text) = await host.GetAsync("/sr/one");
        foreach (var expected in new[] { "One - Institute for Digital Diplomacy", "<link rel=\"icon\" href=\"/Simple/favicon.ico\">", "put aside", "kept", "<div class=\"box\">in</div>",
            "<a href=\"/sr/one\">link</a>", "/media/a/b%20c.jpg", " /sr/x ", "prvi-sastanak", "<strong>b</strong>", " 2026", "One&lt;i&gt;<i>" })
            text.Contains(expected, StringComparison.Ordinal).ShouldBeTrue($"“{expected}” is missing in: {text}");
    }

    [Fact]
    public async Task A_mail_is_drawn_in_the_language_of_its_reader_and_never_by_half()
    {
        await using var themes = new ThemeFolder();
        themes.Write("Simple", "Note-Text", "{{ \"News\" | t }}: {{ Model.Items[0].Title }} <{{ Model.Link }}>");
        themes.Write("Simple", "Broken", "before {{ Model.Items | first }} {% contentitem item: Model.Item %}");
        await using var host = await themes.StartAsync("Simple");
        var shapes = host.Get<ThemeShapes>();
        var properties = new Dictionary<string, object?>
        {
            ["Items"] = new List<object?> { new Dictionary<string, object?> { ["Title"] = "A & B" } },
            ["Link"] = "https://x.example/?a=1&b=2",
        };
        (await shapes.RenderAsync("Note__Text", properties, CultureInfo.GetCultureInfo("sr-Cyrl"), plainText: true, CancellationToken.None))
            .ShouldBe("Вести: A & B <https://x.example/?a=1&b=2>");
        await Should.ThrowAsync<InvalidOperationException>(shapes.RenderAsync("Missing", properties, CultureInfo.InvariantCulture, plainText: false, CancellationToken.None));
    }
}
