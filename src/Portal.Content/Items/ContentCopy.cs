using System.Text.Json.Nodes;
using Portal.Content.Parts;

namespace Portal.Content.Items;

/// <summary>Makes copies of items that can stand beside the original.</summary>
public static class ContentCopy
{
    /// <summary>
    /// A new item with the same content under the given title. What only one item can have is left out: the address (it is made anew), the
    /// alias, set times, the place in a set of translations. Items contained in it get identities of their own.
    /// </summary>
    public static ContentItem Of(ContentItem source, string title)
    {
        var copy = source.Copy();
        (copy.Id, copy.Stamp, copy.Latest, copy.Published, copy.PublishedUtc) = (0, 0, false, false, null);
        (copy.ContentItemId, copy.ContentItemVersionId, copy.DisplayText) = (ContentIdentity.New(), ContentIdentity.New(), title);
        if (copy.As<TitlePart>() is { } part)
            copy.Apply(part with { Title = title });
        if (copy.As<AutoroutePart>() is { } route)
            copy.Apply(route with { Path = null, SetHomepage = false });
        foreach (var unique in new[] { AliasPart.PartName, PublishLaterPart.PartName, ArchiveLaterPart.PartName, LocalizationPart.PartName, AuditTrailPart.PartName })
            copy.Content.Remove(unique);
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal) { [source.ContentItemId] = copy.ContentItemId };
        foreach (var (_, node) in copy.Content)
            RenameContained(node, renamed);
        // Terms name the taxonomy that holds them.
        foreach (var (_, node) in copy.Content)
            FollowTaxonomy(node, source.ContentItemId, copy.ContentItemId);
        return copy;
    }

    static void RenameContained(JsonNode? node, Dictionary<string, string> renamed)
    {
        if (node is JsonObject json)
        {
            if (json["ContentType"] is JsonValue && json["ContentItemId"] is JsonValue value && value.TryGetValue<string>(out var id))
            {
                json["ContentItemId"] = renamed.TryGetValue(id, out var known) ? known : renamed[id] = ContentIdentity.New();
                if (json.ContainsKey("ContentItemVersionId"))
                    json["ContentItemVersionId"] = ContentIdentity.New();
            }
            foreach (var (_, child) in json)
                RenameContained(child, renamed);
        }
        else if (node is JsonArray array)
        {
            foreach (var child in array)
                RenameContained(child, renamed);
        }
    }

    static void FollowTaxonomy(JsonNode? node, string old, string now)
    {
        switch (node)
        {
            case JsonObject json:
                if (json["TermPart"] is JsonObject term && term["TaxonomyContentItemId"]?.ToString() == old)
                    term["TaxonomyContentItemId"] = now;
                foreach (var (_, child) in json)
                    FollowTaxonomy(child, old, now);
                break;
            case JsonArray array:
                foreach (var child in array)
                    FollowTaxonomy(child, old, now);
                break;
        }
    }
}
