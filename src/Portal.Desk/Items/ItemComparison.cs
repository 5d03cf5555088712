using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Settings;
using Portal.Content.Storage;

namespace Portal.Desk.Items;

/// <summary>Compares versions of an item and looks up the names of what they point to.</summary>
sealed class ItemComparison(ContentReader reader, SiteDocuments documents, IDbContextFactory<PortalDbContext> databases)
{
    /// <summary>What differs between two versions of an item.</summary>
    public async Task<IReadOnlyList<ItemDifference>> CompareAsync(ContentItem left, ContentItem right, CancellationToken cancellationToken)
    {
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellationToken);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var taxonomy in Identifiers("TaxonomyField", "TaxonomyContentItemId"))
        {
            if (await reader.GetLatestAsync(taxonomy, cancellationToken) is { } item)
            {
                foreach (var term in ContainedItems.AllTerms(item))
                    names.TryAdd(term.ContentItemId, term.DisplayText ?? term.ContentItemId);
            }
        }
        var picked = Identifiers("ContentPickerField", "ContentItemIds");
        if (picked.Count > 0)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            foreach (var row in await db.ContentItems.AsNoTracking().Where(row => picked.Contains(row.ContentItemId) && row.Latest)
                .Select(row => new { row.ContentItemId, row.DisplayText }).ToListAsync(cancellationToken))
                names.TryAdd(row.ContentItemId, row.DisplayText ?? row.ContentItemId);
        }
        return ItemDifferences.Between(left, right, definitions, new(names, (await documents.GetAsync<SiteSettings>(cancellationToken)).TimeZone));

        HashSet<string> Identifiers(string fieldType, string property) =>
        [
            .. from pair in definitions.Fields(left.ContentType)
               where pair.Field.FieldName == fieldType
               from item in new[] { left, right }
               from id in Texts((item.Content[pair.Part] as JsonObject)?[pair.Field.Name]?[property])
               select id,
        ];
    }

    static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) && text.Length > 0 => [text],
        _ => [],
    };
}
