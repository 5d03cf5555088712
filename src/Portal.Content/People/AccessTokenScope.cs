namespace Portal.Content.People;

/// <summary>A part of a person's rights that an access token may be given.</summary>
/// <param name="Name">Name, such as <c>content:read</c>.</param>
/// <param name="Description">What it allows, in English, the key of its translations.</param>
/// <param name="Covers">Whether a permission belongs to it. A token never allows what its owner may not.</param>
public sealed record AccessTokenScope(string Name, string Description, Func<string, bool> Covers)
{
    static readonly string[] Reading = ["View", "Preview", "List"];
    static readonly string[] Writing = ["View", "Preview", "List", "Edit", "Publish", "Delete", "Clone"];

    /// <summary>The kernel's scopes.</summary>
    public static IReadOnlyList<AccessTokenScope> All { get; } =
    [
        new("content:read", "Read content, drafts too where you may.", permission => permission == Permissions.AccessContentApi || IsContent(permission, Reading)),
        new("content:write", "Read, write, publish and delete content.", permission => permission == Permissions.AccessContentApi || IsContent(permission, Writing)),
        new("media:write", "Add and remove pictures and files.", permission => permission.StartsWith("Manage", StringComparison.Ordinal) && permission.Contains("Media", StringComparison.Ordinal)),
        new("queries", "Run queries and searches.", permission => permission.StartsWith("ExecuteApi", StringComparison.Ordinal) || permission.StartsWith("QueryLucene", StringComparison.Ordinal)),
        new("site:transfer", "Export the site, and run recipes and imports.", permission => permission is "Export" or "Import"),
    ];

    // EditContent, EditOwnContent, Edit_Article, EditOwn_Article.
    static bool IsContent(string permission, string[] actions) => actions.Any(action =>
        permission.StartsWith(action, StringComparison.Ordinal)
        && permission[action.Length..] is "Content" or "OwnContent" or ['_', ..] or ['O', 'w', 'n', '_', ..]);
}
