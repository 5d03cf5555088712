using System.Security.Claims;
using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.People;

namespace Portal.Content.Checking;

/// <summary>Something in an item that only some may change.</summary>
public enum GuardedText
{
    /// <summary>A template in Liquid, which is evaluated on the server.</summary>
    Template,

    /// <summary>The place of a box on the pages.</summary>
    Place,
}

/// <summary>
/// Looks after what people and programs write into an item and into the items contained in it, however deep: HTML is cleaned, and
/// what takes a permission of its own is told apart from what stood there before. Thread-safe.
/// </summary>
public sealed class WrittenText(HtmlCleaner cleaner)
{
    /// <summary>What the person changed without having the permission to, or null.</summary>
    /// <param name="item">The item as it was written.</param>
    /// <param name="stored">The item as it is stored; null for a new one.</param>
    /// <param name="person">Who wrote.</param>
    public static GuardedText? Refusal(ContentItem item, ContentItem? stored, ClaimsPrincipal person)
    {
        if (ChangesTemplates(item, stored) && !person.HasPermission(Permissions.ManageTemplates))
            return GuardedText.Template;
        return item.Content[LayerMetadata.PartName] is { } place && !JsonNode.DeepEquals(place, stored?.Content[LayerMetadata.PartName]) && !person.HasPermission(Permissions.ManageLayers)
            ? GuardedText.Place
            : null;
    }

    /// <summary>Cleans the HTML in the item: every text of the name <c>Html</c>, since what is sent may bring parts that the type does not have.</summary>
    public void Clean(ContentItem item) => Clean(item.Content);

    static bool ChangesTemplates(ContentItem item, ContentItem? stored)
    {
        var written = Templates(item.Content).ToList();
        return written.Count > 0 && written.Except(stored is null ? [] : Templates(stored.Content), StringComparer.Ordinal).Any();
    }

    void Clean(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var (name, value) in json.ToList())
                {
                    if (name != "Html" || value is not JsonValue text || !text.TryGetValue<string>(out var html))
                        Clean(value);
                    else if (cleaner.Clean(html) is var clean && clean != html)
                        json[name] = clean;
                }
                break;
            case JsonArray list:
                foreach (var one in list)
                    Clean(one);
                break;
        }
    }

    static IEnumerable<string> Templates(JsonNode? node) => node switch
    {
        JsonObject json => (json.Text("Liquid") is { Length: > 0 } liquid ? [liquid] : Array.Empty<string>()).Concat(json.SelectMany(pair => Templates(pair.Value))),
        JsonArray array => array.SelectMany(Templates),
        _ => [],
    };
}
