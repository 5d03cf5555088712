using Portal.Content.People;

namespace Portal.Content.Transfer;

/// <summary>Permissions of moving in and out and of the API; the names are Orchard Core's.</summary>
public static class TransferPermissions
{
    /// <summary>To run recipes and import files. A recipe may change roles: it is given only to those who may do everything.</summary>
    public const string Import = "Import";

    /// <summary>To write the site, drafts included, to a file.</summary>
    public const string Export = "Export";

    /// <summary>To run every stored query by the API.</summary>
    public const string ExecuteApiAll = "ExecuteApiAll";

    /// <summary>The permissions.</summary>
    public static IReadOnlyList<Permission> All { get; } =
    [
        new(Import, "Run recipes and import files, which may change everything, also roles.") { Group = "Site" },
        new(Export, "Export the site with its drafts.") { Group = "Site" },
        new(ExecuteApiAll, "Run stored queries by the API.") { Group = "Content" },
    ];

    /// <summary>To run one stored query by the API.</summary>
    public static string ExecuteApi(string query) => $"ExecuteApi_{query}";
}
