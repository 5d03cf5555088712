using System.Net;

namespace Portal.Desk.Tests;

public sealed class SignInTests(DeskSite site) : IClassFixture<DeskSite>
{
    [Fact]
    public async Task The_right_password_opens_the_desk()
    {
        using var browser = await site.SignedInAsync("Editor");
        using var desk = await browser.GetAsync(new Uri("/Admin", UriKind.Relative));
        desk.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("editor@example.org", "wrong password here")]
    [InlineData("nobody@example.org", DeskSite.Password)]
    public async Task A_wrong_address_and_a_wrong_password_are_refused_in_the_same_words(string email, string password)
    {
        using var browser = site.Browser();
        using var answer = await DeskSite.SubmitAsync(browser, "/Login", new() { ["Form.Email"] = email, ["Form.Password"] = password });
        (await answer.Content.ReadAsStringAsync()).ShouldContain("The e-mail address or the password is not right, or the account is locked.");
        using var desk = await browser.GetAsync(new Uri("/Admin", UriKind.Relative));
        desk.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_also_for_the_right_one()
    {
        await site.AddUserAsync("guessed@example.org", "Author", DeskSite.Password);
        using var browser = site.Browser();
        for (var attempt = 0; attempt < 5; attempt++)
            (await DeskSite.SubmitAsync(browser, "/Login", new() { ["Form.Email"] = "guessed@example.org", ["Form.Password"] = $"guess number {attempt}" })).Dispose();
        using var answer = await DeskSite.SubmitAsync(browser, "/Login", new() { ["Form.Email"] = "guessed@example.org", ["Form.Password"] = DeskSite.Password });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("or the account is locked");
    }

    [Theory]
    [InlineData("/Admin/Health", "/Admin/Health")]
    [InlineData("/Admin/Contents/ContentItems?type=Article", "/Admin/Contents/ContentItems?type=Article")]
    [InlineData("https://evil.example/", "/Admin")]
    [InlineData("//evil.example/", "/Admin")]
    [InlineData("/\\evil.example/", "/Admin")]
    [InlineData("/\t/evil.example/", "/Admin")]
    [InlineData("javascript:alert(1)", "/Admin")]
    public async Task After_the_sign_in_people_stay_on_the_site(string returnUrl, string expected)
    {
        using var browser = site.Browser();
        using var answer = await DeskSite.SubmitAsync(browser, "/Login?returnUrl=" + Uri.EscapeDataString(returnUrl),
            new() { ["Form.Email"] = DeskSite.Email("Editor"), ["Form.Password"] = DeskSite.Password });
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        new Uri(site.Address, answer.Headers.Location!).ShouldBe(new Uri(site.Address, expected));
    }

    [Theory]
    [InlineData("/Login", "_handler=sign-in&Form.Email=editor%40example.org&Form.Password=correct+horse+battery+staple")]
    [InlineData("/Login/Link", "_handler=link&Token=x")]
    [InlineData("/Logout", "leave=yes")]
    [InlineData("/Admin/Language", "language=sr-Latn&returnUrl=%2FAdmin")]
    [InlineData("/Admin/Account/Sessions", "_handler=leave")]
    public async Task A_form_without_its_antiforgery_token_is_refused(string address, string form)
    {
        using var browser = await site.SignedInAsync("Editor");
        using var content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await browser.PostAsync(new Uri(address, UriKind.Relative), content);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_session()
    {
        await site.AddUserAsync("leaving@example.org", "Editor", DeskSite.Password);
        using var browser = site.Browser();
        (await DeskSite.SubmitAsync(browser, "/Login", new() { ["Form.Email"] = "leaving@example.org", ["Form.Password"] = DeskSite.Password })).Dispose();
        (await DeskSite.SubmitAsync(browser, "/Admin/Account/Sessions", [], "leave")).Dispose();
        using var desk = await browser.GetAsync(new Uri("/Admin", UriKind.Relative));
        desk.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_changed_password_needs_the_old_one_and_enough_characters()
    {
        await site.AddUserAsync("changing@example.org", "Editor", DeskSite.Password);
        using var browser = site.Browser();
        (await DeskSite.SubmitAsync(browser, "/Login", new() { ["Form.Email"] = "changing@example.org", ["Form.Password"] = DeskSite.Password })).Dispose();

        using var wrong = await ChangeAsync(browser, "not the old one", "another long password");
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("The current password is not right.");
        using var brief = await ChangeAsync(browser, DeskSite.Password, "short");
        (await brief.Content.ReadAsStringAsync()).ShouldContain("at least 12 characters");
        using var right = await ChangeAsync(browser, DeskSite.Password, "another long password");
        right.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    static Task<HttpResponseMessage> ChangeAsync(HttpClient browser, string current, string password) =>
        DeskSite.SubmitAsync(browser, "/Admin/Account", new() { ["Form.Current"] = current, ["Form.Password"] = password, ["Form.Repeated"] = password }, "password");
}
