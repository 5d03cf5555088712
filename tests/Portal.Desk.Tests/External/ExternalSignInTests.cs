using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.People;

namespace Portal.Desk.Tests.External;

public sealed class ExternalSignInTests : IAsyncLifetime
{
    readonly DeskSite _site = new();
    IdentityProvider _provider = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await IdentityProvider.StartAsync();
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["Authority"] = _provider.Address,
            ["ClientId"] = IdentityProvider.ClientId,
            ["ClientSecret"] = IdentityProvider.ClientSecret,
            ["RequireHttps"] = "false",
            ["Name"] = "Institute",
            ["CreateAccounts"] = "true",
            ["RoleClaim"] = "groups",
            ["Roles:redaction"] = "Editor",
            ["Roles:writers"] = "Author",
        })
            _site.Settings[$"Portal:OpenIdConnect:{name}"] = value;
        await _site.InitializeAsync();
    }

    [Fact]
    public async Task Somebody_whose_verified_address_is_known_here_is_linked_and_comes_back_by_the_link()
    {
        await _site.AddUserAsync("known@example.org", "Editor", DeskSite.Password);
        _provider.Person = Person("1", "known@example.org", verified: true, "redaction");
        (await SignInAsync()).ShouldBe("/Admin/Health");
        // At the provider the address has changed since; the person has not.
        _provider.Person = Person("1", "renamed@example.org", verified: false, "redaction");
        (await SignInAsync()).ShouldBe("/Admin/Health");
    }

    [Theory]
    [InlineData("editor@example.org", false)]
    [InlineData("stranger@example.org", false)]
    public async Task An_address_that_nobody_verified_opens_no_account(string email, bool verified)
    {
        _provider.Person = Person("thief", email, verified, "redaction");
        (await SignInAsync()).ShouldBe("/Login?external=unknown");
    }

    [Fact]
    public async Task Groups_of_the_provider_give_and_take_roles_at_each_sign_in()
    {
        _provider.Person = Person("2", "new@example.org", verified: true, "redaction");
        (await SignInAsync()).ShouldBe("/Admin/Health");
        (await RolesAsync("new@example.org")).ShouldBe(["Editor"]);
        _provider.Person = Person("2", "new@example.org", verified: true, "writers", "cleaners");
        await SignInAsync();
        (await RolesAsync("new@example.org")).ShouldBe(["Author"]);
    }

    [Fact]
    public async Task Somebody_unknown_without_a_mapped_group_gets_no_account()
    {
        _provider.Person = Person("3", "guest@example.org", verified: true, "cleaners");
        (await SignInAsync()).ShouldBe("/Login?external=unknown");
    }

    [Fact]
    public async Task A_sign_in_that_was_begun_elsewhere_is_refused()
    {
        _provider.Person = Person("4", "known@example.org", verified: true, "redaction");
        using var victim = _site.Browser();
        var back = await ToProviderAsync(_site.Browser());
        using var answer = await victim.GetAsync(back, Ct);
        DeskSite.Target(answer).ShouldBe("/Login?external=failed");
    }

    static JsonObject Person(string subject, string email, bool verified, params string[] groups) => new()
    {
        ["sub"] = subject,
        ["email"] = email,
        ["email_verified"] = verified,
        ["name"] = email,
        ["groups"] = new JsonArray([.. groups.Select(group => (JsonNode)group)]),
    };

    async Task<string> SignInAsync()
    {
        using var browser = _site.Browser();
        (await browser.GetStringAsync(new Uri("/Login", UriKind.Relative), Ct)).ShouldContain("Sign in with Institute");
        using var returned = await browser.GetAsync(await ToProviderAsync(browser), Ct);
        DeskSite.Target(returned).ShouldStartWith("/Login/External/Back");
        using var done = await browser.GetAsync(new Uri(DeskSite.Target(returned), UriKind.Relative), Ct);
        var target = DeskSite.Target(done);
        if (target.StartsWith("/Admin", StringComparison.Ordinal))
        {
            using var desk = await browser.GetAsync(new Uri("/Admin", UriKind.Relative), Ct);
            desk.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        return target;
    }

    async Task<Uri> ToProviderAsync(HttpClient browser)
    {
        using var begun = await browser.GetAsync(new Uri("/Login/External?returnUrl=/Admin/Health", UriKind.Relative), Ct);
        begun.Headers.Location!.GetLeftPart(UriPartial.Authority).ShouldBe(_provider.Address);
        using var foreign = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var signedIn = await foreign.GetAsync(begun.Headers.Location, Ct);
        return signedIn.Headers.Location!;
    }

    async Task<IList<string>> RolesAsync(string email)
    {
        await using var scope = _site.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        return await users.GetRolesAsync((await users.FindByEmailAsync(email))!);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _provider.DisposeAsync();
    }
}
