using Microsoft.EntityFrameworkCore;
using Portal.Content.Handlers;
using Portal.Content.Journal;
using Portal.Feeds.Importing;

namespace Portal.Feeds.Review;

/// <summary>An item that somebody showed or took away by any of the desk's doors no longer waits.</summary>
sealed class HeldNewsHandler : IContentHandler
{
    public async ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken)
    {
        // What is new has never waited; imports need no statement for it.
        if (stored.IsNew || stored.Change == JournalKind.Draft || stored.Item.ContentType != NewsItems.ContentType)
            return;
        await stored.Db.Set<HeldNews>().Where(row => row.ContentItemId == stored.Item.ContentItemId).ExecuteDeleteAsync(cancellationToken);
    }
}
