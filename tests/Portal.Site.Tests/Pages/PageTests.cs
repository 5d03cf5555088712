using System.Net;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Pages;

public sealed class PageTests : IAsyncLifetime
{
    SiteHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SiteHost.StartAsync();
        await SampleContent.FillAsync(_host);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("/", "Cables, commons and the law of the deep")]
    [InlineData("/articles", "Писмо које стиже пре курира")]
    [InlineData("/articles/pismo-koje-stize-pre-kurira", "lang=\"sr-Cyrl\"")]
    [InlineData("/articles/doverie-i-skorost", "lang=\"ru\"")]
    [InlineData("/about", "Seven people and a library.")]
    [InlineData("/topics", "Digital diplomacy")]
    [InlineData("/topics/multilateral", "Rooms with many flags.")]
    [InlineData("/news", "Envoys return to the river talks, 25")]
    [InlineData("/news/envoys-return-to-the-river-talks-1", "https://harbour.example/1")]
    public async Task A_page_shows_what_stands_at_its_address(string path, string expected)
    {
        var (response, text) = await _host.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        text.ShouldContain(expected);
        text.ShouldEndWith("</html>\n");
        text.ShouldNotContain("template-error");
    }

    [Fact]
    public async Task The_home_page_puts_the_pinned_article_first_and_the_widgets_into_their_zones()
    {
        var (_, text) = await _host.GetAsync("/");
        text.IndexOf("Cables, commons", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("A table for two hundred", StringComparison.Ordinal));
        text.ShouldContain("Signed: Institute for Digital Diplomacy");
        text.ShouldContain("An independent reading room");
        (await _host.GetAsync("/about")).Text.ShouldNotContain("Signed: Institute");
        (await _host.GetAsync("/about")).Text.ShouldContain("An independent reading room");
    }

    [Fact]
    public async Task An_article_names_where_it_appeared_its_picture_and_its_date()
    {
        var (_, text) = await _host.GetAsync("/articles/a-table-for-two-hundred");
        text.ShouldContain("""This article appeared in <a class="out" href="https://review.example/" rel="external">The Review</a> as <cite>The deep and the law</cite>""");
        text.ShouldContain("<figcaption>A drawing of the matter at hand. <small>Drawing: the Institute</small></figcaption>");
        text.ShouldContain("""<time class="dt-published" datetime="2026-11-18T09:00:00Z">18 November 2026</time>""");
        text.ShouldContain("""src="/media/samples/table.svg?v=""");
        text.ShouldContain("""alt="Drawing" """.TrimEnd());
    }

    [Fact]
    public async Task A_news_item_names_its_source_plays_its_sound_and_runs_nothing()
    {
        var (_, text) = await _host.GetAsync("/news/envoys-return-to-the-river-talks-1");
        text.ShouldContain("The Harbour Dispatch");
        text.ShouldContain("""<audio controls preload="none" src="https://harbour.example/1.mp3">""");
        // The page's scripts are the theme's own files; nothing of the item's stands within a script.
        var scripts = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(text).QuerySelectorAll("script:not([type='application/ld+json'])");
        scripts.Length.ShouldBeGreaterThan(0);
        scripts.ShouldAllBe(script => script.GetAttribute("src")!.StartsWith("/Diplomat/", StringComparison.Ordinal) && script.TextContent.Length == 0);
        text.ShouldNotContain("alert(1)");
        text.ShouldNotContain("spy.example");
    }

    [Fact]
    public async Task What_is_not_published_or_has_no_address_is_not_found_in_the_theme()
    {
        var (response, text) = await _host.GetAsync("/nothing/here");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        text.ShouldContain("This page does not exist");
        text.ShouldContain("""<meta name="robots" content="noindex">""");

        (await _host.GetAsync("/about")).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await _host.WriteAsync((scope, ct) => scope.Content.UnpublishAsync("about", ct));
        (await _host.GetAsync("/about")).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await _host.PublishAsync("""{ "ContentItemId": "hidden", "ContentType": "Page", "TitlePart": { "Title": "Hidden" }, "AutoroutePart": { "Path": "hidden", "Disabled": true } }""");
        (await _host.GetAsync("/hidden")).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/About", "/about")]
    [InlineData("/about/", "/about")]
    [InlineData("/News/", "/news")]
    [InlineData("/sr/About/", "/sr/about")]
    [InlineData("/Topics/Multilateral?after=x", "/topics/multilateral?after=x")]
    [InlineData("/Contents/ContentItems/about", "/about")]
    public async Task Another_spelling_of_an_address_leads_to_the_right_one(string path, string target)
    {
        var (response, _) = await _host.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        response.Headers.Location!.OriginalString.ShouldBe(target);
    }

    [Fact]
    public async Task Head_answers_like_get_without_a_body_and_post_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/about");
        var response = await _host.Http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.ShouldNotBeNull().ShouldBeGreaterThan(1000);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        (await _host.Http.PostAsync("/about", null)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task The_river_is_paged_by_a_cursor_and_shows_each_item_once()
    {
        var titles = new List<string>();
        for (var path = "/news"; path.Length > 0;)
        {
            var (_, text) = await _host.GetAsync(path);
            titles.AddRange(System.Text.RegularExpressions.Regex.Matches(text, "<h3[^>]*><a href=\"([^\"]+)\"").Select(match => match.Groups[1].Value));
            path = System.Text.RegularExpressions.Regex.Match(text, "<a href=\"([^\"]+)\" rel=\"next\"").Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal);
        }
        titles.Count.ShouldBe(25);
        titles.Distinct(StringComparer.Ordinal).Count().ShouldBe(25);
    }

    [Fact]
    public async Task The_river_is_narrowed_by_topic_and_by_source()
    {
        var (_, text) = await _host.GetAsync("/news?topic=t-balkans");
        text.ShouldContain("News: Балкан");
        text.ShouldContain(", 25</a>");
        text.ShouldNotContain(", 24</a>");
        (await _host.GetAsync("/news?source=harbour")).Text.ShouldContain("News: The Harbour Dispatch");
    }

    [Fact]
    public async Task A_language_prefix_changes_the_interface_and_stays_in_the_links()
    {
        var (_, cyrillic) = await _host.GetAsync("/sr/articles/a-table-for-two-hundred");
        cyrillic.ShouldContain("<html lang=\"sr-Cyrl\"");
        cyrillic.ShouldContain("Овај чланак је објављен у");
        cyrillic.ShouldContain("18. новембар 2026.");
        cyrillic.ShouldContain("href=\"/sr/topics/multilateral\"");
        cyrillic.ShouldContain("<a href=\"/sr-latn/articles/a-table-for-two-hundred\" hreflang=\"sr-Latn\"");
        // Search engines get each language's own address, whatever language the page itself is in.
        foreach (var (culture, prefix) in new[] { ("en", ""), ("sr-Latn", "/sr-latn"), ("sr-Cyrl", "/sr") })
            cyrillic.ShouldMatch($"<link rel=\"alternate\" hreflang=\"{culture}\" href=\"https?://[^/]+{prefix}/articles/a-table-for-two-hundred\">");
        var (_, latin) = await _host.GetAsync("/sr-latn/articles/a-table-for-two-hundred");
        latin.ShouldContain("Ovaj članak je objavljen u");
        latin.ShouldContain("18. novembar 2026.");
        (await _host.GetAsync("/sr-latn")).Text.ShouldContain("href=\"/sr-latn/articles\"");
    }

    [Fact]
    public async Task Hostile_text_is_shown_as_text_and_hostile_addresses_lead_nowhere()
    {
        await _host.PublishAsync("""
            { "ContentItemId": "evil", "ContentType": "NewsItem", "TitlePart": { "Title": "<script>alert('x')</script> & \"quotes\"" }, "AutoroutePart": { "Path": "news/evil" },
              "NewsItem": { "Link": { "Url": "javascript:alert(1)" }, "Excerpt": { "Text": "<img src=x onerror=alert(1)>" } },
              "HtmlBodyPart": { "Html": "<p onclick=\"alert(1)\">Text</p><a href=\"javascript:alert(2)\">x</a><iframe src=\"https://evil.example\"></iframe>" } }
            """);
        foreach (var path in new[] { "/news/evil", "/news", "/sr/news" })
        {
            var (response, text) = await _host.GetAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            text.ShouldContain("&lt;script&gt;");
            foreach (var hostile in new[] { "<script>", "javascript:", "onclick", "onerror", "<iframe" })
                text.ShouldNotContain(hostile);
        }
    }

    [Theory]
    [InlineData("what's-new(1)", "/what's-new(1)")]
    [InlineData("what's-new(1)", "/what%27s-new%281%29")]
    [InlineData("a:b,c;d=e&f+g@h", "/a:b,c;d=e&f+g@h")]
    [InlineData("новости/день", "/новости/день")]
    public async Task An_address_with_signs_that_can_be_written_in_two_ways_does_not_lead_to_itself(string path, string asked)
    {
        await _host.PublishAsync($$"""{ "ContentItemId": "signs", "ContentType": "Page", "TitlePart": { "Title": "Signs" }, "AutoroutePart": { "Path": "{{path}}" } }""");
        (await _host.GetAsync(asked)).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Pages_forbid_inline_scripts_and_everything_from_elsewhere()
    {
        var (response, text) = await _host.GetAsync("/");
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldNotContain("unsafe");
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("img-src 'self'");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        text.ShouldNotContain("style=");
        System.Text.RegularExpressions.Regex.Matches(text, "(?:src|rel=\"stylesheet\" href)=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ShouldAllBe(url => url.StartsWith('/'));
    }

    [Theory]
    [InlineData("/media/../portal.db")]
    [InlineData("/media/..%2fportal.db")]
    [InlineData("/media/%2e%2e/portal.db")]
    [InlineData("/media/samples/..%5c..%5cportal.db")]
    [InlineData("/media/.hidden")]
    [InlineData("/Diplomat/..%2ftheme.json")]
    [InlineData("/Diplomat/../../../etc/passwd")]
    [InlineData("/media/missing.jpg")]
    public async Task Files_outside_of_their_folders_are_not_given_out(string path) =>
        (await _host.Http.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task Media_are_given_out_in_ranges_and_unknown_kinds_only_as_files_to_keep()
    {
        var store = _host.Get<Portal.Content.Media.MediaStore>();
        await store.SaveAsync("talk.mp3", new MemoryStream([1, 2, 3, 4, 5, 6, 7, 8]), CancellationToken.None);
        await store.SaveAsync("page.html", new MemoryStream("<script>alert(1)</script>"u8.ToArray()), CancellationToken.None);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/media/talk.mp3");
        request.Headers.Range = new(2, 4);
        var part = await _host.Http.SendAsync(request);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe([3, 4, 5]);
        var page = await _host.Http.GetAsync("/media/page.html");
        page.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        page.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
    }

    [Fact]
    public async Task An_item_named_by_the_settings_is_the_home_page()
    {
        await _host.WriteAsync((scope, ct) => scope.UpdateDocumentAsync<Portal.Content.Settings.SiteSettings>(
            before => before.With([new("HomeRoute", new System.Text.Json.Nodes.JsonObject { ["ContentItemId"] = "about" })]), ct));
        (await _host.GetAsync("/")).Text.ShouldContain("Seven people and a library.");
        (await _host.GetAsync("/about")).Response.Headers.Location!.OriginalString.ShouldBe("/");
    }
}
