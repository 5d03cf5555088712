using Microsoft.EntityFrameworkCore;
using Portal.Content.Handlers;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Feeds.Articles;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Review;

/// <summary>
/// Follows what any of the desk's doors does with a news item: what is shown or taken away no longer waits, and gets its pictures and full
/// text; what is hidden stands among the hidden.
/// </summary>
sealed class HeldNewsHandler(ContentReader content) : IContentHandler
{
    public async ValueTask StoredAsync(ContentStored stored, CancellationToken cancellationToken)
    {
        // What is new has never waited; imports need no statement for it.
        if (stored.IsNew || stored.Item.ContentType != NewsItems.ContentType)
            return;
        var (db, item) = (stored.Db, stored.Item);
        switch (stored.Change)
        {
            case JournalKind.Draft:
                await HeldRows.FollowAsync(db, item, cancellationToken);
                return;
            case JournalKind.Unpublished:
                if (!await db.Set<HeldNews>().AnyAsync(row => row.ContentItemId == item.ContentItemId, cancellationToken))
                    HeldRows.Add(db, item, NewsItems.SourceId(item), hidden: true, stored.NowUtc);
                return;
        }
        var waited = await db.Set<HeldNews>().Where(row => row.ContentItemId == item.ContentItemId).ExecuteDeleteAsync(cancellationToken) > 0;
        if (!waited || stored.Change != JournalKind.Published)
            return;
        await db.Set<FeedEntryRecord>().Where(row => row.ContentItemId == item.ContentItemId && row.PendingImage != null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ImageDueUtc, stored.NowUtc), cancellationToken);
        if (NewsItems.SourceId(item) is { Length: > 0 } id && await content.GetLatestAsync(id, cancellationToken) is { } source)
            ItemTasks.Note(db, new(source), item, stored.NowUtc);
    }
}
