using System.IO.Compression;
using System.Net;
using System.Text;
using AngleSharp.Html.Parser;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Reading;

public sealed class ReadingChoicesTests : IAsyncLifetime
{
    SiteHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SiteHost.StartAsync();
        await SampleContent.FillAsync(_host);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Serbian_pages_show_all_Serbian_in_the_script_of_their_address()
    {
        var cyrillic = (await _host.GetAsync("/sr/articles")).Text;
        cyrillic.ShouldContain("Град посредник: шта значи бити домаћин");
        cyrillic.ShouldContain("Писмо које стиже пре курира");
        var latin = (await _host.GetAsync("/sr-latn/articles")).Text;
        latin.ShouldContain("Pismo koje stiže pre kurira");
        latin.ShouldNotContain("Писмо");
        foreach (var page in (string[])[cyrillic, latin])
        {
            page.ShouldContain("Доверие и скорость");
            page.ShouldContain("A table for two hundred");
            page.ShouldContain("/articles/pismo-koje-stize-pre-kurira");
        }
        var article = new HtmlParser().ParseDocument((await _host.GetAsync("/sr-latn/articles/pismo-koje-stize-pre-kurira")).Text);
        article.Title.ShouldStartWith("Pismo koje stiže pre kurira");
        article.QuerySelector("meta[name=description]")!.GetAttribute("content").ShouldStartWith("Kako je elektronska nota");
        article.QuerySelector("article")!.GetAttribute("lang").ShouldBe("sr-Latn");
    }

    [Fact]
    public async Task On_pages_in_English_a_cookie_says_the_script_and_each_reader_gets_their_own()
    {
        for (var round = 0; round < 2; round++)
        {
            (await _host.GetAsync("/articles")).Text.ShouldContain("Grad posrednik");
            var chosen = await PageAsync("/articles", "cyrillic.normal.system");
            chosen.ShouldContain("Град посредник");
            chosen.ShouldContain("Писмо које стиже");
            chosen.ShouldContain("lang=\"sr-Latn\" translate=\"no\">Srpski</a>", Case.Sensitive, "The name of a language stays in it.");
            (await PageAsync("/articles", "latin.normal.system")).ShouldContain("Pismo koje stiže");
        }
        // What the address says goes before what was chosen elsewhere.
        (await PageAsync("/sr/articles", "latin.normal.system")).ShouldContain("Писмо које стиже");
    }

    [Fact]
    public async Task Size_and_colours_stand_in_the_first_tag_and_need_no_page_of_their_own()
    {
        var plain = await _host.Http.GetAsync("/about");
        var response = await SendAsync("/about", "written.large.dark");
        (await response.Content.ReadAsStringAsync()).ShouldContain("<html data-size=\"large\" data-theme=\"dark\" lang=\"en\"");
        response.Headers.ETag.ShouldNotBe(plain.Headers.ETag);
        response.Headers.Vary.ShouldContain("Cookie");
        (await SendAsync("/about", "written.large.dark", ("If-None-Match", response.Headers.ETag!.ToString()))).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await SendAsync("/about", "", ("If-None-Match", response.Headers.ETag!.ToString()))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var compressed = await SendAsync("/about", "written.normal.light", ("Accept-Encoding", "br"));
        await using var body = new BrotliStream(await compressed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        (await new StreamReader(body, Encoding.UTF8).ReadToEndAsync()).ShouldContain("<html data-theme=\"light\" lang");
        foreach (var odd in (string[])["x", "written.huge.dark\"><script>", "latin", "a.b.c.d", "%22.%22.%22"])
            (await PageAsync("/about", odd)).ShouldContain("<html lang=\"en\"");
    }

    [Fact]
    public async Task The_form_keeps_the_choice_in_a_cookie_and_leads_back()
    {
        var form = new HtmlParser().ParseDocument(await PageAsync("/reading", "", ("Referer", new Uri(_host.Http.BaseAddress!, "/news?after=x").AbsoluteUri)));
        form.QuerySelector("input[name=return]")!.GetAttribute("value").ShouldBe("/news?after=x");
        var kept = await ChooseAsync("/reading", ("script", "latin"), ("size", "largest"), ("theme", "dark"), ("return", "/news?after=x"));
        kept.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        kept.Headers.Location!.OriginalString.ShouldBe("/news?after=x");
        var cookie = kept.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldStartWith("reading=latin.largest.dark;");
        cookie.ShouldContain("httponly", Case.Insensitive);
        var again = new HtmlParser().ParseDocument(await PageAsync("/reading", "latin.largest.dark"));
        again.QuerySelectorAll("input[checked]").Select(input => input.GetAttribute("value")).ShouldBe(["latin", "largest", "dark"]);
        // From a page in Serbian the choice of a script leads to the address of that script.
        (await ChooseAsync("/sr/reading", ("script", "latin"), ("return", "/sr/news?after=x"))).Headers.Location!.OriginalString.ShouldBe("/sr-latn/news?after=x");
        (await ChooseAsync("/sr/reading", ("script", "latin"), ("return", "/srebro"))).Headers.Location!.OriginalString.ShouldBe("/srebro");
        (await ChooseAsync("/reading", ("forget", "1"), ("size", "large"))).Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ShouldContain("expires=Thu, 01 Jan 1970");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/a\r\nSet-Cookie: x=y")]
    public async Task The_form_leads_nowhere_else(string address)
    {
        var location = (await ChooseAsync("/reading", ("size", "large"), ("return", address))).Headers.Location!;
        new Uri(_host.Http.BaseAddress!, location).Authority.ShouldBe(_host.Http.BaseAddress!.Authority);
    }

    [Fact]
    public async Task Other_sites_choose_nothing_and_nobody_gets_a_cookie_by_reading()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/reading") { Content = new FormUrlEncodedContent([new("size", "large")]) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        var refused = await _host.Http.SendAsync(request);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        refused.Headers.Contains("Set-Cookie").ShouldBeFalse();
        foreach (var path in (string[])["/", "/sr", "/news", "/reading", "/saved", "/offline", "/articles/a-table-for-two-hundred", "/nothing"])
            (await _host.Http.GetAsync(path)).Headers.Contains("Set-Cookie").ShouldBeFalse(path);
    }

    [Fact]
    public async Task Saved_items_are_explained_and_offered_only_where_there_is_an_item()
    {
        var (response, saved) = await _host.GetAsync("/sr/saved");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        saved.ShouldContain("<noscript>");
        saved.ShouldContain("noindex");
        new HtmlParser().ParseDocument((await _host.GetAsync("/sr/articles/a-table-for-two-hundred")).Text).QuerySelector("template[data-save]")!.GetAttribute("data-save").ShouldBe("/sr/articles/a-table-for-two-hundred");
        (await _host.GetAsync("/")).Text.ShouldNotContain("data-save=");
    }

    async Task<string> PageAsync(string path, string cookie, params (string Name, string Value)[] headers) => await (await SendAsync(path, cookie, headers)).Content.ReadAsStringAsync();

    async Task<HttpResponseMessage> SendAsync(string path, string cookie, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (cookie.Length > 0)
            request.Headers.Add("Cookie", "reading=" + cookie);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _host.Http.SendAsync(request);
    }

    async Task<HttpResponseMessage> ChooseAsync(string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await _host.Http.SendAsync(request);
    }
}
