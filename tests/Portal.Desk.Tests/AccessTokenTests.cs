using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.People;
using Portal.Desk.People;

namespace Portal.Desk.Tests;

public sealed class AccessTokenTests(DeskSite site) : AccessTokenContract(site), IClassFixture<DeskSite>;

public sealed class AccessTokenOnPostgresTests(PostgresDeskSite site) : AccessTokenContract(site), IClassFixture<PostgresDeskSite>;

public abstract class AccessTokenContract(DeskSite site)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    AccessTokens Tokens => site.Get<AccessTokens>();

    [Fact]
    public async Task A_token_made_in_the_account_lets_a_program_act_for_its_owner_until_it_is_revoked()
    {
        using var browser = await site.SignedInAsync("Editor");
        using var made = await DeskSite.SubmitAsync(browser, "/Admin/Account/Tokens", new() { ["Form.Name"] = "Nightly export", ["Form.Scopes"] = "content:write", ["Form.Days"] = "30" }, "token");
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await made.Content.ReadAsStringAsync(Ct));
        var token = page.QuerySelector("input.desk-code")!.GetAttribute("value")!;
        token.ShouldStartWith(AccessTokens.Prefix);
        (await AskAsync("/api/editing", token)).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync("/api/who", token)).Body.ShouldBe(DeskSite.Email("Editor"));

        var list = await browser.GetStringAsync(new Uri("/Admin/Account/Tokens", UriKind.Relative), Ct);
        list.ShouldContain("Nightly export");
        list.ShouldNotContain(token);
        var handler = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(list).QuerySelectorAll("tr").Single(row => row.QuerySelector("th")?.TextContent == "Nightly export")
            .QuerySelector("input[name=_handler][value^=revoke]")!.GetAttribute("value")!;
        (await DeskSite.SubmitAsync(browser, "/Admin/Account/Tokens", [], handler)).Dispose();
        (await AskAsync("/api/editing", token)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Administrator", "content:write", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("Administrator", "content:read", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("Editor", "content:write", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("Author", "content:write", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    public async Task A_token_allows_what_both_its_scopes_and_its_owners_roles_allow(string role, string scope, HttpStatusCode editing, HttpStatusCode users)
    {
        var token = await TokenAsync(role, TimeSpan.FromDays(1), scope);
        (await AskAsync("/api/editing", token)).Status.ShouldBe(editing);
        (await AskAsync("/api/users", token)).Status.ShouldBe(users);
    }

    [Fact]
    public async Task Without_a_token_or_with_a_wrong_one_a_program_is_told_so_and_not_sent_to_a_page()
    {
        var without = await AskAsync("/api/editing", null);
        without.Status.ShouldBe(HttpStatusCode.Unauthorized);
        without.Challenge.ShouldBe("Bearer");
        var wrong = await AskAsync("/api/editing", AccessTokens.Prefix + "AAAA");
        wrong.Status.ShouldBe(HttpStatusCode.Unauthorized);
        wrong.Challenge.ShouldContain("invalid_token");
        wrong.Body.ShouldContain("was revoked or has ended");
    }

    [Fact]
    public async Task A_token_ends_at_its_time_and_with_the_account_of_its_owner()
    {
        var brief = await TokenAsync("Editor", TimeSpan.FromMinutes(1), "content:write");
        site.Time.Advance(TimeSpan.FromMinutes(2));
        (await AskAsync("/api/editing", brief)).Status.ShouldBe(HttpStatusCode.Unauthorized);

        var id = await site.AddUserAsync("leaver@example.org", "Editor", DeskSite.Password);
        var token = (await Tokens.CreateAsync(id, "Script", ["content:write"], TimeSpan.FromDays(1), Ct))!;
        (await AskAsync("/api/editing", token)).Status.ShouldBe(HttpStatusCode.OK);
        await site.Get<PeopleActions>().SetLockedAsync(await site.PersonAsync("Administrator"), id, locked: true, Ct);
        (await AskAsync("/api/editing", token)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_database_holds_no_token_and_tells_when_it_was_last_used()
    {
        var token = await TokenAsync("Contributor", TimeSpan.FromDays(1), "content:read");
        var owner = (await site.PersonAsync("Contributor")).FindFirstValue(ClaimTypes.NameIdentifier)!;
        var record = (await Tokens.ListAsync(owner, Ct)).Single();
        record.TokenHash.ShouldNotContain(token[AccessTokens.Prefix.Length..]);
        record.LastUsedUtc.ShouldBeNull();
        await AskAsync("/api/who", token);
        (await Tokens.ListAsync(owner, Ct)).Single().LastUsedUtc.ShouldNotBeNull();
    }

    async Task<string> TokenAsync(string role, TimeSpan lifetime, string scope)
    {
        var owner = (await site.PersonAsync(role)).FindFirstValue(ClaimTypes.NameIdentifier)!;
        return (await Tokens.CreateAsync(owner, "Test", [scope], lifetime, Ct))!;
    }

    async Task<(HttpStatusCode Status, string Body, string Challenge)> AskAsync(string address, string? token)
    {
        using var program = site.Browser();
        if (token is not null)
            program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await program.GetAsync(new Uri(address, UriKind.Relative), Ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct), answer.Headers.WwwAuthenticate.ToString());
    }
}
