using System.Security.Claims;
using System.Text.Json.Nodes;
using Portal.Content.Checking;
using Portal.Content.Definitions;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Media;
using Portal.Content.Parts;
using Portal.Content.People;

namespace Portal.Site.Api;

/// <summary>Makes of what a program sent an item that may be stored: merged with the stored one, checked and cleaned.</summary>
sealed class SubmittedItem(HtmlCleaner cleaner, ContentCheck check)
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
    public async Task<IReadOnlyList<ShapeProblem>> ProblemsAsync(ContentItem item, ContentDefinitions definitions, bool publish, CancellationToken cancellationToken)
    {
        var problems = ContentShape.Problems(item).ToList();
        // What is of the wrong shape cannot be checked further.
        if (problems.Count > 0)
            return problems;
        var type = definitions.Type(item.ContentType);
        if (type?.Stereotype != "Widget" && type?.Parts.Any(part => part.PartName == TitlePart.PartName) == true && string.IsNullOrWhiteSpace(item.As<TitlePart>()?.Title))
            problems.Add(new("TitlePart.Title", "The title is missing. Lists and search show it."));
        if (item.As<AutoroutePart>()?.Path is { } path && (path.Length > AutoroutePart.MaxPathLength || path.Any(letter => letter is '?' or '#' or '%' or '\\' or '"' or '<' or '>' or ' ' || char.IsControl(letter))))
            problems.Add(new("AutoroutePart.Path", "The address has a sign that addresses can’t have, or is too long. Use letters, digits, hyphens and slashes."));
        problems.AddRange((await check.FindAsync(item, definitions, cancellationToken)).Select(problem => new ShapeProblem(problem.Element.Replace('-', '.'), problem.ToString())));
        if (publish && type?.Creatable == true)
            problems.AddRange(MediaEntries.LackingText(item, definitions).Select(one => new ShapeProblem($"{one.Part}.{one.Field.Name}.MediaTexts", "A picture lacks the words that say what it shows, for those who can’t see it.")));
        return problems;
    }

    /// <summary>Cleans the HTML in the item, at any depth; returns why the person may not store it, or null.</summary>
    public string? Clean(ContentItem item, ContentItem? stored, ClaimsPrincipal person)
    {
        if (WrittenText.ChangesTemplates(item, stored) && !person.HasPermission(ManageTemplates))
            return "Your roles or the token’s scopes don’t allow you to change templates (LiquidPart).";
        if (Differs(item, stored, LayerMetadata.PartName) && !person.HasPermission(ManageLayers))
            return "Your roles or the token’s scopes don’t allow you to place boxes on the pages (LayerMetadata).";
        Clean(item.Content);
        return null;
    }

    // By the name alone: a program may send parts that the type does not have.
    void Clean(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var (name, value) in json.ToList())
                {
                    if (name == "Html" && value is JsonValue text && text.TryGetValue<string>(out var html))
                        json[name] = cleaner.Clean(html);
                    else
                        Clean(value);
                }
                break;
            case JsonArray list:
                foreach (var one in list)
                    Clean(one);
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
