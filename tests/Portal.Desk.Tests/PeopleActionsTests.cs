using System.Security.Claims;
using Portal.Content.People;
using Portal.Desk.People;

namespace Portal.Desk.Tests;

public sealed class PeopleActionsTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    PeopleActions People => site.Get<PeopleActions>();

    [Fact]
    public async Task An_invited_person_signs_in_by_the_link_that_the_inviter_is_shown()
    {
        var link = await People.InviteAsync(await site.PersonAsync("Administrator"), "invited@example.org", ["Author"], Ct);
        using var browser = site.Browser();
        using var answer = await DeskSite.SubmitAsync(browser, link!.PathAndQuery, []);
        DeskSite.Target(answer).ShouldBe("/Admin/Account");
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        var administrator = await site.PersonAsync("Administrator");
        var id = administrator.FindFirstValue(ClaimTypes.NameIdentifier)!;
        await RefusedAsync(() => People.SetRolesAsync(administrator, id, ["Editor"], Ct));
        await RefusedAsync(() => People.SetLockedAsync(administrator, id, locked: true, Ct));
    }

    [Fact]
    public async Task Who_manages_people_without_being_an_administrator_can_neither_make_one_nor_touch_one()
    {
        var administrator = await site.PersonAsync("Administrator");
        var id = administrator.FindFirstValue(ClaimTypes.NameIdentifier)!;
        var manager = await site.PersonAsync("Editor");
        ((ClaimsIdentity)manager.Identity!).AddClaim(new(Permissions.ClaimType, Permissions.ManageUsers));
        await RefusedAsync(() => People.InviteAsync(manager, "friend@example.org", ["Administrator"], Ct));
        await RefusedAsync(() => People.NewLinkAsync(manager, id, Ct));
        await RefusedAsync(() => People.SetLockedAsync(manager, id, locked: true, Ct));
        (await People.RolesAsync(manager, Ct)).ShouldNotContain("Administrator");
    }

    [Fact]
    public async Task Without_the_permission_nobody_is_invited_or_listed()
    {
        var editor = await site.PersonAsync("Editor");
        await RefusedAsync(() => People.InviteAsync(editor, "friend@example.org", ["Author"], Ct));
        await RefusedAsync(() => People.ListAsync(editor, Ct));
    }

    [Fact]
    public async Task A_locked_account_cannot_sign_in_by_password_or_link_until_it_is_unlocked()
    {
        var administrator = await site.PersonAsync("Administrator");
        var id = await site.AddUserAsync("locked@example.org", "Author", DeskSite.Password);
        var link = await People.NewLinkAsync(administrator, id, Ct);
        await People.SetLockedAsync(administrator, id, locked: true, Ct);
        using var browser = site.Browser();
        using var byLink = await DeskSite.SubmitAsync(browser, link!.PathAndQuery, []);
        byLink.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        using var byPassword = await SignInAsync(browser);
        byPassword.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        await People.SetLockedAsync(administrator, id, locked: false, Ct);
        using var unlocked = await SignInAsync(browser);
        unlocked.StatusCode.ShouldBe(System.Net.HttpStatusCode.Found);
    }

    static Task<HttpResponseMessage> SignInAsync(HttpClient browser) =>
        DeskSite.SubmitAsync(browser, "/Login", new() { ["Form.Email"] = "locked@example.org", ["Form.Password"] = DeskSite.Password });

    static Task RefusedAsync(Func<Task> work) => Should.ThrowAsync<PeopleRefusedException>(work);
}
