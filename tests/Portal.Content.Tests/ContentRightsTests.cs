using System.Security.Claims;
using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.People;
using Shouldly;
using Xunit;

namespace Portal.Content.Tests;

public sealed class ContentRightsTests
{
    static readonly ContentTypeDefinition Article = new("Article", null, new JsonObject { ["ContentTypeSettings"] = new JsonObject { ["Securable"] = true } }, null);
    static readonly ContentTypeDefinition Note = new("Note", null, null, null);
    static readonly ContentItem Own = new() { ContentItemId = "own", ContentType = "Article", Owner = "me" };
    static readonly ContentItem Other = new() { ContentItemId = "other", ContentType = "Article", Owner = "you" };

    [Theory]
    [InlineData("EditContent", ContentAction.Edit, true, true)]
    [InlineData("PublishContent", ContentAction.Edit, true, true)]
    [InlineData("EditContent", ContentAction.Publish, false, false)]
    [InlineData("EditOwnContent", ContentAction.Edit, true, false)]
    [InlineData("Edit_Article", ContentAction.Edit, true, true)]
    [InlineData("EditOwn_Article", ContentAction.Edit, true, false)]
    [InlineData("Publish_Article", ContentAction.View, true, true)]
    [InlineData("PublishOwn_Article", ContentAction.Preview, true, false)]
    [InlineData("Edit_Note", ContentAction.Edit, false, false)]
    [InlineData("DeleteOwnContent", ContentAction.Delete, true, false)]
    [InlineData("EditContent", ContentAction.Delete, false, false)]
    [InlineData("List_Article", ContentAction.List, true, true)]
    public void A_permission_for_all_content_for_a_type_or_for_own_content_allows_as_in_Orchard_Core(string permission, ContentAction action, bool own, bool other)
    {
        var me = Person(permission);
        me.May(action, Article, Own).ShouldBe(own);
        me.May(action, Article, Other).ShouldBe(other);
    }

    [Fact]
    public void A_type_that_is_not_securable_has_no_permissions_of_its_own()
    {
        var item = new ContentItem { ContentItemId = "note", ContentType = "Note", Owner = "you" };
        Person("Edit_Note").May(ContentAction.Edit, Note, item).ShouldBeFalse();
        Person("EditContent").May(ContentAction.Edit, Note, item).ShouldBeTrue();
    }

    [Fact]
    public void An_item_without_an_owner_is_nobodys_own()
    {
        var item = new ContentItem { ContentItemId = "none", ContentType = "Article" };
        Person("EditOwnContent").May(ContentAction.Edit, Article, item).ShouldBeFalse();
    }

    [Fact]
    public void Each_permission_of_a_type_comes_with_the_one_for_all_content_and_each_own_one_with_both()
    {
        var permissions = ContentRights.Of(Article).ToList();
        permissions.Select(one => one.Name).ShouldContain("CloneOwn_Article");
        var implied = PermissionCatalog.WithImplied(["PublishContent"], [.. Permissions.All, .. permissions]);
        new[] { "EditContent", "EditOwnContent", "Publish_Article", "PublishOwn_Article", "Edit_Article", "EditOwn_Article", "ViewContent" }.ShouldBeSubsetOf(implied);
        implied.ShouldNotContain("DeleteContent");
        PermissionCatalog.WithImplied(["EditOwnContent"], Permissions.All).ShouldNotContain("EditContent");
    }

    static ClaimsPrincipal Person(string permission) => new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "me"), new(Permissions.ClaimType, permission)], "test"));
}
