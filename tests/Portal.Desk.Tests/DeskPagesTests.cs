using System.Net;
using Microsoft.AspNetCore.Routing;

namespace Portal.Desk.Tests;

public sealed class DeskPagesTests(DeskSite site) : IClassFixture<DeskSite>
{
    const string Everybody = "Administrator Editor Moderator Author Contributor";

    // Every page of the desk and the roles that reach it: a page that is missing here fails the test.
    static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["/Admin"] = Everybody,
        ["/Admin/Account"] = Everybody,
        ["/Admin/Account/Security"] = Everybody,
        ["/Admin/Account/Sessions"] = Everybody,
        ["/Admin/Account/Tokens"] = Everybody,
        ["/Admin/Roles"] = "Administrator",
        ["/Admin/NotFound"] = Everybody,
        ["/Admin/Contents/ContentItems"] = Everybody,
        ["/Admin/Contents/ContentItems/{Id}/Edit"] = Everybody,
        ["/Admin/Contents/ContentItems/{Id}/Preview"] = Everybody,
        ["/Admin/Contents/ContentItems/{Id}/Versions"] = Everybody,
        ["/Admin/Contents/ContentItems/{Id}/Versions/{Version}"] = Everybody,
        ["/Admin/Trash"] = Everybody,
        ["/Admin/AuditTrail"] = "Administrator Editor",
        ["/Admin/AuditTrail/Content/{Id}"] = Everybody,
        ["/Admin/Contents/ContentTypes/{Type}/Create"] = Everybody,
        ["/Admin/ContentTypes/List"] = "Administrator",
        ["/Admin/ContentParts/List"] = "Administrator",
        ["/Admin/ContentTypes/Edit/{Name}"] = "Administrator",
        ["/Admin/ContentParts/Edit/{Name}"] = "Administrator",
        ["/Admin/Health"] = Everybody,
        ["/Admin/People"] = "Administrator",
        ["/Admin/Settings"] = "Administrator",
        ["/Admin/Taxonomies"] = "Administrator Editor",
        ["/Admin/Taxonomies/{Id}"] = "Administrator Editor",
        ["/Admin/Menus"] = "Administrator Editor",
        ["/Admin/Menus/{Id}"] = "Administrator Editor",
        ["/Admin/Layers"] = "Administrator Editor",
        ["/Admin/Templates"] = "Administrator",
        ["/Admin/Templates/Edit"] = "Administrator",
        ["/Admin/Media"] = "Administrator Editor Author Contributor",
        ["/Admin/Tour"] = "Administrator",
        ["/Admin/Tour/{Name}"] = "Administrator",
        ["/Admin/Transfer"] = "Administrator",
        ["/Admin/Transfer/Export"] = "Administrator",
    };

    IEnumerable<RouteEndpoint> Endpoints => site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("Admin", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public async Task Nobody_reaches_the_desk_without_signing_in()
    {
        using var browser = site.Browser();
        foreach (var endpoint in Endpoints)
        {
            var posts = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == false;
            using var request = new HttpRequestMessage(posts ? HttpMethod.Post : HttpMethod.Get, Concrete(endpoint.RoutePattern.RawText!));
            if (posts)
                request.Content = new FormUrlEncodedContent([]);
            using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.Found, endpoint.RoutePattern.RawText);
            DeskSite.Target(answer).Split('?')[0].ShouldBe("/Login", endpoint.RoutePattern.RawText);
        }
    }

    [Fact]
    public async Task Each_page_opens_for_the_roles_that_may_see_it_and_for_no_other()
    {
        var pages = Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct().ToList();
        pages.ShouldBe(Allowed.Keys, ignoreOrder: true);
        foreach (var role in DeskSite.Roles)
        {
            using var browser = await site.SignedInAsync(role);
            foreach (var page in pages)
            {
                using var answer = await browser.GetAsync(Concrete(page), TestContext.Current.CancellationToken);
                var opened = answer.StatusCode == HttpStatusCode.OK;
                opened.ShouldBe(Allowed[page].Split(' ').Contains(role), $"{role} at {page}");
                if (!opened)
                    DeskSite.Target(answer).Split('?')[0].ShouldBe("/Login/Denied");
            }
        }
    }

    [Theory]
    [InlineData("/Login")]
    [InlineData("/Admin")]
    [InlineData("/Admin/Account")]
    public async Task Pages_are_not_kept_not_framed_and_take_nothing_from_other_hosts(string page)
    {
        using var browser = await site.SignedInAsync("Administrator");
        using var answer = await browser.GetAsync(new Uri(page, UriKind.Relative), TestContext.Current.CancellationToken);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe-eval");
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("src=\"http");
    }

    [Fact]
    public async Task The_language_that_a_person_chooses_stays_chosen()
    {
        using var browser = await site.SignedInAsync("Editor");
        var account = await browser.GetStringAsync(new Uri("/Admin/Account", UriKind.Relative), TestContext.Current.CancellationToken);
        account.ShouldContain("My account");
        var token = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(account).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["language"] = "sr-Latn", ["returnUrl"] = "/Admin/Account", ["__RequestVerificationToken"] = token });
        using var answer = await browser.PostAsync(new Uri("/Admin/Language", UriKind.Relative), form, TestContext.Current.CancellationToken);
        DeskSite.Target(answer).ShouldBe("/Admin/Account");
        var serbian = await browser.GetStringAsync(new Uri("/Admin/Account", UriKind.Relative), TestContext.Current.CancellationToken);
        WebUtility.HtmlDecode(serbian).ShouldContain("Moj nalog");
        serbian.ShouldContain("lang=\"sr-Latn\"");
    }

    static Uri Concrete(string route) =>
        new("/" + route.TrimStart('/').Replace("{Id}", "nothing", StringComparison.Ordinal).Replace("{Type}", "Article", StringComparison.Ordinal).Replace("{Version}", "nothing", StringComparison.Ordinal), UriKind.Relative);
}
