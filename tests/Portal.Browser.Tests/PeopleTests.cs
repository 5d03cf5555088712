using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Browser.Tests.Browsing;
using Shouldly;
using Xunit;

namespace Portal.Browser.Tests;

/// <summary>How people come in: by a message that invites them, and by a passkey of their device.</summary>
public sealed partial class PeopleTests(Chromium chromium, RunningPortal portal)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_passkey_made_in_the_account_signs_in_without_a_password()
    {
        await using var visit = await chromium.VisitAsync(new Uri(portal.Address.AbsoluteUri.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)), new(1280, ColorScheme.Light));
        var device = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        await visit.SignInAsync(await portal.AddPersonAsync("Editor", Ct));
        await visit.OpenAsync("/Admin/Account/Security");
        await visit.Page.GetByLabel("Name, to tell it from others").FillAsync("Laptop");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Row, new() { Name = "Laptop" })).ToBeVisibleAsync();
        await visit.LooksAsync("desk-account-passkey");

        await visit.Page.Context.ClearCookiesAsync();
        // Where the browser fills the field by itself, nobody has to press the button; that may be before the page has loaded to its end.
        await visit.Page.GotoAsync("Login?returnUrl=/Admin/Account/Sessions", new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(visit.Page.GetByText("This device", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_invited_person_gets_a_message_whose_link_signs_in()
    {
        await using var visit = await chromium.VisitAsync(portal.Address, new(1280, ColorScheme.Dark));
        await visit.SignInAsync(await portal.AddPersonAsync("Administrator", Ct));
        await visit.OpenDeskAsync("/Admin/People");
        await visit.Page.Locator("#invite-email").FillAsync("newcomer@portal.example");
        await visit.Page.Locator("form").Filter(new() { HasText = "Invite somebody" }).GetByLabel("Author").CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("A message with a sign-in link was sent to newcomer@portal.example.")).ToBeVisibleAsync();

        var link = Link().Match((await portal.Mail.WaitForAsync(mail => mail.IsTo("newcomer@portal.example"), Ct)).Text).Value;
        await using var newcomer = await chromium.VisitAsync(portal.Address, new(1280, ColorScheme.Light));
        await newcomer.SignInAsync(new(link));
        (await newcomer.Page.InnerTextAsync("main")).ShouldContain("Choose a password");

        // An author writes, and goes no further.
        await newcomer.OpenDeskAsync("/Admin");
        (await newcomer.Page.Locator("#desk-navigation a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))"))
            .ShouldNotContain(address => address.StartsWith("/Admin/People", StringComparison.Ordinal) || address.StartsWith("/Admin/Feeds", StringComparison.Ordinal) || address.StartsWith("/Admin/News", StringComparison.Ordinal));
        await newcomer.LooksAsync("today-author");
        await newcomer.OpenAsync("/Admin/People");
        await Assertions.Expect(newcomer.Page.GetByRole(AriaRole.Heading, new() { Name = "Not allowed" })).ToBeVisibleAsync();
        await newcomer.OpenDeskAsync("/Admin/Contents/ContentTypes/Article/Create");
        await newcomer.Page.Locator("#TitlePart").FillAsync("By a newcomer");
        await newcomer.Page.GetByRole(AriaRole.Button, new() { Name = "Save draft" }).ClickAsync();
        await Assertions.Expect(newcomer.Page.GetByText("Visitors don’t see this version yet.")).ToBeVisibleAsync();
        // What others write is neither listed nor opened.
        await newcomer.OpenDeskAsync("/Admin/Contents/ContentItems");
        await Assertions.Expect(newcomer.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await newcomer.OpenDeskAsync("/Admin/Contents/ContentItems/source-wire/Edit");
        await Assertions.Expect(newcomer.Page.GetByText("Your roles don’t allow you to change this item.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Whoever_forgot_the_password_gets_a_link_by_mail_and_strangers_are_told_the_same()
    {
        (await portal.Site.RunVerbAsync(["users", "add", "forgetful@portal.example", "--role", "Editor"], Ct)).EnsureSuccess();
        await using var visit = await chromium.VisitAsync(portal.Address, new(390, ColorScheme.Light));
        // Links are sent one after the other: once the second one is there, nothing more comes of the first question.
        foreach (var address in (string[])["stranger@portal.example", "forgetful@portal.example"])
        {
            await visit.OpenAsync("/Login");
            await visit.Page.GetByText("No password yet, or forgotten?").ClickAsync();
            // The page that is left has a field of the same name.
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "A link to sign in" })).ToBeVisibleAsync();
            await visit.Page.GetByLabel("E-mail address").FillAsync(address);
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send the link" }).ClickAsync();
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("If somebody with this address works here");
        }
        await visit.LooksAsync("login-forgot");
        var link = await portal.Mail.WaitForAsync(mail => mail.IsTo("forgetful@portal.example"), Ct);
        portal.Mail.Messages.ShouldNotContain(mail => mail.IsTo("stranger@portal.example"));
        await visit.SignInAsync(new(Link().Match(link.Text).Value));
        (await visit.Page.InnerTextAsync("main")).ShouldContain("Choose a password");
    }

    [GeneratedRegex(@"http://\S+/Login/Link\?token=[\w-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
