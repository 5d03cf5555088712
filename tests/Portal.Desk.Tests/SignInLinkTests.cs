using System.Net;
using Portal.Content.People;

namespace Portal.Desk.Tests;

public sealed class SignInLinkTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opening_a_link_does_not_spend_it_and_its_button_signs_in_once()
    {
        var link = await LinkAsync("first@example.org");
        using var scanner = site.Browser();
        (await scanner.GetStringAsync(link, Ct)).ShouldContain("This link signs you in once.");

        using var browser = site.Browser();
        using var answer = await DeskSite.SubmitAsync(browser, link.OriginalString, []);
        answer.Headers.Location!.OriginalString.ShouldBe("/Admin/Account");
        (await browser.GetStringAsync(new Uri("/Admin/Account", UriKind.Relative), Ct)).ShouldContain("Choose a password");

        using var second = await DeskSite.SubmitAsync(scanner, link.OriginalString, []);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second.Content.ReadAsStringAsync(Ct)).ShouldContain("This link can’t be used");
    }

    [Fact]
    public async Task A_link_is_worthless_after_an_hour()
    {
        var link = await LinkAsync("late@example.org");
        site.Time.Advance(TimeSpan.FromMinutes(61));
        using var browser = site.Browser();
        using var answer = await DeskSite.SubmitAsync(browser, link.OriginalString, []);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Choosing_a_password_makes_other_links_of_the_person_worthless()
    {
        var userId = await site.AddUserAsync("chosen@example.org", "Administrator");
        using var browser = site.Browser();
        (await DeskSite.SubmitAsync(browser, (await LinkToAsync(userId)).OriginalString, [])).Dispose();
        var other = await LinkToAsync(userId);
        using var chosen = await DeskSite.SubmitAsync(browser, "/Admin/Account", new() { ["Form.Password"] = DeskSite.Password, ["Form.Repeated"] = DeskSite.Password }, "password");
        chosen.StatusCode.ShouldBe(HttpStatusCode.Found);

        using var stranger = site.Browser();
        using var answer = await DeskSite.SubmitAsync(stranger, other.OriginalString, []);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.GetStringAsync(new Uri("/Admin/Account", UriKind.Relative), Ct)).ShouldContain("Current password");
    }

    [Fact]
    public async Task A_link_made_later_takes_the_forgotten_password_away()
    {
        var userId = await site.AddUserAsync("forgetful@example.org", "Editor", DeskSite.Password);
        using var browser = site.Browser();
        (await DeskSite.SubmitAsync(browser, (await LinkToAsync(userId)).OriginalString, [])).Dispose();

        using var old = site.Browser();
        using var answer = await DeskSite.SubmitAsync(old, "/Login", new() { ["Form.Email"] = "forgetful@example.org", ["Form.Password"] = DeskSite.Password });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    async Task<Uri> LinkAsync(string email) => await LinkToAsync(await site.AddUserAsync(email, "Administrator"));

    async Task<Uri> LinkToAsync(string userId) => new($"/Login/Link?token={await site.Get<SignInLinks>().CreateAsync(userId, Ct)}", UriKind.Relative);
}
