using System.Security.Claims;
using Portal.Content.People;

namespace Portal.Content.Media;

/// <summary>
/// What people may do in the media library. The names are Orchard Core's, and each implies those after it: folders, all files, one's
/// own files.
/// </summary>
public static class MediaRights
{
    /// <summary>To make, rename, move and delete folders.</summary>
    public const string ManageMediaFolder = "ManageMediaFolder";

    /// <summary>To bring files, and to change and delete one's own.</summary>
    public const string ManageOwnMediaContent = "ManageOwnMediaContent";

    /// <summary>The permissions beside <see cref="Permissions.ManageMediaContent"/>.</summary>
    public static IReadOnlyList<Permission> All { get; } =
    [
        new(ManageMediaFolder, "Make, rename, move and delete folders of the media library.", "Editor"),
        new(ManageOwnMediaContent, "Add pictures and files, change and remove one’s own.", "Editor", "Author", "Contributor"),
    ];

    /// <summary>Whether the person may make, rename, move and delete folders.</summary>
    public static bool MayManageFolders(this ClaimsPrincipal person) => person.HasPermission(ManageMediaFolder);

    /// <summary>Whether the person may bring files and choose among those that there are.</summary>
    public static bool MayAddMedia(this ClaimsPrincipal person) => person.MayManageAllMedia() || person.HasPermission(ManageOwnMediaContent);

    /// <summary>Whether the person may change and delete files of others.</summary>
    public static bool MayManageAllMedia(this ClaimsPrincipal person) => person.HasPermission(Permissions.ManageMediaContent) || person.MayManageFolders();

    /// <summary>Whether the person may change, move or delete the file.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="owner">Identifier of the user who brought it; null where nobody knows.</param>
    public static bool MayManageMedia(this ClaimsPrincipal person, string? owner) =>
        person.MayManageAllMedia() || (person.HasPermission(ManageOwnMediaContent) && owner is { Length: > 0 } && person.FindFirstValue(ClaimTypes.NameIdentifier) == owner);
}
