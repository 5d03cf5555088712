using System.Security.Claims;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.People;

namespace Portal.Site.Api;

/// <summary>Whether a person may write an item, in the words of an answer.</summary>
static class ItemAccess
{
    /// <summary>Why the person may not store the item; null where they may.</summary>
    public static string? Refusal(ClaimsPrincipal person, ContentTypeDefinition type, ContentItem? stored, bool publish)
    {
        if (type.Stereotype == "Widget")
            return person.HasPermission(Permissions.ManageLayers) ? null : "Your roles or the token’s scopes don’t allow you to write boxes.";
        if (!person.May(ContentAction.Edit, type, stored))
            return stored is null ? "Your roles or the token’s scopes don’t allow you to write items of this type." : "Your roles or the token’s scopes don’t allow you to change this item.";
        return publish && !person.May(ContentAction.Publish, type, stored) ? "Your roles or the token’s scopes don’t allow you to publish this item. Send it with draft=true." : null;
    }

    /// <summary>Why the person may not take the item away; null where they may.</summary>
    public static string? RefusalToDelete(ClaimsPrincipal person, ContentTypeDefinition? type, ContentItem item) =>
        (type?.Stereotype == "Widget" ? person.HasPermission(Permissions.ManageLayers) : person.May(ContentAction.Delete, type, item)) ? null : "Your roles or the token’s scopes don’t allow you to take this item away.";

    /// <summary>On whose behalf is written.</summary>
    public static ContentActor Actor(ClaimsPrincipal person) => new(person.FindFirstValue(ClaimTypes.NameIdentifier), person.Identity?.Name ?? "");
}
