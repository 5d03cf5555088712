using System.Net;
using System.Security.Claims;
using AngleSharp.Html.Parser;
using Portal.Content.People;
using Portal.Desk.People;
using Portal.Desk.SignIn.Sessions;

namespace Portal.Desk.Tests;

public sealed class SessionTests(DeskSite site) : SessionContract(site), IClassFixture<DeskSite>;

public sealed class SessionOnPostgresTests(PostgresDeskSite site) : SessionContract(site), IClassFixture<PostgresDeskSite>;

public abstract class SessionContract(DeskSite site)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_session_is_ended_from_another_and_its_cookie_opens_nothing_more()
    {
        await site.AddUserAsync("travelling@example.org", "Editor", DeskSite.Password);
        using var here = await SignInAsync("travelling@example.org", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        using var there = await SignInAsync("travelling@example.org", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1");
        (await StatusAsync(there)).ShouldBe(HttpStatusCode.OK);

        var page = new HtmlParser().ParseDocument(await here.GetStringAsync(new Uri("/Admin/Account/Sessions", UriKind.Relative), Ct));
        page.QuerySelectorAll("tbody tr").Length.ShouldBe(2);
        page.QuerySelector("tbody")!.TextContent.ShouldContain("Firefox, Linux");
        var other = page.QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains("Safari, iPhone", StringComparison.Ordinal));
        (await DeskSite.SubmitAsync(here, "/Admin/Account/Sessions", [], other.QuerySelector("input[name=_handler]")!.GetAttribute("value"))).Dispose();

        (await StatusAsync(there)).ShouldBe(HttpStatusCode.Found);
        (await StatusAsync(here)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_itself_not_only_the_cookie()
    {
        var id = await site.AddUserAsync("copied@example.org", "Editor", DeskSite.Password);
        using var browser = await SignInAsync("copied@example.org", "Test");
        (await site.Get<UserSessions>().ListAsync(id, Ct)).Count.ShouldBe(1);
        var html = await browser.GetStringAsync(new Uri("/Admin/Account", UriKind.Relative), Ct);
        var token = new HtmlParser().ParseDocument(html).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["leave"] = "yes", ["__RequestVerificationToken"] = token });
        (await browser.PostAsync(new Uri("/Logout", UriKind.Relative), form, Ct)).Dispose();
        (await site.Get<UserSessions>().ListAsync(id, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_administrator_signs_somebody_out_everywhere()
    {
        var id = await site.AddUserAsync("gone@example.org", "Editor", DeskSite.Password);
        using var browser = await SignInAsync("gone@example.org", "Test");
        await site.Get<PeopleActions>().SignOutAsync(await site.PersonAsync("Administrator"), id, Ct);
        (await StatusAsync(browser)).ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task What_concerns_the_safety_of_accounts_asks_again_after_a_quarter_of_an_hour()
    {
        await site.AddUserAsync("away@example.org", "Administrator", DeskSite.Password);
        using var browser = await SignInAsync("away@example.org", "Test");
        (await StatusAsync(browser, "/Admin/Account/Tokens")).ShouldBe(HttpStatusCode.OK);
        var administrator = await site.PersonAsync("Administrator");
        site.Time.Advance(UserSessions.Freshness + TimeSpan.FromMinutes(1));

        using var asked = await browser.GetAsync(new Uri("/Admin/Account/Tokens", UriKind.Relative), Ct);
        DeskSite.Target(asked).ShouldBe("/Login/Confirm?returnUrl=%2FAdmin%2FAccount%2FTokens");
        await Should.ThrowAsync<ConfirmationNeededException>(() => site.Get<PeopleActions>().InviteAsync(administrator, "late@example.org", ["Author"], Ct));

        using var wrong = await DeskSite.SubmitAsync(browser, DeskSite.Target(asked), new() { ["Form.Secret"] = "something else" }, "password");
        (await StatusAsync(browser, "/Admin/Account/Tokens")).ShouldBe(HttpStatusCode.Found);
        using var right = await DeskSite.SubmitAsync(browser, DeskSite.Target(asked), new() { ["Form.Secret"] = DeskSite.Password }, "password");
        DeskSite.Target(right).ShouldBe("/Admin/Account/Tokens");
        (await StatusAsync(browser, "/Admin/Account/Tokens")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Each_sign_in_begins_a_session_of_its_own_also_in_a_browser_where_somebody_else_was_signed_in()
    {
        var first = await site.AddUserAsync("first-there@example.org", "Editor", DeskSite.Password);
        var second = await site.AddUserAsync("second-there@example.org", "Author", DeskSite.Password);
        using var browser = await SignInAsync("first-there@example.org", "Test");
        var planted = (await site.Get<UserSessions>().ListAsync(first, Ct)).Single().Id;
        (await DeskSite.SubmitAsync(browser, "/Login", new() { ["Form.Email"] = "second-there@example.org", ["Form.Password"] = DeskSite.Password })).Dispose();
        (await site.Get<UserSessions>().ListAsync(second, Ct)).Single().Id.ShouldNotBe(planted);
    }

    [Fact]
    public async Task Only_signed_in_people_open_circuits()
    {
        using var browser = site.Browser();
        using var empty = new StringContent("");
        using var answer = await browser.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), empty, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var person = await site.SignedInAsync("Editor");
        using var content = new StringContent("");
        using var opened = await person.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), content, Ct);
        opened.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    async Task<HttpClient> SignInAsync(string email, string device)
    {
        var browser = site.Browser();
        browser.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", device);
        using var answer = await DeskSite.SubmitAsync(browser, "/Login", new() { ["Form.Email"] = email, ["Form.Password"] = DeskSite.Password });
        DeskSite.Target(answer).ShouldBe("/Admin");
        return browser;
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient browser, string page = "/Admin")
    {
        using var answer = await browser.GetAsync(new Uri(page, UriKind.Relative), Ct);
        return answer.StatusCode;
    }
}
