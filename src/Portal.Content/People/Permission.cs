using Microsoft.AspNetCore.Authorization;

namespace Portal.Content.People;

/// <summary>Something that a role may allow. Names are Orchard Core's where it has the same permission.</summary>
/// <param name="Name">Name, as in claims of type <c>Permission</c> and in the <c>Roles</c> step of recipes.</param>
/// <param name="Description">What it allows, for the people who give it.</param>
/// <param name="Roles">Roles that have it unless a recipe says otherwise; <c>Administrator</c> has every permission.</param>
public sealed record Permission(string Name, string Description, params IReadOnlyList<string> Roles);

/// <summary>The kernel's permissions. Modules declare their own and register them with <c>AddPermissions</c>.</summary>
public static class Permissions
{
    /// <summary>Type of the claims that carry permissions.</summary>
    public const string ClaimType = "Permission";

    /// <summary>The role that may do everything.</summary>
    public const string Administrator = "Administrator";

    /// <summary>To open the desk.</summary>
    public const string AccessAdminPanel = "AccessAdminPanel";

    /// <summary>To change content of others, and to see drafts.</summary>
    public const string EditContent = "EditContent";

    /// <summary>To change one's own content.</summary>
    public const string EditOwnContent = "EditOwnContent";

    /// <summary>To show content to visitors or hide it.</summary>
    public const string PublishContent = "PublishContent";

    /// <summary>To show or hide one's own content.</summary>
    public const string PublishOwnContent = "PublishOwnContent";

    /// <summary>To take content away.</summary>
    public const string DeleteContent = "DeleteContent";

    /// <summary>To add and remove pictures and files.</summary>
    public const string ManageMediaContent = "ManageMediaContent";

    /// <summary>To change the site's settings.</summary>
    public const string ManageSettings = "ManageSettings";

    /// <summary>To invite people and give them roles.</summary>
    public const string ManageUsers = "ManageUsers";

    /// <summary>The permissions of the kernel.</summary>
    public static IReadOnlyList<Permission> All { get; } =
    [
        new(AccessAdminPanel, "Open the desk.", "Editor", "Moderator", "Author", "Contributor"),
        new(EditContent, "Change content of others and see drafts.", "Editor"),
        new(EditOwnContent, "Change own content.", "Editor", "Author", "Contributor"),
        new(PublishContent, "Show content to visitors or hide it.", "Editor"),
        new(PublishOwnContent, "Show or hide own content.", "Editor", "Author"),
        new(DeleteContent, "Take content away.", "Editor"),
        new(ManageMediaContent, "Add and remove pictures and files.", "Editor", "Author"),
        new(ManageSettings, "Change the site's settings."),
        new(ManageUsers, "Invite people and give them roles."),
    ];
}

/// <summary>Lets a page or endpoint be reached only by people whose roles have the permission.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequirePermissionAttribute(string permission) : AuthorizeAttribute(PermissionPolicies.Prefix + permission)
{
    /// <summary>Name of the permission.</summary>
    public string Permission { get; } = permission;
}
