using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Handlers;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Feeds.Articles;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Review;

/// <summary>An item that somebody showed or took away by any of the desk's doors no longer waits; what is shown now gets its pictures and full text.</summary>
sealed class HeldNewsHandler(ContentReader content) : IContentHandler
{
    public async ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken)
    {
        // What is new has never waited; imports need no statement for it.
        if (stored.IsNew || stored.Change == JournalKind.Draft || stored.Item.ContentType != NewsItems.ContentType)
            return;
        var (db, item) = (stored.Db, stored.Item);
        var waited = await db.Set<HeldNews>().Where(row => row.ContentItemId == item.ContentItemId).ExecuteDeleteAsync(cancellationToken) > 0;
        if (!waited || stored.Change != JournalKind.Published)
            return;
        await db.Set<FeedEntryRecord>().Where(row => row.ContentItemId == item.ContentItemId && row.PendingImage != null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ImageDueUtc, stored.NowUtc), cancellationToken);
        if (item.Field<ContentPickerField>(NewsItems.ContentType, "Source")?.ContentItemIds is [var id, ..] && await content.GetLatestAsync(id, cancellationToken) is { } source)
            ItemTasks.Note(db, new(source), item, stored.NowUtc);
    }
}
