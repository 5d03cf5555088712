using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Portal.Site.Tests.Hosting;
using Portal.Testing;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Pages;

/// <summary>What a reader on an old telephone has to fetch.</summary>
public sealed class BudgetTests : IAsyncLifetime
{
    const int StyleBytes = 20_000;
    const int ScriptBytes = 10_000;
    const int FontBytes = 70_000;

    static readonly string Assets = Path.Combine(Repository.Root, "themes", "Diplomat", "wwwroot");

    SiteHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SiteHost.StartAsync();
        await SampleContent.FillAsync(_host);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("*.css", StyleBytes)]
    [InlineData("*.js", ScriptBytes)]
    [InlineData("fonts/*.woff2", FontBytes)]
    public async Task All_files_of_a_kind_together_are_small(string pattern, int most)
    {
        var total = 0L;
        foreach (var file in Directory.GetFiles(Path.Combine(Assets, Path.GetDirectoryName(pattern)!), Path.GetFileName(pattern)))
        {
            var response = await GetAsync("/Diplomat/" + Path.GetRelativePath(Assets, file).Replace('\\', '/'));
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            total += (await response.Content.ReadAsByteArrayAsync()).Length;
        }
        total.ShouldBeInRange(1, most);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sr")]
    [InlineData("/news")]
    [InlineData("/articles/a-table-for-two-hundred")]
    public async Task What_a_page_asks_for_is_compressed_and_kept_for_good(string path)
    {
        var page = new HtmlParser().ParseDocument((await _host.GetAsync(path)).Text);
        var files = page.QuerySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=apple-touch-icon]").Select(link => link.GetAttribute("href"))
            .Concat(page.QuerySelectorAll("script[src]").Select(script => script.GetAttribute("src"))).Concat(page.Images.Select(image => image.GetAttribute("src"))).Distinct();
        foreach (var file in files)
        {
            var response = await GetAsync(file!);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, file);
            response.Headers.CacheControl!.ToString().ShouldContain("immutable", Case.Sensitive, file);
            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], file);
            if (file!.Contains(".css", StringComparison.Ordinal) || file.Contains(".js", StringComparison.Ordinal))
                response.Content.Headers.ContentEncoding.ShouldBe(["br"], file);
        }
    }

    [Fact]
    public async Task What_a_style_sheet_asks_for_is_kept_for_good_too()
    {
        var style = await _host.Http.GetStringAsync("/Diplomat/look.css");
        var addresses = System.Text.RegularExpressions.Regex.Matches(style, "url\\(\"?([^\")]+)").Select(match => match.Groups[1].Value).ToList();
        addresses.ShouldNotBeEmpty();
        foreach (var address in addresses)
            (await GetAsync("/Diplomat/" + address)).Headers.CacheControl!.ToString().ShouldContain("immutable", Case.Sensitive, address);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/articles")]
    [InlineData("/articles/a-table-for-two-hundred")]
    public async Task Pictures_have_their_place_before_they_come_and_only_the_first_hurries(string path)
    {
        var page = new HtmlParser().ParseDocument((await _host.GetAsync(path)).Text);
        page.Images.ShouldAllBe(image => image.HasAttribute("width") && image.HasAttribute("height") && image.HasAttribute("alt"));
        var shown = page.QuerySelectorAll("main img").ToList();
        shown.ShouldNotBeEmpty();
        shown.Count(image => image.GetAttribute("fetchpriority") == "high").ShouldBeLessThanOrEqualTo(1);
        shown.Where(image => image.GetAttribute("loading") != "lazy").Count().ShouldBeLessThanOrEqualTo(1, "Pictures below the first one wait until they are near.");
        if (path != "/articles")
            shown[0].GetAttribute("fetchpriority").ShouldBe("high");
    }

    [Fact]
    public async Task A_page_runs_nothing_and_loads_nothing_from_elsewhere()
    {
        var (response, text) = await _host.GetAsync("/");
        var policy = response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        foreach (var header in (string[])["X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy"])
            response.Headers.Contains(header).ShouldBeTrue(header);
        var page = new HtmlParser().ParseDocument(text);
        page.QuerySelectorAll("[style], style, script:not([src]):not([type='application/ld+json'])").ShouldBeEmpty();
        page.QuerySelectorAll("[src]").Select(element => element.GetAttribute("src")!).Where(source => !source.StartsWith('/')).ShouldBeEmpty();
    }

    async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Encoding", "br");
        return await _host.Http.SendAsync(request);
    }
}
