using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;
using Portal.Feeds.Fetching;
using Portal.Feeds.Importing;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Articles;

/// <summary>Notes, in the transaction of an import, what is to be done to its items afterwards, and does it.</summary>
sealed class ItemTasks(FullTextReader reader, BodyPictures pictures, UnitOfWork work, ContentReader content, IDbContextFactory<PortalDbContext> databases, TimeProvider time)
{
    const int MaxTries = 3;

    /// <summary>Notes what new and changed entries need.</summary>
    public static async Task NoteAsync(WriteScope scope, FeedSource source, IReadOnlyList<NewsEntry> entries, CancellationToken cancellationToken)
    {
        var fullText = source is { FullText: true, ExcerptOnly: false };
        var needs = entries.Where(entry => (fullText && entry.Url.Length > 0) || BodyPictures.Has(entry.Html)).ToDictionary(entry => entry.KeyHash, StringComparer.Ordinal);
        if (needs.Count == 0)
            return;
        var touched = await scope.Db.Set<FeedEntryRecord>().AsNoTracking().Where(row => row.SourceId == source.Id && row.LastSeenUtc == scope.NowUtc)
            .Select(row => new { row.KeyHash, row.ContentItemId }).ToListAsync(cancellationToken);
        foreach (var row in touched)
        {
            if (needs.TryGetValue(row.KeyHash, out var entry))
                scope.Db.Set<ItemTask>().Add(Task(source.Id, row.ContentItemId, fullText && entry.Url.Length > 0 ? ItemTaskKind.FullText : ItemTaskKind.Pictures, scope.NowUtc));
        }
    }

    /// <summary>Notes what an item needs that an editor has just shown: while it waited for him, nothing was fetched for it.</summary>
    public static void Note(PortalDbContext db, FeedSource source, ContentItem item, DateTime now)
    {
        var fullText = source is { FullText: true, ExcerptOnly: false } && item.Field<LinkField>(NewsItems.ContentType, "Link")?.Url is { Length: > 0 };
        if (fullText || BodyPictures.Has(Body(item)))
            db.Set<ItemTask>().Add(Task(source.Id, item.ContentItemId, fullText ? ItemTaskKind.FullText : ItemTaskKind.Pictures, now));
    }

    /// <summary>Does what is due; returns how many tasks it took up.</summary>
    public async Task<int> RunAsync(int count, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<ItemTask> due;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
            due = await db.Set<ItemTask>().AsNoTracking().Where(row => row.DueUtc <= now).OrderBy(row => row.DueUtc).ThenByDescending(row => row.Id).Take(count).ToListAsync(cancellationToken);
        if (due.Count == 0)
            return 0;
        // The next try comes an hour later unless this one ends well: what kills the process is not tried for ever, and no other node takes it meanwhile.
        var ids = due.ConvertAll(row => row.Id);
        await work.RunAsync(WriteTurn.Background, FeedActor.Actor, (scope, ct) => scope.Db.Set<ItemTask>().Where(row => ids.Contains(row.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Tries, row => row.Tries + 1).SetProperty(row => row.DueUtc, now.AddHours(1)), ct), cancellationToken);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (task, ct) => await DoAsync(task, ct));
        return due.Count;
    }

    async Task DoAsync(ItemTask task, CancellationToken cancellationToken)
    {
        var done = task.Tries + 1 >= MaxTries;
        string? html = null;
        var body = "";
        if (await content.GetLatestAsync(task.ContentItemId, cancellationToken) is { } item && Concerns(item, task))
        {
            body = Body(item);
            try
            {
                html = task.Kind == ItemTaskKind.FullText
                    ? await reader.ReadAsync(item.Field<LinkField>(NewsItems.ContentType, "Link")?.Url ?? "", cancellationToken) is { } article && article.Length > body.Length ? article : null
                    : await pictures.TakeInAsync(body, item.PublishedUtc ?? time.GetUtcNow().UtcDateTime, cancellationToken);
                done = true;
            }
            catch (FetchException)
            {
                // A page that cannot be had is no trouble of the source; it is tried again.
            }
        }
        else
            done = true;
        if (!done)
            return;
        await work.RunAsync(WriteTurn.Background, FeedActor.Actor, async (scope, ct) =>
        {
            await scope.Db.Set<ItemTask>().Where(row => row.Id == task.Id).ExecuteDeleteAsync(ct);
            if (html is not null && await scope.Content.GetLatestAsync(task.ContentItemId, ct) is { } latest && Concerns(latest, task) && Body(latest) == body)
            {
                latest.Apply(new HtmlBodyPart(html));
                await scope.Content.PublishAsWrittenAsync(latest, ct);
            }
            // A full text brings pictures of its own; the feed's text stays where there is none.
            if (task.Kind == ItemTaskKind.FullText)
                scope.Db.Set<ItemTask>().Add(Task(task.SourceId, task.ContentItemId, ItemTaskKind.Pictures, scope.NowUtc));
        }, cancellationToken);
    }

    static ItemTask Task(string sourceId, string contentItemId, ItemTaskKind kind, DateTime due) => new() { SourceId = sourceId, ContentItemId = contentItemId, Kind = kind, DueUtc = due };

    // An editor's text is his own; that its pictures come to lie here changes no word of it.
    static bool Concerns(ContentItem item, ItemTask task) =>
        item.Published && NewsItems.IsFrom(item, task.SourceId) && (task.Kind == ItemTaskKind.Pictures || item.Author == FeedActor.Actor.Name);

    static string Body(ContentItem item) => item.As<HtmlBodyPart>()?.Html ?? "";
}
