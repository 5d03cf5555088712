using System.Security.Claims;
using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.WordPress.Mapping;

namespace Portal.Content.People;

/// <summary>
/// Parts that no page shows and that tell of people who never asked to be told of: comments as they came from WordPress, and what an
/// item was there. Only those see them who may change the item.
/// </summary>
public static class PrivateParts
{
    static readonly string[] Names = [WordPressPart.Name, CommentsPart.Name];

    /// <summary>The item as the person may see it, in Orchard Core's JSON.</summary>
    /// <param name="item">The item, which the person may see.</param>
    /// <param name="person">The person.</param>
    /// <param name="type">The item's type, or null where it is no longer defined.</param>
    public static JsonObject Write(ContentItem item, ClaimsPrincipal person, ContentTypeDefinition? type)
    {
        var json = ContentItemJson.Write(item);
        if (Names.Any(json.ContainsKey) && !person.May(ContentAction.Edit, type, item))
        {
            foreach (var name in Names)
                json.Remove(name);
        }
        return json;
    }
}
