using Portal.Content.People;

namespace Portal.Desk.Shell;

/// <summary>Permissions that the desk adds to the kernel's; the names are Orchard Core's.</summary>
public static class DeskPermissions
{
    /// <summary>To see of which parts and fields the types are made.</summary>
    public const string ViewContentTypes = "ViewContentTypes";

    /// <summary>To change types, parts and fields.</summary>
    public const string EditContentTypes = "EditContentTypes";

    /// <summary>To change lists of terms.</summary>
    public const string ManageTaxonomy = "ManageTaxonomy";

    /// <summary>To change menus.</summary>
    public const string ManageMenu = "ManageMenu";

    /// <summary>The permissions of the desk.</summary>
    public static IReadOnlyList<Permission> All { get; } =
    [
        new(ViewContentTypes, "See of which parts and fields the types are made.") { Group = "Site", ImpliedBy = [EditContentTypes] },
        new(EditContentTypes, "Change types, parts and fields.") { Group = "Site" },
        new(ManageTaxonomy, "Change lists of terms and merge terms.", "Editor") { Group = "Site" },
        new(ManageMenu, "Change menus.", "Editor") { Group = "Site" },
    ];
}
