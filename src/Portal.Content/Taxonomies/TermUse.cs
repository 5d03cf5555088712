using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.Taxonomies;

/// <summary>Finds the items that bear a term.</summary>
public sealed class TermUse(IDbContextFactory<PortalDbContext> databases)
{
    /// <summary>How many published items bear each of the terms or one below it; terms that none bears are left out.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(IReadOnlyCollection<string> termIds, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var ids in termIds.Chunk(200))
        {
            var keys = ids.Select(id => $"term:{id}").ToList();
            foreach (var one in await db.ListKeys.Where(row => keys.Contains(row.Key)).GroupBy(row => row.Key).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken))
                counts[one.Key["term:".Length..]] = one.Count;
        }
        return counts;
    }

    /// <summary>Writes another term in place of one, in every taxonomy field; a term that stands there already is not doubled.</summary>
    /// <returns>False where the item does not bear the term.</returns>
    internal static bool Replace(ContentItem item, ContentDefinitions definitions, string from, string? into)
    {
        var changed = false;
        foreach (var (part, field) in definitions.Fields(item.ContentType))
        {
            if (field.FieldName != "TaxonomyField" || item.Content[part]?[field.Name] is not JsonObject value || value["TermContentItemIds"] is not JsonArray terms)
                continue;
            var ids = terms.Select(term => term?.ToString() ?? "").ToList();
            if (!ids.Contains(from, StringComparer.Ordinal))
                continue;
            value["TermContentItemIds"] = new JsonArray([.. ids.Select(id => id == from ? into : id).OfType<string>().Distinct(StringComparer.Ordinal).Select(id => (JsonNode)id)]);
            changed = true;
        }
        return changed;
    }
}
