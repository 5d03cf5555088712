using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Storage;
using Portal.Feeds.Fetching;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Importing;

/// <summary>Fetches the pictures of imported items, so that the site shows its own copies.</summary>
sealed class LeadImages(RemotePictures pictures, UnitOfWork work, IDbContextFactory<PortalDbContext> databases, TimeProvider time)
{
    const int MaxTries = 3;

    /// <summary>Fetches pictures that wait; returns how many it looked at.</summary>
    public async Task<int> RunAsync(int count, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<FeedEntryRecord> waiting;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
            waiting = await db.Set<FeedEntryRecord>().AsNoTracking().Where(row => row.ImageDueUtc <= now).OrderBy(row => row.ImageDueUtc).ThenByDescending(row => row.Id).Take(count).ToListAsync(cancellationToken);
        if (waiting.Count == 0)
            return 0;
        // The next look comes an hour later unless this one ends well: a picture that kills the process is not tried for ever, and no other node takes it meanwhile.
        var ids = waiting.ConvertAll(row => row.Id);
        await work.RunAsync(WriteTurn.Background, FeedActor.Actor, (scope, ct) => scope.Db.Set<FeedEntryRecord>().Where(row => ids.Contains(row.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ImageTries, row => row.ImageTries + 1).SetProperty(row => row.ImageDueUtc, now.AddHours(1)), ct), cancellationToken);
        await Parallel.ForEachAsync(waiting, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (record, ct) =>
        {
            var path = await StoreFileAsync(record, ct);
            if (path is not null || record.ImageTries + 1 >= MaxTries)
                await work.RunAsync(WriteTurn.Background, FeedActor.Actor, (scope, inner) => SetAsync(scope, record, path, inner), ct);
        });
        return waiting.Count;
    }

    async Task<string?> StoreFileAsync(FeedEntryRecord record, CancellationToken cancellationToken)
    {
        try
        {
            return await pictures.TakeAsync(record.PendingImage, record.FirstSeenUtc, cancellationToken);
        }
        catch (FetchException)
        {
            // A picture that cannot be had is no trouble of the source.
            return null;
        }
    }

    static async Task SetAsync(WriteScope scope, FeedEntryRecord record, string? path, CancellationToken cancellationToken)
    {
        await scope.Db.Set<FeedEntryRecord>().Where(row => row.Id == record.Id && row.PendingImage == record.PendingImage)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.PendingImage, (string?)null).SetProperty(row => row.ImageDueUtc, (DateTime?)null), cancellationToken);
        if (path is null || await scope.Content.GetLatestAsync(record.ContentItemId, cancellationToken) is not { Published: true } item)
            return;
        // Where an editor has chosen a picture, that one stays.
        if (item.Author != scope.Actor.Name && item.Field<MediaField>(NewsItems.ContentType, "Image")?.Paths is { Count: > 0 })
            return;
        item.Apply(NewsItems.ContentType, "Image", new MediaField([path], [""]));
        await scope.Content.PublishAsWrittenAsync(item, cancellationToken);
    }
}
