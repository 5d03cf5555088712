using System.Security.Claims;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.People;
using Portal.Content.Trash;
using Portal.Desk.Shell;

namespace Portal.Desk.Items;

/// <summary>What a person may do with an item. Asked when something is done, not only when its button is drawn.</summary>
static class ItemRights
{
    /// <summary>Whether the person may write a new item of the type.</summary>
    public static bool MayCreate(this ClaimsPrincipal person, ContentTypeDefinition type) => type.Stereotype switch
    {
        "Widget" => person.HasPermission(Permissions.ManageLayers),
        "" => type.Creatable && person.May(ContentAction.Edit, type, null),
        _ => false,
    };

    /// <summary>Whether the person may change the item.</summary>
    public static bool MayEdit(this ClaimsPrincipal person, ContentItem item, ContentTypeDefinition? type) => person.MayDo(ContentAction.Edit, item, type);

    /// <summary>Whether the person may show the item to visitors, or hide it.</summary>
    public static bool MayPublish(this ClaimsPrincipal person, ContentItem item, ContentTypeDefinition? type) => person.MayDo(ContentAction.Publish, item, type);

    /// <summary>Whether the person may take the item away.</summary>
    public static bool MayDelete(this ClaimsPrincipal person, ContentItem item, ContentTypeDefinition? type) => person.MayDo(ContentAction.Delete, item, type);

    /// <summary>Whether the person may make a copy of the item.</summary>
    public static bool MayClone(this ClaimsPrincipal person, ContentItem item, ContentTypeDefinition? type) => person.MayDo(ContentAction.Clone, item, type);

    /// <summary>Whether the person may see the item's draft as visitors would see it.</summary>
    public static bool MayPreview(this ClaimsPrincipal person, ContentItem item, ContentTypeDefinition? type) => person.MayDo(ContentAction.Preview, item, type);

    /// <summary>Whether the person sees what others have put into the trash.</summary>
    public static bool MaySeeTrash(this ClaimsPrincipal person) => person.MayAll(ContentAction.Delete, null);

    /// <inheritdoc cref="MayEdit(ClaimsPrincipal,ContentItem,ContentTypeDefinition)"/>
    public static bool MayEdit(this ClaimsPrincipal person, ContentHeader item, ContentTypeDefinition? type) => person.MayDo(ContentAction.Edit, Bare(item.ContentItemId, item.ContentType, item.Owner), type);

    /// <inheritdoc cref="MayPublish(ClaimsPrincipal,ContentItem,ContentTypeDefinition)"/>
    public static bool MayPublish(this ClaimsPrincipal person, ContentHeader item, ContentTypeDefinition? type) => person.MayDo(ContentAction.Publish, Bare(item.ContentItemId, item.ContentType, item.Owner), type);

    /// <inheritdoc cref="MayDelete(ClaimsPrincipal,ContentItem,ContentTypeDefinition)"/>
    public static bool MayDelete(this ClaimsPrincipal person, ContentHeader item, ContentTypeDefinition? type) => person.MayDo(ContentAction.Delete, Bare(item.ContentItemId, item.ContentType, item.Owner), type);

    /// <inheritdoc cref="MayDelete(ClaimsPrincipal,ContentItem,ContentTypeDefinition)"/>
    public static bool MayDelete(this ClaimsPrincipal person, RemovedItemRecord item, ContentTypeDefinition? type) => person.MayDo(ContentAction.Delete, Bare(item.ContentItemId, item.ContentType, item.Owner), type);

    // Rights go by type and owner only.
    static ContentItem Bare(string id, string type, string? owner) => new() { ContentItemId = id, ContentType = type, Owner = owner };

    // Boxes belong to the pages around them, whoever made them.
    static bool MayDo(this ClaimsPrincipal person, ContentAction action, ContentItem item, ContentTypeDefinition? type) => type?.Stereotype == "Widget"
        ? person.HasPermission(Permissions.ManageLayers)
        : person.May(action, type, item);
}

/// <summary>The person's roles don't allow what was asked, or the item is in no state for it. The message is for people, in English.</summary>
sealed class ItemRefusedException(string message) : Exception(message);
