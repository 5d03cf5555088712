namespace Portal.Content.People;

/// <summary>The kernel's permissions. Modules declare their own and register them with <c>AddPermissions</c>.</summary>
public static class Permissions
{
    /// <summary>Type of the claims that carry permissions.</summary>
    public const string ClaimType = "Permission";

    /// <summary>The role that may do everything.</summary>
    public const string Administrator = "Administrator";

    /// <summary>The role of everybody who is signed in.</summary>
    public const string Authenticated = "Authenticated";

    /// <summary>The role of visitors.</summary>
    public const string Anonymous = "Anonymous";

    /// <summary>To open the desk.</summary>
    public const string AccessAdminPanel = "AccessAdminPanel";

    /// <summary>To read and write content by the API.</summary>
    public const string AccessContentApi = "AccessContentApi";

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

    /// <summary>To take one's own content away.</summary>
    public const string DeleteOwnContent = "DeleteOwnContent";

    /// <summary>To see what is published.</summary>
    public const string ViewContent = "ViewContent";

    /// <summary>To see one's own content where it is published.</summary>
    public const string ViewOwnContent = "ViewOwnContent";

    /// <summary>To see drafts as visitors would see them.</summary>
    public const string PreviewContent = "PreviewContent";

    /// <summary>To see one's own drafts as visitors would see them.</summary>
    public const string PreviewOwnContent = "PreviewOwnContent";

    /// <summary>To make a copy of content.</summary>
    public const string CloneContent = "CloneContent";

    /// <summary>To make a copy of one's own content.</summary>
    public const string CloneOwnContent = "CloneOwnContent";

    /// <summary>To list content of others.</summary>
    public const string ListContent = "ListContent";

    /// <summary>To add and remove pictures and files.</summary>
    public const string ManageMediaContent = "ManageMediaContent";

    /// <summary>To change the site's settings.</summary>
    public const string ManageSettings = "ManageSettings";

    /// <summary>To invite people and give them roles.</summary>
    public const string ManageUsers = "ManageUsers";

    /// <summary>To make roles and to say what they allow.</summary>
    public const string ManageRoles = "ManageRoles";

    /// <summary>To change Liquid templates, which are evaluated on the server.</summary>
    public const string ManageTemplates = "ManageTemplates";

    /// <summary>To place widgets.</summary>
    public const string ManageLayers = "ManageLayers";

    const string Content = "Content";
    const string People = "People";

    /// <summary>The permissions of the kernel; who holds them by default is as in Orchard Core.</summary>
    public static IReadOnlyList<Permission> All { get; } =
    [
        new(AccessAdminPanel, "Open the desk.", "Editor", "Moderator", "Author", "Contributor") { Group = "Site" },
        new(ManageSettings, "Change the site's settings.") { Group = "Site" },
        new(ManageTemplates, "Change templates, which are evaluated on the server.") { Group = "Site" },
        new(ManageLayers, "Place and change the boxes around the pages.", "Editor") { Group = "Site" },
        new(PublishContent, "Show content to visitors or hide it.", "Editor") { Group = Content },
        new(PublishOwnContent, "Show or hide own content.", "Author") { Group = Content, ImpliedBy = [PublishContent] },
        new(EditContent, "Change content of others and see drafts.", "Editor") { Group = Content, ImpliedBy = [PublishContent] },
        new(EditOwnContent, "Change own content.", "Author", "Contributor") { Group = Content, ImpliedBy = [EditContent, PublishOwnContent] },
        new(DeleteContent, "Take content away.", "Editor") { Group = Content },
        new(DeleteOwnContent, "Take own content away.", "Author") { Group = Content, ImpliedBy = [DeleteContent] },
        new(ViewContent, "See what is published.", Authenticated, Anonymous) { Group = Content, ImpliedBy = [EditContent] },
        new(ViewOwnContent, "See own content where it is published.") { Group = Content, ImpliedBy = [ViewContent, EditOwnContent] },
        new(PreviewContent, "See drafts as visitors would see them.", "Editor") { Group = Content, ImpliedBy = [EditContent] },
        new(PreviewOwnContent, "See own drafts as visitors would see them.", "Author", "Contributor") { Group = Content, ImpliedBy = [PreviewContent, EditOwnContent] },
        new(CloneContent, "Make a copy of content.", "Editor") { Group = Content, ImpliedBy = [EditContent] },
        new(CloneOwnContent, "Make a copy of own content.", "Author", "Contributor") { Group = Content, ImpliedBy = [CloneContent, EditOwnContent] },
        new(ListContent, "List content of others.", "Editor") { Group = Content, ImpliedBy = [EditContent] },
        new(AccessContentApi, "Read and write content by the API.") { Group = Content },
        new(ManageMediaContent, "Add and remove pictures and files.", "Editor", "Author") { Group = "Media" },
        new(ManageUsers, "Invite people and give them roles.") { Group = People },
        new(ManageRoles, "Make roles and say what they allow.") { Group = People },
    ];
}
