using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Importing;

/// <summary>
/// Takes sources for this node alone and hands them back. A node that lives renews its hold; one that dies loses its sources when the lease ends.
/// A source whose host is busy with another one, on whichever node, is not taken.
/// </summary>
public sealed class FeedClaims(UnitOfWork work, IDbContextFactory<PortalDbContext> databases, FeedsOptions options, TimeProvider time)
{
    /// <summary>So many more due sources than wanted are looked at, to find some of different hosts.</summary>
    const int Choice = 8;

    readonly string _owner = ContentIdentity.New();

    /// <summary>For how long a source is held unless the hold is renewed.</summary>
    internal TimeSpan Lease { get; } = TimeSpan.FromSeconds(Math.Clamp(options.LeaseSeconds, 10, 3600));

    /// <summary>Takes sources that are due, no more of a host than it may be asked for at a time; of the site's own samples alone where that is asked.</summary>
    public Task<IReadOnlyList<FeedSourceState>> ClaimDueAsync(int count, CancellationToken cancellationToken, bool samplesOnly = false)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var perHost = Math.Clamp(options.PerHost, 1, 16);
        return ClaimAsync((all, rows) => rows.Where(row => row.Active && (!samplesOnly || row.Url.StartsWith("~/")) && row.NextFetchUtc <= now
                && (row.LeaseUntilUtc == null || row.LeaseUntilUtc < now)
                && (row.Host == "" || all.Count(other => other.Host == row.Host && other.LeaseUntilUtc >= now) < perHost))
            .OrderBy(row => row.NextFetchUtc).Take(count * Choice), count, perHost, cancellationToken);
    }

    /// <summary>Takes one source, due or not; null where another node has it.</summary>
    public async Task<FeedSourceState?> ClaimAsync(string sourceId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var claimed = await ClaimAsync((_, rows) => rows.Where(row => row.SourceId == sourceId && (row.LeaseUntilUtc == null || row.LeaseUntilUtc < now)), 1, 1, cancellationToken);
        return claimed.Count > 0 ? claimed[0] : null;
    }

    /// <summary>Hands a source back as it was.</summary>
    public Task ReleaseAsync(string sourceId, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Background, FeedActor.Actor, (scope, ct) => Mine(scope, sourceId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntilUtc, (DateTime?)null).SetProperty(row => row.LeaseOwner, (string?)null), ct), cancellationToken);

    /// <summary>Holds a source for longer; false where another node has taken it meanwhile.</summary>
    internal async Task<bool> RenewAsync(string sourceId, CancellationToken cancellationToken) =>
        await work.RunAsync(WriteTurn.Background, FeedActor.Actor, (scope, ct) => Mine(scope, sourceId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntilUtc, scope.NowUtc + Lease), ct), cancellationToken) > 0;

    /// <summary>When the next source is due, or null where there is none.</summary>
    public async Task<DateTime?> NextDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<FeedSourceState>().Where(row => row.Active && row.LeaseUntilUtc == null).MinAsync(row => (DateTime?)row.NextFetchUtc, cancellationToken);
    }

    IQueryable<FeedSourceState> Mine(WriteScope scope, string sourceId) => scope.Db.Set<FeedSourceState>().Where(row => row.SourceId == sourceId && row.LeaseOwner == _owner);

    async Task<IReadOnlyList<FeedSourceState>> ClaimAsync(Func<IQueryable<FeedSourceState>, IQueryable<FeedSourceState>, IQueryable<FeedSourceState>> which, int count, int perHost, CancellationToken cancellationToken)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            // Without this look, an idle site would open a writing transaction each time.
            if (!await which(db.Set<FeedSourceState>(), db.Set<FeedSourceState>().AsNoTracking()).AnyAsync(cancellationToken))
                return [];
        }
        return await work.RunAsync<IReadOnlyList<FeedSourceState>>(WriteTurn.Background, FeedActor.Actor, async (scope, ct) =>
        {
            // Two nodes that choose at the same time would both find a host idle.
            await scope.Db.LockAsync(DatabaseLock.FeedClaims, ct);
            var states = scope.Db.Set<FeedSourceState>();
            var rows = await which(states, states.AsNoTracking()).ToListAsync(ct);
            var claimed = rows.GroupBy(row => row.Host.Length > 0 ? row.Host : row.SourceId, StringComparer.OrdinalIgnoreCase)
                .SelectMany(host => host.Take(perHost)).OrderBy(row => row.NextFetchUtc).Take(count).ToList();
            var ids = claimed.ConvertAll(row => row.SourceId);
            var until = scope.NowUtc + Lease;
            await states.Where(row => ids.Contains(row.SourceId))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntilUtc, until).SetProperty(row => row.LeaseOwner, _owner), ct);
            return claimed;
        }, cancellationToken);
    }
}
