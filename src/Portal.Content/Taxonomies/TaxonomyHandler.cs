using Microsoft.EntityFrameworkCore;
using Portal.Content.Handlers;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Content.Storage;

namespace Portal.Content.Taxonomies;

/// <summary>
/// Keeps what stands above each term, so that the page of a term also shows the items of the terms below it. When terms move, the
/// list keys that items have by inheritance are made anew, in a few statements whatever the number of items.
/// </summary>
sealed class TaxonomyHandler : IContentHandler
{
    public async ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken)
    {
        if (stored.Change == JournalKind.Draft || stored.Item.Content[TaxonomyPart.PartName] is null)
            return;
        var (db, taxonomy) = (stored.Db, stored.Item.ContentItemId);
        var before = stored.IsNew ? [] : await db.Set<TermAncestorRecord>().Where(row => row.TaxonomyId == taxonomy).ToListAsync(cancellationToken);
        var after = stored.Change == JournalKind.Published ? Ancestors(stored.Item).Distinct().ToList() : [];
        var gone = before.Where(row => !after.Contains((row.TermId, row.AncestorId))).ToList();
        var come = after.Where(pair => !before.Exists(row => (row.TermId, row.AncestorId) == pair)).ToList();
        if (gone.Count + come.Count == 0)
            return;
        db.RemoveRange(gone);
        db.AddRange(come.Select(pair => new TermAncestorRecord { TermId = pair.Term, AncestorId = pair.Ancestor, TaxonomyId = taxonomy }));
        await db.SaveChangesAsync(cancellationToken);
        foreach (var ancestor in gone.Select(row => row.AncestorId).Concat(come.Select(pair => pair.Ancestor)).Distinct(StringComparer.Ordinal))
        {
            await InheritAsync(db, ancestor, cancellationToken);
            stored.Tags.Add(CacheTag.Key($"term:{ancestor}"));
        }
    }

    static IEnumerable<(string Term, string Ancestor)> Ancestors(ContentItem taxonomy)
    {
        var above = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var place in ContainedTree.Terms(taxonomy).All)
        {
            // A term that a broken file holds twice stands where it stands first.
            if (place.Id.Length == 0 || !above.TryAdd(place.Id, place.ParentId))
                continue;
            for (var ancestor = place.ParentId; ancestor is { Length: > 0 }; ancestor = above.GetValueOrDefault(ancestor))
                yield return (place.Id, ancestor);
        }
    }

    static async Task InheritAsync(PortalDbContext db, string ancestor, CancellationToken cancellationToken)
    {
        var key = $"term:{ancestor}";
        await db.ListKeys.Where(row => row.Key == key && row.Inherited).ExecuteDeleteAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "ListKeys" ("Key", "ItemRow", "ContentItemId", "ContentType", "PublishedUtc", "Inherited")
            SELECT DISTINCT {key}, k."ItemRow", k."ContentItemId", k."ContentType", k."PublishedUtc", {true}
            FROM "TermAncestors" a INNER JOIN "ListKeys" k ON k."Key" = 'term:' || a."TermId"
            WHERE a."AncestorId" = {ancestor} AND k."Inherited" = {false}
              AND NOT EXISTS (SELECT 1 FROM "ListKeys" own WHERE own."Key" = {key} AND own."ItemRow" = k."ItemRow")
            """, cancellationToken);
    }
}
