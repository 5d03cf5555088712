using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Importing;

/// <summary>Takes sources for this node alone and hands them back. A node that dies loses its sources when the lease ends.</summary>
public sealed class FeedClaims(UnitOfWork work, IDbContextFactory<PortalDbContext> databases, FeedsOptions options, TimeProvider time)
{
    readonly string _owner = ContentIdentity.New();

    /// <summary>Takes sources that are due; of the site's own samples alone where that is asked.</summary>
    public Task<IReadOnlyList<FeedSourceState>> ClaimDueAsync(int count, CancellationToken cancellationToken, bool samplesOnly = false)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return ClaimAsync(rows => rows.Where(row => row.Active && (!samplesOnly || row.Url.StartsWith("~/")) && row.NextFetchUtc <= now
                && (row.LeaseUntilUtc == null || row.LeaseUntilUtc < now))
            .OrderBy(row => row.NextFetchUtc).Take(count), cancellationToken);
    }

    /// <summary>Takes one source, due or not; null where another node has it.</summary>
    public async Task<FeedSourceState?> ClaimAsync(string sourceId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var claimed = await ClaimAsync(rows => rows.Where(row => row.SourceId == sourceId && (row.LeaseUntilUtc == null || row.LeaseUntilUtc < now)), cancellationToken);
        return claimed.Count > 0 ? claimed[0] : null;
    }

    /// <summary>Hands a source back as it was.</summary>
    public Task ReleaseAsync(string sourceId, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Background, FeedActor.Actor, (scope, ct) => scope.Db.Set<FeedSourceState>()
            .Where(row => row.SourceId == sourceId && row.LeaseOwner == _owner)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntilUtc, (DateTime?)null).SetProperty(row => row.LeaseOwner, (string?)null), ct), cancellationToken);

    /// <summary>When the next source is due, or null where there is none.</summary>
    public async Task<DateTime?> NextDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<FeedSourceState>().Where(row => row.Active && row.LeaseUntilUtc == null).MinAsync(row => (DateTime?)row.NextFetchUtc, cancellationToken);
    }

    async Task<IReadOnlyList<FeedSourceState>> ClaimAsync(Func<IQueryable<FeedSourceState>, IQueryable<FeedSourceState>> which, CancellationToken cancellationToken)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            // Without this look, an idle site would open a writing transaction each time.
            if (!await which(db.Set<FeedSourceState>().AsNoTracking()).AnyAsync(cancellationToken))
                return [];
        }
        return await work.RunAsync<IReadOnlyList<FeedSourceState>>(WriteTurn.Background, FeedActor.Actor, async (scope, ct) =>
        {
            var rows = await which(scope.Db.Set<FeedSourceState>().AsNoTracking()).ToListAsync(ct);
            var until = scope.NowUtc.AddSeconds(Math.Clamp(options.LeaseSeconds, 10, 3600));
            var claimed = new List<FeedSourceState>();
            foreach (var row in rows)
            {
                // Another node may have been quicker; the row itself decides.
                var mine = await scope.Db.Set<FeedSourceState>()
                    .Where(state => state.SourceId == row.SourceId && (state.LeaseUntilUtc == null || state.LeaseUntilUtc < scope.NowUtc))
                    .ExecuteUpdateAsync(set => set.SetProperty(state => state.LeaseUntilUtc, until).SetProperty(state => state.LeaseOwner, _owner), ct);
                if (mine > 0)
                    claimed.Add(row);
            }
            return claimed;
        }, cancellationToken);
    }
}
