using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Feeds.Importing;
using Portal.Feeds.Rules;
using Portal.Feeds.Sources;
using Portal.Feeds.Stories;

namespace Portal.Feeds.Retention;

/// <summary>Takes away news that is older, or more, than its source's limit, in small transactions. What is kept for a reason stays (<see cref="IKeptItems"/>).</summary>
sealed class NewsRetention(UnitOfWork work, IDbContextFactory<PortalDbContext> databases, FeedSources sources, SiteDocuments documents, IEnumerable<IKeptItems> kept, TimeProvider time)
{
    const int Batch = 100;

    // What is no longer compared with anything need not be found.
    static readonly TimeSpan Compared = StoryScore.CopyWindow + TimeSpan.FromDays(1);

    /// <summary>Does it for all sources; returns how many items went.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var site = FeedSettings.Of(await documents.GetAsync<SiteSettings>(cancellationToken));
        var total = 0;
        foreach (var source in (await sources.ListAsync(cancellationToken)).Select(one => one.Source))
        {
            if (await LimitAsync(source, source.KeepDays ?? site.KeepDays, source.KeepCount ?? site.KeepCount, cancellationToken) is { } limit)
                total += await TrimAsync(source.Id, limit, cancellationToken);
        }
        await ForgetAsync(cancellationToken);
        return total;
    }

    // The date from which on items stay.
    async Task<DateTime?> LimitAsync(FeedSource source, int? days, int? count, CancellationToken cancellationToken)
    {
        DateTime? limit = days is { } number ? time.GetUtcNow().UtcDateTime.AddDays(-number) : null;
        if (count is not { } most)
            return limit;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var last = await News(db, source.Id).OrderByDescending(row => row.PublishedUtc).Skip(most - 1).Select(row => (DateTime?)row.PublishedUtc).FirstOrDefaultAsync(cancellationToken);
        return last > limit || limit is null ? last ?? limit : limit;
    }

    async Task<int> TrimAsync(string sourceId, DateTime limit, CancellationToken cancellationToken)
    {
        var total = 0;
        var (date, row) = (DateTime.MinValue, 0L);
        while (true)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var old = await News(db, sourceId).Where(key => key.PublishedUtc < limit && (key.PublishedUtc > date || (key.PublishedUtc == date && key.ItemRow > row)))
                .OrderBy(key => key.PublishedUtc).ThenBy(key => key.ItemRow).Take(Batch).ToListAsync(cancellationToken);
            if (old.Count == 0)
                return total;
            (date, row) = (old[^1].PublishedUtc, old[^1].ItemRow);
            var ids = old.ConvertAll(key => key.ContentItemId);
            foreach (var reason in kept)
            {
                var stays = await reason.FindAsync(db, ids, cancellationToken);
                ids.RemoveAll(stays.Contains);
            }
            total += ids.Count;
            await work.RunAsync(WriteTurn.Background, FeedActor.Actor, async (scope, ct) =>
            {
                foreach (var id in ids)
                {
                    await scope.Content.RemoveAsync(id, ct);
                    await scope.Content.PurgeAsync(id, ct);
                }
            }, cancellationToken);
        }
    }

    async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().UtcDateTime - Compared;
        var minute = StoryKeys.Minute(before);
        int gone;
        do
        {
            gone = await work.RunAsync(WriteTurn.Background, FeedActor.Actor, (scope, ct) =>
                scope.Db.Set<StoryKey>().Where(key => key.Minute < minute).OrderBy(key => key.Minute).Take(5000).ExecuteDeleteAsync(ct), cancellationToken);
        }
        while (gone > 0);
        await work.RunAsync(WriteTurn.Background, FeedActor.Actor, (scope, ct) =>
            scope.Db.Set<StoryItem>().Where(item => item.StoryId == null && item.PublishedUtc < before).ExecuteDeleteAsync(ct), cancellationToken);
    }

    static IQueryable<ListKeyRecord> News(PortalDbContext db, string sourceId)
    {
        var key = $"item:{sourceId}";
        return db.ListKeys.AsNoTracking().Where(row => row.Key == key && row.ContentType == NewsItems.ContentType);
    }
}
