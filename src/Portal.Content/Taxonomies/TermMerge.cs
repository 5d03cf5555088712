using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Redirection;
using Portal.Content.Storage;

namespace Portal.Content.Taxonomies;

/// <summary>Terms cannot be merged as asked. The message is for people, in English.</summary>
public sealed class TermMergeException(string message) : Exception(message);

/// <summary>
/// Merges a term into another of its taxonomy: every item that bears it bears the other, the terms below it go below the other, and
/// its address leads there. Works in batches, so that other writers get their turn; when it is interrupted, it can be begun again.
/// </summary>
public sealed class TermMerge(UnitOfWork work)
{
    /// <summary>Items that one transaction rewrites.</summary>
    const int Batch = 100;

    /// <summary>Merges the terms and returns the number of items that were rewritten.</summary>
    /// <param name="taxonomyId">The taxonomy.</param>
    /// <param name="from">The term that goes.</param>
    /// <param name="into">The term that stays.</param>
    /// <param name="actor">On whose behalf.</param>
    /// <param name="progress">Is told the number of items so far, or null.</param>
    /// <param name="cancellationToken">Ends the work after a batch.</param>
    /// <exception cref="TermMergeException">A term is not there, or one stands below the other in the wrong way.</exception>
    public async Task<int> RunAsync(string taxonomyId, string from, string into, ContentActor actor, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var items = new HashSet<string>(StringComparer.Ordinal);
        for (var done = false; !done;)
        {
            done = await work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
            {
                var taxonomy = await scope.Content.GetLatestAsync(taxonomyId, ct) ?? throw new TermMergeException("This taxonomy was taken away in the meantime.");
                Check(taxonomy, from, into);
                var definitions = await scope.ReadDocumentAsync<ContentDefinitions>(ct);
                var batch = await FindAsync(scope.Db, definitions, from, ct);
                foreach (var version in batch)
                {
                    if (TermUse.Replace(version, definitions, from, into))
                        await scope.Content.ImportAsync(version, ct);
                    items.Add(version.ContentItemId);
                }
                if (batch.Count >= Batch)
                    return false;
                // No item bears the term any more, and none can take it before this transaction ends.
                await LeaveAsync(scope, taxonomy, from, into, ct);
                return true;
            }, cancellationToken);
            progress?.Report(items.Count);
        }
        return items.Count;
    }

    static void Check(ContentItem taxonomy, string from, string into)
    {
        var tree = ContainedTree.Terms(taxonomy);
        if (from == into || tree.Find(from) is null || tree.Find(into) is null)
            throw new TermMergeException("Choose two terms of this taxonomy. Perhaps somebody took one away in the meantime.");
        if (tree.Branch(from).Any(place => place.Id == into))
            throw new TermMergeException("A term can’t be merged into one that stands below it. Move that one up first.");
    }

    // Published versions by the list key; the others, of which there are few, by their text.
    static async Task<List<ContentItem>> FindAsync(PortalDbContext db, ContentDefinitions definitions, string term, CancellationToken cancellationToken)
    {
        var key = $"term:{term}";
        var rows = await (from known in db.ListKeys
                          join row in db.ContentItems.AsNoTracking() on known.ItemRow equals row.Id
                          where known.Key == key && !known.Inherited
                          select row).Take(Batch).ToListAsync(cancellationToken);
        if (rows.Count < Batch)
        {
            var types = definitions.ContentTypes.Where(type => definitions.Fields(type.Name).Any(field => field.Field.FieldName == "TaxonomyField")).Select(type => type.Name).ToList();
            var text = $"\"{term}\"";
            rows.AddRange(await db.ContentItems.AsNoTracking()
                .Where(row => row.Latest && !row.Published && types.Contains(row.ContentType) && row.Json.Contains(text))
                .Take(Batch - rows.Count).ToListAsync(cancellationToken));
        }
        return rows.ConvertAll(ContentRows.ToItem).FindAll(item => TermUse.Replace(item.Copy(), definitions, term, null));
    }

    static async Task LeaveAsync(WriteScope scope, ContentItem taxonomy, string from, string into, CancellationToken cancellationToken)
    {
        var published = taxonomy.Published ? null : await scope.Content.GetPublishedAsync(taxonomy.ContentItemId, cancellationToken);
        foreach (var version in new[] { published, taxonomy }.OfType<ContentItem>())
        {
            var tree = ContainedTree.Terms(version);
            foreach (var below in tree.All.Where(place => place.ParentId == from).ToList())
                tree.MoveUnder(below.Id, into);
            tree.Remove(from);
            tree.ApplyTo(version);
            (version.ModifiedUtc, version.Author) = (scope.NowUtc, scope.Actor.Name);
            await scope.Content.ImportAsync(version, cancellationToken);
        }
        // The address that was given up just now, and those that the term had before: what led to it leads to the other.
        await scope.Db.Set<RedirectRecord>().Where(row => row.ContainedItemId == from)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ContainedItemId, into), cancellationToken);
    }
}
