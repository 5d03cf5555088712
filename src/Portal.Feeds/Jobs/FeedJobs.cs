using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Storage;
using Portal.Feeds.Importing;

namespace Portal.Feeds.Jobs;

/// <summary>Gives each job to one node at a time. A node that dies loses its jobs when the lease ends.</summary>
sealed class FeedJobs(UnitOfWork work, IDbContextFactory<PortalDbContext> databases, TimeProvider time)
{
    /// <summary>How long a node has a job before it must ask again.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    readonly string _owner = ContentIdentity.New();

    /// <summary>The job as it stands; null where it was never done.</summary>
    public async Task<FeedJob?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<FeedJob>().AsNoTracking().FirstOrDefaultAsync(row => row.Name == name, cancellationToken);
    }

    /// <summary>Takes the job, or keeps it; null where another node has it.</summary>
    public async Task<FeedJob?> TakeAsync(string name, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await ReadAsync(name, cancellationToken) is { } known)
        {
            if (known.LeaseOwner != _owner && known.LeaseUntilUtc > now)
                return null;
            // Most turns find nothing to do; they need not write.
            if (known.LeaseOwner == _owner && known.LeaseUntilUtc > now + (Lease / 2))
                return known;
        }
        return await work.RunAsync(WriteTurn.Background, FeedActor.Actor, async (scope, ct) =>
        {
            var jobs = scope.Db.Set<FeedJob>();
            var until = scope.NowUtc + Lease;
            if (!await jobs.AnyAsync(row => row.Name == name, ct))
            {
                // Two nodes may both find it missing; the second one's insert fails and it looks again later.
                jobs.Add(new FeedJob { Name = name });
                await scope.Db.SaveChangesAsync(ct);
            }
            var mine = await jobs.Where(row => row.Name == name && (row.LeaseOwner == _owner || row.LeaseUntilUtc == null || row.LeaseUntilUtc < scope.NowUtc))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseOwner, _owner).SetProperty(row => row.LeaseUntilUtc, until), ct);
            return mine > 0 ? await jobs.AsNoTracking().FirstAsync(row => row.Name == name, ct) : null;
        }, cancellationToken);
    }

    /// <summary>Says within the transaction of the work how far it is. False where the job was lost to another node meanwhile: the work must not be stored.</summary>
    public async Task<bool> AdvanceAsync(WriteScope scope, string name, JournalPosition position, CancellationToken cancellationToken) =>
        await scope.Db.Set<FeedJob>().Where(row => row.Name == name && row.LeaseOwner == _owner)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Position, position.ToString()).SetProperty(row => row.DoneUtc, scope.NowUtc), cancellationToken) > 0;

    /// <summary>Says how far a job is that stores nothing else.</summary>
    public Task AdvanceAsync(string name, JournalPosition position, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Background, FeedActor.Actor, (scope, ct) => AdvanceAsync(scope, name, position, ct), cancellationToken);

    /// <summary>Says that the job was done, and hands it back.</summary>
    public Task DoneAsync(string name, int result, CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Background, FeedActor.Actor, (scope, ct) =>
        scope.Db.Set<FeedJob>().Where(row => row.Name == name && row.LeaseOwner == _owner).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.DoneUtc, scope.NowUtc).SetProperty(row => row.Result, result)
            .SetProperty(row => row.LeaseOwner, (string?)null).SetProperty(row => row.LeaseUntilUtc, (DateTime?)null), ct), cancellationToken);

    /// <summary>Hands a job back as it is.</summary>
    public Task ReleaseAsync(string name, CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Background, FeedActor.Actor, (scope, ct) =>
        scope.Db.Set<FeedJob>().Where(row => row.Name == name && row.LeaseOwner == _owner).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.LeaseOwner, (string?)null).SetProperty(row => row.LeaseUntilUtc, (DateTime?)null), ct), cancellationToken);
}
