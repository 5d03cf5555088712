using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.People;

namespace Portal.Site.Api;

/// <summary>Makes of what a program sent an item that may be stored: merged with the stored one, checked and cleaned.</summary>
sealed class SubmittedItem(HtmlCleaner cleaner)
{
    // Declared by the desk, which stands above; the names are Orchard Core's.
    const string ManageTemplates = "ManageTemplates";
    const string ManageLayers = "ManageLayers";

    /// <summary>What was sent, on top of what is stored: objects are merged, lists and values replaced. The identity, owner, flags and times of the stored item stay.</summary>
    public static ContentItem Merge(ContentItem sent, ContentItem? stored)
    {
        var item = stored?.Copy() ?? new ContentItem { ContentItemId = sent.ContentItemId.Length > 0 ? sent.ContentItemId : ContentIdentity.New(), ContentType = sent.ContentType };
        item.DisplayText = sent.DisplayText ?? item.DisplayText;
        item.PublishedUtc = sent.PublishedUtc ?? item.PublishedUtc;
        item.Content = (JsonObject)Merge(item.Content, sent.Content)!;
        return item;
    }

    /// <summary>What must be put right before the item is stored.</summary>
    public static IReadOnlyList<ShapeProblem> Problems(ContentItem item, ContentDefinitions definitions)
    {
        var problems = ContentShape.Problems(item).ToList();
        if (problems.Count > 0)
            return problems;
        var type = definitions.Type(item.ContentType);
        if (type?.Stereotype != "Widget" && type?.Parts.Any(part => part.PartName == TitlePart.PartName) == true && string.IsNullOrWhiteSpace(item.As<TitlePart>()?.Title))
            problems.Add(new("TitlePart.Title", "The title is missing. Lists and search show it."));
        if (item.As<AutoroutePart>()?.Path is { } path && (path.Length > AutoroutePart.MaxPathLength || path.Any(letter => letter is '?' or '#' or '%' or '\\' or '"' or '<' or '>' or ' ' || char.IsControl(letter))))
            problems.Add(new("AutoroutePart.Path", "The address has a sign that addresses can’t have, or is too long. Use letters, digits, hyphens and slashes."));
        return problems;
    }

    /// <summary>Cleans the HTML in the item, at any depth; returns why the person may not store it, or null.</summary>
    public string? Clean(ContentItem item, ContentItem? stored, ClaimsPrincipal person)
    {
        if (Differs(item, stored, LiquidPart.PartName) && !person.HasPermission(ManageTemplates))
            return "Your roles or the token’s scopes don’t allow you to change templates (LiquidPart).";
        if (Differs(item, stored, LayerMetadata.PartName) && !person.HasPermission(ManageLayers))
            return "Your roles or the token’s scopes don’t allow you to place boxes on the pages (LayerMetadata).";
        var contained = new List<string>();
        Clean(item.Content, contained);
        return contained.Count > 0 && !person.HasPermission(ManageTemplates) && stored?.Content.ToJsonString() is var before && contained.Exists(liquid => before?.Contains(JsonSerializer.Serialize(liquid), StringComparison.Ordinal) != true)
            ? "Your roles or the token’s scopes don’t allow you to change templates (LiquidPart)."
            : null;
    }

    void Clean(JsonNode? node, List<string> liquid)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var (name, value) in json.ToList())
                {
                    if (value is JsonValue text && text.TryGetValue<string>(out var written))
                    {
                        if (name == "Html")
                            json[name] = cleaner.Clean(written);
                        else if (name == "Liquid")
                            liquid.Add(written);
                    }
                    else
                    {
                        Clean(value, liquid);
                    }
                }
                break;
            case JsonArray list:
                foreach (var one in list)
                    Clean(one, liquid);
                break;
        }
    }

    static bool Differs(ContentItem item, ContentItem? stored, string part) =>
        item.Content[part] is { } now && !JsonNode.DeepEquals(now, stored?.Content[part]);

    static JsonNode? Merge(JsonNode? old, JsonNode? sent)
    {
        if (old is not JsonObject before || sent is not JsonObject after)
            return sent?.DeepClone();
        var merged = (JsonObject)before.DeepClone();
        foreach (var (name, value) in after)
            merged[name] = Merge(before[name], value);
        return merged;
    }
}
