using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Searches;

/// <summary>The searches that people follow: a few for each, found by the signed link in their mails.</summary>
sealed class SavedSearches(IDbContextFactory<PortalDbContext> databases, UnitOfWork work)
{
    /// <summary>Most searches of one person.</summary>
    public const int Most = 20;

    /// <summary>A person's searches, oldest first.</summary>
    public async Task<IReadOnlyList<SavedSearchRecord>> ListAsync(string subscriberId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<SavedSearchRecord>().AsNoTracking().Where(one => one.SubscriberId == subscriberId).OrderBy(one => one.CreatedUtc).ThenBy(one => one.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Adds a search of the person whose token it is; null where it is nobody's, false where the person has as many as can be.</summary>
    public Task<bool?> AddAsync(string token, FollowedSearch search, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
            await SubscriberLinks.FindAsync(scope.Db, token, ct) is { State: SubscriberState.Confirmed } subscriber ? (bool?)await AddAsync(scope, subscriber, search, ct) : null, cancellationToken);

    /// <summary>Ends a search of the person whose token it is; once more does no harm. False where the token is nobody's.</summary>
    public Task<bool> RemoveAsync(string token, string id, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
        {
            if (await SubscriberLinks.FindAsync(scope.Db, token, ct) is not { } subscriber)
                return false;
            var owner = subscriber.Id;
            await scope.Db.Set<SavedSearchRecord>().Where(one => one.Id == id && one.SubscriberId == owner).ExecuteDeleteAsync(ct);
            return true;
        }, cancellationToken);

    /// <summary>Adds a search, or changes when it is mailed; false where the person has as many as can be. What it finds already is not told.</summary>
    public static async Task<bool> AddAsync(WriteScope scope, SubscriberRecord subscriber, FollowedSearch search, CancellationToken cancellationToken)
    {
        var (owner, hash) = (subscriber.Id, search.Search.Hash);
        if (await scope.Db.Set<SavedSearchRecord>().FirstOrDefaultAsync(one => one.SubscriberId == owner && one.SearchHash == hash, cancellationToken) is { } known)
        {
            known.Delivery = search.Delivery;
        }
        else
        {
            if (await scope.Db.Set<SavedSearchRecord>().CountAsync(one => one.SubscriberId == owner, cancellationToken) >= Most)
                return false;
            scope.Db.Add(new SavedSearchRecord
            {
                Id = ContentIdentity.New(),
                SubscriberId = owner,
                Search = search.Search.Text,
                SearchHash = hash,
                Name = search.Search.Name,
                Delivery = search.Delivery,
                CreatedUtc = scope.NowUtc,
                ToldUtc = scope.NowUtc,
            });
        }
        // A section needs a digest to stand in.
        if (search.Delivery == SearchDelivery.InDigest && subscriber.Rhythm == DigestRhythm.Searches)
            subscriber.Rhythm = DigestRhythm.Daily;
        return true;
    }

    /// <summary>Whoever comes back is not told what came in the meantime.</summary>
    public static Task RestartAsync(WriteScope scope, string subscriberId, CancellationToken cancellationToken)
    {
        var now = scope.NowUtc;
        return scope.Db.Set<SavedSearchRecord>().Where(one => one.SubscriberId == subscriberId)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.ToldUtc, now), cancellationToken);
    }
}
