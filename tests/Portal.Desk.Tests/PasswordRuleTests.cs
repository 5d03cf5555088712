using System.Net;
using Portal.Desk.SignIn;

namespace Portal.Desk.Tests;

public sealed class PasswordRuleTests(DeskSite site) : IClassFixture<DeskSite>
{
    [Theory]
    [InlineData("password12345")]
    [InlineData("Passw0rd!!!!2026")]
    [InlineData("qwertyuiop123")]
    [InlineData("abcdefghijkl")]
    [InlineData("123456789012")]
    [InlineData("lozinkalozinka")]
    [InlineData("Ana.Petrovic2026")]
    public void Passwords_that_are_guessed_first_are_refused(string password) => CommonPasswords.IsCommon(password, "ana.petrovic@example.org").ShouldBeTrue();

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("veverica telefon planina čaj")]
    [InlineData("Тиха ноћ над Тисом и мост")]
    [InlineData("x7#kQp!mZ2wv")]
    public void Others_are_taken_whatever_kinds_of_signs_they_have(string password) => CommonPasswords.IsCommon(password, "ana.petrovic@example.org").ShouldBeFalse();

    [Fact]
    public async Task Failed_sign_ins_from_one_network_are_stopped_whoever_they_are_for()
    {
        using var browser = site.Browser();
        for (var attempt = 0; attempt < AttemptLimits.FailuresPerAddress; attempt++)
            (await SignInAsync(browser, $"somebody{attempt}@example.org", "not the password")).Dispose();
        using var stopped = await SignInAsync(browser, DeskSite.Email("Editor"), DeskSite.Password);
        (await stopped.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Too many sign-ins from your network failed");
        site.Time.Advance(AttemptLimits.Window);
        using var later = await SignInAsync(browser, DeskSite.Email("Editor"), DeskSite.Password);
        later.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string email, string password) =>
        DeskSite.SubmitAsync(browser, "/Login", new() { ["Form.Email"] = email, ["Form.Password"] = password });
}
