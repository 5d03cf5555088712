using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Content.Items;

/// <summary>Writes the rows of versions. A row that somebody else stored in the meantime is never overwritten.</summary>
sealed class VersionRows(PortalDbContext db, DateTime now)
{
    /// <summary>Adds a version after the one that was read, which must still be the latest, as it was read.</summary>
    /// <exception cref="ContentConflictException">It is not.</exception>
    public async Task AddVersionAsync(ContentItem item, bool published, CancellationToken cancellationToken)
    {
        if (item.Id != 0)
        {
            // The row that was read must still be the editors' version, as it was read.
            var changed = await db.ContentItems
                .Where(row => row.Id == item.Id && row.Stamp == item.Stamp && row.Latest)
                .ExecuteUpdateAsync(set => set
                    .SetProperty(row => row.Latest, false)
                    .SetProperty(row => row.Published, row => row.Published && !published)
                    .SetProperty(row => row.Stamp, row => row.Stamp + 1), cancellationToken);
            if (changed == 0)
                throw new ContentConflictException(item.ContentItemId);
            item.ContentItemVersionId = ContentIdentity.New();
        }
        (item.Id, item.Stamp, item.Latest, item.Published) = (0, 0, true, published);
        await InsertAsync(item, cancellationToken);
    }

    /// <summary>Adds the row and gives the item its number.</summary>
    public async Task InsertAsync(ContentItem item, CancellationToken cancellationToken)
    {
        item.Stamp = 1;
        var row = ContentRows.ToRow(item, now);
        var entry = db.ContentItems.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        item.Id = row.Id;
        entry.State = EntityState.Detached;
    }

    /// <summary>Stores the row anew, which must be as it was read.</summary>
    /// <exception cref="ContentConflictException">It is not.</exception>
    public async Task UpdateAsync(ContentItem item, CancellationToken cancellationToken)
    {
        var row = ContentRows.ToRow(item, now);
        var changed = await db.ContentItems
            .Where(stored => stored.Id == row.Id && stored.Stamp == row.Stamp)
            .ExecuteUpdateAsync(set => set
                .SetProperty(stored => stored.ContentType, row.ContentType)
                .SetProperty(stored => stored.DisplayText, row.DisplayText)
                .SetProperty(stored => stored.TitleKey, row.TitleKey)
                .SetProperty(stored => stored.Latest, row.Latest)
                .SetProperty(stored => stored.Published, row.Published)
                .SetProperty(stored => stored.ModifiedUtc, row.ModifiedUtc)
                .SetProperty(stored => stored.PublishedUtc, row.PublishedUtc)
                .SetProperty(stored => stored.CreatedUtc, row.CreatedUtc)
                .SetProperty(stored => stored.Owner, row.Owner)
                .SetProperty(stored => stored.Author, row.Author)
                .SetProperty(stored => stored.Json, row.Json)
                .SetProperty(stored => stored.Stamp, row.Stamp + 1), cancellationToken);
        if (changed == 0)
            throw new ContentConflictException(item.ContentItemId);
        item.Stamp++;
    }
}
