using System.Security.Claims;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.People;
using Portal.Desk.People;

namespace Portal.Desk.Tests;

public sealed class RoleActionsTests(DeskSite site) : IClassFixture<DeskSite>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    RoleActions Roles => site.Get<RoleActions>();

    [Fact]
    public async Task A_role_made_in_the_desk_allows_what_it_was_given_and_what_that_implies()
    {
        var administrator = await site.PersonAsync("Administrator");
        await Roles.CreateAsync(administrator, "Publisher", "Publishes.", Ct);
        await Roles.SetPermissionsAsync(administrator, "Publisher", new HashSet<string> { Permissions.PublishContent }, Ct);
        await site.AddUserAsync("Publisher@example.org".ToLowerInvariant(), "Publisher", DeskSite.Password);
        var person = await site.PersonAsync("Publisher");
        person.HasPermission(Permissions.EditContent).ShouldBeTrue();
        person.HasPermission(Permissions.ViewContent).ShouldBeTrue();
        person.HasPermission(Permissions.DeleteContent).ShouldBeFalse();
        await Roles.RemoveAsync(administrator, "Publisher", Ct);
        (await site.PersonAsync("Publisher")).HasPermission(Permissions.EditContent).ShouldBeFalse();
    }

    [Fact]
    public async Task Permissions_that_nobody_here_knows_stay_when_a_role_is_changed()
    {
        var administrator = await site.PersonAsync("Administrator");
        await site.Get<Content.Storage.UnitOfWork>().RunAsync(Content.Storage.WriteTurn.Person, ContentActor.System,
            (scope, ct) => RoleStorage.StoreAsync(scope, "Guest editor", null, new HashSet<string> { "ManageWorkflows", Permissions.EditOwnContent }, "Replace", ct), Ct);
        await Roles.SetPermissionsAsync(administrator, "Guest editor", new HashSet<string> { Permissions.CloneOwnContent }, Ct);
        (await Roles.ListAsync(administrator, Ct)).Single(role => role.Name == "Guest editor").Permissions.ShouldBe(["ManageWorkflows", Permissions.CloneOwnContent], ignoreOrder: true);
    }

    [Fact]
    public async Task Whoever_manages_roles_without_being_an_administrator_gives_only_what_they_hold()
    {
        var manager = await site.PersonAsync("Author");
        ((ClaimsIdentity)manager.Identity!).AddClaim(new(Permissions.ClaimType, Permissions.ManageRoles));
        await Should.ThrowAsync<PeopleRefusedException>(() => Roles.SetPermissionsAsync(manager, "Contributor", new HashSet<string> { Permissions.ManageUsers }, Ct));
        await Should.ThrowAsync<PeopleRefusedException>(() => Roles.RemoveAsync(manager, "Administrator", Ct));
        await Should.ThrowAsync<PeopleRefusedException>(async () => await Roles.ListAsync(await site.PersonAsync("Editor"), Ct));
    }

    [Fact]
    public async Task What_visitors_may_do_is_known_to_the_public_pages_at_once()
    {
        var administrator = await site.PersonAsync("Administrator");
        await Roles.CreateAsync(administrator, "Anonymous", null, Ct);
        await Roles.SetPermissionsAsync(administrator, "Anonymous", new HashSet<string> { "View_Article" }, Ct);
        var news = new ContentItem { ContentItemId = "one", ContentType = "NewsItem" };
        var article = new ContentItem { ContentItemId = "two", ContentType = "Article" };
        var visibility = site.Get<Visibility>();
        (await visibility.MayViewAsync(new(), news, Ct)).ShouldBeFalse();
        (await visibility.MayViewAsync(new(), article, Ct)).ShouldBeTrue();
        (await visibility.MayViewAsync(await site.PersonAsync("Contributor"), news, Ct)).ShouldBeTrue();
        (await site.Get<SiteDocuments>().GetAsync<AnonymousRole>(Ct)).Permissions.ShouldBe(["View_Article"]);
        await Roles.SetPermissionsAsync(administrator, "Anonymous", new HashSet<string> { Permissions.ViewContent }, Ct);
        (await visibility.MayViewAsync(new(), news, Ct)).ShouldBeTrue();
    }
}
