using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Newsletter.Digests;

/// <summary>What a digest told of stays, so that the links in people's mail lead somewhere.</summary>
sealed class DigestedItems : IKeptItems
{
    public async Task<IReadOnlyCollection<string>> FindAsync(PortalDbContext db, IReadOnlyCollection<string> contentItemIds, CancellationToken cancellationToken) =>
        await db.Set<EditionItemRecord>().Where(row => contentItemIds.Contains(row.ContentItemId)).Select(row => row.ContentItemId).Distinct().ToListAsync(cancellationToken);
}
