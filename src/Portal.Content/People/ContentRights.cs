using System.Security.Claims;
using Portal.Content.Definitions;
using Portal.Content.Items;

namespace Portal.Content.People;

/// <summary>What is done with content items; the names begin those of Orchard Core's permissions.</summary>
public enum ContentAction
{
    /// <summary>Show to visitors, or hide.</summary>
    Publish,

    /// <summary>Change.</summary>
    Edit,

    /// <summary>Take away.</summary>
    Delete,

    /// <summary>See where it is published.</summary>
    View,

    /// <summary>See as a draft.</summary>
    Preview,

    /// <summary>Copy.</summary>
    Clone,

    /// <summary>See in lists of editors.</summary>
    List,
}

/// <summary>
/// Whether somebody may do something with content: by a permission for all content (<c>EditContent</c>), for one securable type
/// (<c>Edit_Article</c>), or for what they own (<c>EditOwnContent</c>, <c>EditOwn_Article</c>).
/// </summary>
public static class ContentRights
{
    // Each action and those whose permission holds it too.
    static readonly Dictionary<ContentAction, ContentAction[]> Allowing = new()
    {
        [ContentAction.Publish] = [ContentAction.Publish],
        [ContentAction.Edit] = [ContentAction.Edit, ContentAction.Publish],
        [ContentAction.Delete] = [ContentAction.Delete],
        [ContentAction.View] = [ContentAction.View, ContentAction.Edit, ContentAction.Publish],
        [ContentAction.Preview] = [ContentAction.Preview, ContentAction.Edit, ContentAction.Publish],
        [ContentAction.Clone] = [ContentAction.Clone, ContentAction.Edit, ContentAction.Publish],
        [ContentAction.List] = [ContentAction.List, ContentAction.Edit, ContentAction.Publish],
    };

    /// <summary>Whether the person may do this with the item.</summary>
    /// <param name="person">The person, with the permissions of their roles as claims.</param>
    /// <param name="action">What is to be done.</param>
    /// <param name="type">The item's type, or null where it is no longer defined.</param>
    /// <param name="item">The item; null for a new one, which its writer will own.</param>
    public static bool May(this ClaimsPrincipal person, ContentAction action, ContentTypeDefinition? type, ContentItem? item) =>
        person.MayAll(action, type)
        || ((item is null || person.Owns(item)) && Allowing[action].Any(one => person.HasPermission($"{one}OwnContent") || (Securable(type) && person.HasPermission($"{one}Own_{type!.Name}"))));

    /// <summary>Whether the person may do this with every item of the type, whoever owns it; without a type, with all content.</summary>
    public static bool MayAll(this ClaimsPrincipal person, ContentAction action, ContentTypeDefinition? type) =>
        MayAll(person.HasPermission, action, type);

    /// <summary>Whether somebody who holds certain permissions may do this with every item of the type.</summary>
    internal static bool MayAll(Func<string, bool> holds, ContentAction action, ContentTypeDefinition? type) =>
        Allowing[action].Any(one => holds($"{one}Content") || (Securable(type) && holds($"{one}_{type!.Name}")));

    /// <summary>Whether the person is the item's owner.</summary>
    public static bool Owns(this ClaimsPrincipal person, ContentItem item) =>
        item.Owner is { Length: > 0 } owner && owner == person.FindFirstValue(ClaimTypes.NameIdentifier);

    /// <summary>The permissions of a securable type.</summary>
    public static IEnumerable<Permission> Of(ContentTypeDefinition type)
    {
        var group = type.Label();
        foreach (var (action, allowing) in Allowing)
        {
            string[] others = [.. allowing.Where(one => one != action).Select(one => $"{one}_{type.Name}")];
            yield return new($"{action}_{type.Name}", $"{action}: all items of this type.") { Group = group, ImpliedBy = [$"{action}Content", .. others] };
            if (action != ContentAction.List)
                yield return new($"{action}Own_{type.Name}", $"{action}: own items of this type.")
                {
                    Group = group,
                    ImpliedBy = [$"{action}_{type.Name}", $"{action}OwnContent", .. allowing.Where(one => one != action).Select(one => $"{one}Own_{type.Name}")],
                };
        }
    }

    static bool Securable(ContentTypeDefinition? type) => type?.Securable == true;
}
