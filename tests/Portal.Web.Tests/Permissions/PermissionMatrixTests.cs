using System.Net;
using System.Security.Claims;
using System.Text;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.People;
using Shouldly;
using Xunit;

namespace Portal.Web.Tests.Permissions;

/// <summary>
/// Every endpoint of the running program against every role. What an endpoint asks for is read from the endpoint itself, so that new
/// ones are judged without being named here; one that says nothing fails, unless it is in the list of pages for everybody.
/// </summary>
public sealed class PermissionMatrixTests(HostInProcess host) : IClassFixture<HostInProcess>
{
    const string Password = "matrix of rights and roles";

    // The public face. Whoever adds a page for everybody adds it here, or says AllowAnonymous.
    static readonly HashSet<string> ForEverybody = new(StringComparer.OrdinalIgnoreCase)
    {
        "/news", "/articles", "/stories", "/media/{**path}", "/sitemap.xml", "/news-sitemap.xml", "/robots.txt", "/{**path}", "/search", "/search/suggest", "/search/suggest.json", "/search/feed", "/search/feed.atom", "/search/feed.json", "/opensearch.xml", "/api/search",
        "/newsletter", "/newsletter/confirm/{token}", "/newsletter/preferences/{token}", "/newsletter/preferences/{token}/erase", "/newsletter/preferences/{token}/pause", "/newsletter/preferences/{token}/resume", "/newsletter/preferences/{token}/address", "/newsletter/preferences/{token}/data", "/newsletter/unsubscribe/{token}", "/newsletter/search", "/newsletter/preferences/{token}/searches", "/newsletter/preferences/{token}/searches/{id}/remove", "/{**path:file}", "/samples/feeds/{name}.xml", "/health/live", "/health/ready",
        "/openapi/{documentName}.json", "/reading", "/saved", "/offline", "/sw.js", "/site.webmanifest", "/share/{id}.png", "/oembed",
    };

    // Who may run a stored query hangs on its name, so it is asked for inside; no query is open unless its role says so.
    static readonly string[] JudgedInside = ["/api/queries/{name}", "/api/lucene/content", "/api/lucene/documents"];

    // What anybody who is signed in may do is about themselves.
    static readonly string[] AboutOneself = ["/Admin/Account", "/Admin/Language", "/Login/Confirm", "/_blazor"];

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    IReadOnlyList<EndpointRule> Rules => [.. host.Endpoints
        .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && !endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("_framework", StringComparison.Ordinal))
        .SelectMany(EndpointRule.Of).DistinctBy(rule => (rule.Route, rule.Method))];

    [Fact]
    public void Every_endpoint_says_whom_it_is_for()
    {
        var silent = Rules.Where(rule => !rule.IsGiven && !ForEverybody.Contains("/" + rule.Route.TrimStart('/'))).Select(rule => $"{rule.Method} {rule.Route}");
        silent.ShouldBeEmpty("give it [RequirePermission], RequireAuthorization or AllowAnonymous");
        Rules.Count.ShouldBeGreaterThan(30);
    }

    [Fact]
    public void What_lies_behind_the_sign_in_asks_for_a_permission()
    {
        var loose = Rules.Where(rule => rule is { SignedIn: true, Permissions.Count: 0 } && !AboutOneself.Any(path => ("/" + rule.Route.TrimStart('/')).StartsWith(path, StringComparison.OrdinalIgnoreCase)));
        loose.Select(rule => $"{rule.Method} {rule.Route}").ShouldBeEmpty("anybody who is signed in can use it");
        Rules.Where(rule => rule.Open && rule.Route.TrimStart('/').StartsWith("Admin", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty("the desk is open to everybody");
    }

    [Fact]
    public async Task Every_permission_that_is_asked_for_can_be_given()
    {
        var known = (await host.Services.GetRequiredService<PermissionCatalog>().AllAsync(Ct)).Select(permission => permission.Name).ToHashSet(StringComparer.Ordinal);
        Rules.SelectMany(rule => rule.Permissions).Distinct(StringComparer.Ordinal).Except(known, StringComparer.Ordinal).ShouldBeEmpty("declare it with AddPermissions");
    }

    [Theory]
    [InlineData("Administrator")]
    [InlineData("Editor")]
    [InlineData("Moderator")]
    [InlineData("Author")]
    [InlineData("Contributor")]
    [InlineData("Authenticated")]
    [InlineData("Anonymous")]
    public async Task Each_role_reaches_what_its_permissions_allow_and_nothing_else(string role)
    {
        using var browser = Browser();
        var person = role == "Anonymous" ? null : await SignInAsync(browser, role);
        var wrong = new List<string>();
        foreach (var rule in Rules.Where(rule => rule.Route.TrimStart('/') is not ("Logout" or "_blazor")))
        {
            using var request = new HttpRequestMessage(new(rule.Method), new Uri(rule.Address, UriKind.Relative));
            if (rule.Method != "GET")
                request.Content = new StringContent(rule.ContentType.EndsWith("json", StringComparison.Ordinal) ? "{}" : "", Encoding.UTF8, rule.ContentType);
            using var answer = await browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
            var inside = JudgedInside.Contains("/" + rule.Route.TrimStart('/'), StringComparer.OrdinalIgnoreCase);
            var allowed = inside ? role == Portal.Content.People.Permissions.Administrator : rule.Open || !rule.IsGiven || (person is not null && rule.Permissions.All(person.HasPermission));
            if (IsDenied(answer) == allowed)
                wrong.Add($"{rule.Method} {rule.Route}: {(allowed ? "allowed" : "denied")} by its rule, answered {(int)answer.StatusCode} {answer.Headers.Location}");
            else if (answer.StatusCode == HttpStatusCode.InternalServerError)
                wrong.Add($"{rule.Method} {rule.Route}: failed");
        }
        wrong.ShouldBeEmpty($"as {role}");
    }

    // Sent to the page for signing in, or told that it is not allowed.
    static bool IsDenied(HttpResponseMessage answer)
    {
        var asked = answer.RequestMessage!.RequestUri!;
        var target = answer.Headers.Location is { } location ? new Uri(asked, location).PathAndQuery : "";
        return (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && asked.AbsolutePath != "/Login/Denied")
            || target.StartsWith("/Login/Denied", StringComparison.Ordinal) || target.StartsWith("/Login?returnUrl=", StringComparison.Ordinal);
    }

    HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), UseProxy = false })
    {
        BaseAddress = host.Address,
        // As a browser says of forms of the site's own pages.
        DefaultRequestHeaders = { { "Sec-Fetch-Site", "same-origin" } },
    };

    async Task<ClaimsPrincipal> SignInAsync(HttpClient browser, string role)
    {
        var email = $"{role}@matrix.example".ToLowerInvariant();
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var user = new PortalUser { UserName = email, Email = email, EmailConfirmed = true };
        (await users.CreateAsync(user, Password)).Succeeded.ShouldBeTrue();
        // “Authenticated” is somebody who is signed in and has no role.
        if (role != "Authenticated")
            (await users.AddToRoleAsync(user, role)).Succeeded.ShouldBeTrue();

        var page = new HtmlParser().ParseDocument(await browser.GetStringAsync(new Uri("/Login", UriKind.Relative), Ct));
        var form = page.QuerySelectorAll("form").First(one => one.QuerySelector("input[value=sign-in]") is not null);
        var fields = form.QuerySelectorAll("input[type=hidden]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "", StringComparer.Ordinal);
        (fields["Form.Email"], fields["Form.Password"]) = (email, Password);
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await browser.PostAsync(new Uri("/Login", UriKind.Relative), content, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        return await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<PortalUser>>().CreateAsync(user);
    }
}
