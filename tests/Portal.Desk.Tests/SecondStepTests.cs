using System.Net;
using AngleSharp.Html.Parser;
using Portal.Content.People;
using Portal.Desk.People;
using Portal.Testing.SignIn;

namespace Portal.Desk.Tests;

public sealed class SecondStepTests(DeskSite site) : SecondStepContract(site), IClassFixture<DeskSite>;

public sealed class SecondStepOnPostgresTests(PostgresDeskSite site) : SecondStepContract(site), IClassFixture<PostgresDeskSite>;

public abstract class SecondStepContract(DeskSite site)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_second_step_on_a_password_alone_opens_nothing_and_a_code_does()
    {
        await site.AddUserAsync("careful@example.org", "Editor", DeskSite.Password);
        var (key, _) = await TurnOnAsync("careful@example.org");

        using var browser = site.Browser();
        using var first = await PasswordAsync(browser, "careful@example.org");
        DeskSite.Target(first).ShouldStartWith("/Login/SecondFactor?");
        (await StatusAsync(browser)).ShouldBe(HttpStatusCode.Found);
        using var wrong = await DeskSite.SubmitAsync(browser, DeskSite.Target(first), new() { ["Form.Code"] = "000000" }, "code");
        wrong.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var right = await DeskSite.SubmitAsync(browser, DeskSite.Target(first), new() { ["Form.Code"] = Code(key) }, "code");
        DeskSite.Target(right).ShouldBe("/Admin");
        (await StatusAsync(browser)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_code_signs_in_once_and_an_older_one_no_more()
    {
        await site.AddUserAsync("watched@example.org", "Editor", DeskSite.Password);
        var (key, _) = await TurnOnAsync("watched@example.org");
        var older = Code(key);
        var code = Code(key);
        (await WithCodeAsync(code)).ShouldBe("/Admin");
        (await WithCodeAsync(code)).ShouldStartWith("no redirect");
        (await WithCodeAsync(older)).ShouldStartWith("no redirect");
        (await WithCodeAsync(Code(key))).ShouldBe("/Admin");

        async Task<string> WithCodeAsync(string typed)
        {
            using var browser = site.Browser();
            using var first = await PasswordAsync(browser, "watched@example.org");
            using var answer = await DeskSite.SubmitAsync(browser, DeskSite.Target(first), new() { ["Form.Code"] = typed }, "code");
            return DeskSite.Target(answer);
        }
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once()
    {
        await site.AddUserAsync("phoneless@example.org", "Editor", DeskSite.Password);
        var (_, codes) = await TurnOnAsync("phoneless@example.org");
        codes.Count.ShouldBe(10);
        (await RecoverAsync("phoneless@example.org", codes[0])).ShouldBe("/Admin");
        (await RecoverAsync("phoneless@example.org", codes[0])).ShouldStartWith("no redirect");
        (await RecoverAsync("phoneless@example.org", codes[1])).ShouldBe("/Admin");
    }

    [Fact]
    public async Task A_link_does_not_go_round_the_second_step_and_lets_choose_a_new_password_after_it()
    {
        var id = await site.AddUserAsync("forgot@example.org", "Editor", DeskSite.Password);
        var (key, _) = await TurnOnAsync("forgot@example.org");
        using var browser = site.Browser();
        using var link = await DeskSite.SubmitAsync(browser, $"/Login/Link?token={await site.Get<SignInLinks>().CreateAsync(id, Ct)}", []);
        DeskSite.Target(link).ShouldBe("/Login/SecondFactor");
        (await StatusAsync(browser)).ShouldBe(HttpStatusCode.Found);
        using var code = await DeskSite.SubmitAsync(browser, "/Login/SecondFactor", new() { ["Form.Code"] = Code(key) }, "code");
        DeskSite.Target(code).ShouldBe("/Admin/Account");
        using var chosen = await DeskSite.SubmitAsync(browser, "/Admin/Account", new() { ["Form.Password"] = "quite another password", ["Form.Repeated"] = "quite another password" }, "password");
        DeskSite.Target(chosen).ShouldBe("/Admin/Account?saved=password");
    }

    [Fact]
    public async Task An_administrator_takes_the_second_step_away_of_somebody_who_lost_the_phone()
    {
        var id = await site.AddUserAsync("lost@example.org", "Editor", DeskSite.Password);
        await TurnOnAsync("lost@example.org");
        await site.Get<PeopleActions>().ResetSecondStepAsync(await site.PersonAsync("Administrator"), id, Ct);
        using var browser = site.Browser();
        using var answer = await PasswordAsync(browser, "lost@example.org");
        DeskSite.Target(answer).ShouldBe("/Admin");
    }

    async Task<(string Key, IReadOnlyList<string> Codes)> TurnOnAsync(string email)
    {
        using var browser = site.Browser();
        (await PasswordAsync(browser, email)).Dispose();
        using var begun = await DeskSite.SubmitAsync(browser, "/Admin/Account/Security", [], "begin");
        var page = new HtmlParser().ParseDocument(await browser.GetStringAsync(new Uri(DeskSite.Target(begun), UriKind.Relative), Ct));
        page.QuerySelector(".desk-qr svg").ShouldNotBeNull();
        var key = page.QuerySelector(".desk-qr + p code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        using var done = await DeskSite.SubmitAsync(browser, DeskSite.Target(begun), new() { ["Code"] = Code(key) }, "on");
        var codes = new HtmlParser().ParseDocument(await done.Content.ReadAsStringAsync(Ct)).QuerySelectorAll(".desk-codes code").Select(code => code.TextContent).ToList();
        return (key, codes);
    }

    async Task<string> RecoverAsync(string email, string code)
    {
        using var browser = site.Browser();
        using var first = await PasswordAsync(browser, email);
        using var answer = await DeskSite.SubmitAsync(browser, DeskSite.Target(first), new() { ["Recovery.Code"] = code }, "recovery");
        return DeskSite.Target(answer);
    }

    static Task<HttpResponseMessage> PasswordAsync(HttpClient browser, string email) =>
        DeskSite.SubmitAsync(browser, "/Login", new() { ["Form.Email"] = email, ["Form.Password"] = DeskSite.Password });

    static async Task<HttpStatusCode> StatusAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync(new Uri("/Admin", UriKind.Relative), Ct);
        return answer.StatusCode;
    }

    // As a phone reckons it, and each time a new one.
    string Code(string key)
    {
        site.Time.Advance(TimeSpan.FromSeconds(30));
        return Codes.Of(key, site.Time.GetUtcNow());
    }
}
