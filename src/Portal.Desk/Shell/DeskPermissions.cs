using Portal.Content.People;

namespace Portal.Desk.Shell;

/// <summary>Permissions that the desk adds to the kernel's; the names are Orchard Core's.</summary>
public static class DeskPermissions
{
    /// <summary>To change Liquid templates, which are evaluated on the server.</summary>
    public const string ManageTemplates = "ManageTemplates";

    /// <summary>To place widgets.</summary>
    public const string ManageLayers = "ManageLayers";

    /// <summary>The permissions of the desk.</summary>
    public static IReadOnlyList<Permission> All { get; } =
    [
        new(ManageTemplates, "Change templates, which are evaluated on the server.") { Group = "Site" },
        new(ManageLayers, "Place and change the boxes around the pages.", "Editor") { Group = "Site" },
    ];
}
