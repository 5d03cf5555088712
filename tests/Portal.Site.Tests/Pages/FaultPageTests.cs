using System.Net;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Queries;
using Portal.Site.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Portal.Site.Tests.Pages;

public sealed class FaultPageTests
{
    [Theory]
    [InlineData("", "en", "Something went wrong", "/")]
    [InlineData("/sr", "sr-Cyrl", "Нешто није у реду", "/sr")]
    [InlineData("/sr-latn", "sr-Latn", "Nešto nije u redu", "/sr-latn")]
    public async Task What_goes_wrong_is_told_without_database_and_templates(string prefix, string language, string title, string home)
    {
        await using var host = await SiteHost.StartAsync(map: app => app.MapGet("/breaks", Broken));
        await host.StepAsync(new() { ["name"] = "themes", ["site"] = "NoSuchTheme" });
        var (response, text) = await host.AskAsync(prefix + "/breaks?a=%22%3E%3Cscript%3E");
        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var page = new HtmlParser().ParseDocument(text);
        page.DocumentElement.GetAttribute("lang").ShouldBe(language);
        page.QuerySelector("h1")!.TextContent.ShouldBe(title);
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        page.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")).ShouldBe([prefix + "/breaks?a=%22%3E%3Cscript%3E", home]);
        page.QuerySelectorAll("script, link, img").ShouldBeEmpty("It asks for nothing more of a server in trouble.");
        text.ShouldNotContain("secret detail");
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page.QuerySelector("style")!.TextContent)));
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain($"style-src 'sha256-{hash}'", Case.Sensitive, "Its style is allowed by its hash.");
    }

    [Fact]
    public async Task A_missing_page_offers_a_search_and_what_the_words_of_its_address_find()
    {
        var search = new WordSearch();
        await using var host = await SiteHost.StartAsync(services: services => services.AddSingleton<IContentSearch>(search));
        await SampleContent.FillAsync(host);
        var (response, text) = await host.AskAsync("/2019/03/articles/A-Table_of.two-hundred.html");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var page = new HtmlParser().ParseDocument(text);
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        page.QuerySelector("main .lost input[name=q]")!.GetAttribute("value").ShouldBe("Table two hundred");
        page.QuerySelectorAll("main .listed a").Select(link => link.GetAttribute("href")).ShouldBe(["/articles/a-table-for-two-hundred"]);
        search.Asked.ShouldBe(["q=Table%20two%20hundred", "q=hundred"], "Where all words find nothing, the longest may.");

        search.Asked.Clear();
        using var program = await host.Http.GetAsync("/wp-login.php", TestContext.Current.CancellationToken);
        program.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        search.Asked.ShouldBeEmpty("Programs read only the status.");
    }

    static string Broken() => throw new InvalidOperationException("secret detail");

    sealed class WordSearch : IContentSearch
    {
        public List<string> Asked { get; } = [];

        public Task<IReadOnlyList<string>?> FindAsync(string search, DateTime? publishedAfterUtc, int count, CancellationToken cancellationToken)
        {
            Asked.Add(search);
            return Task.FromResult<IReadOnlyList<string>?>(search == "q=hundred" ? ["a2", "no-longer-there"] : []);
        }
    }
}
