using System.Security.Claims;
using System.Text.Json.Nodes;
using Portal.Content.Checking;
using Portal.Content.Definitions;
using Portal.Content.Items;

namespace Portal.Site.Api;

/// <summary>Makes of what a program sent an item that may be stored: merged with the stored one, checked and cleaned.</summary>
sealed class SubmittedItem(WrittenText written, ContentCheck check)
{
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
        return [.. (await check.FindAsync(item, definitions, publish, cancellationToken)).Select(problem => new ShapeProblem(problem.Path, problem.ToString()))];
    }

    /// <summary>Cleans the HTML in the item, at any depth; returns why the person may not store it, or null.</summary>
    public string? Clean(ContentItem item, ContentItem? stored, ClaimsPrincipal person)
    {
        if (WrittenText.Refusal(item, stored, person) is { } guarded)
            return guarded == GuardedText.Template
                ? "Your roles or the token’s scopes don’t allow you to change templates (LiquidPart)."
                : "Your roles or the token’s scopes don’t allow you to place boxes on the pages (LayerMetadata).";
        written.Clean(item);
        return null;
    }

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
