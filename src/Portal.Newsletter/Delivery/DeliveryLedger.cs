using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Delivery;

/// <summary>
/// The ledger of deliveries: one row for each issue and subscriber, which the database keeps unique.
/// <para>
/// What is guaranteed. A row is committed as <see cref="DeliveryState.Attempting"/> before MAIL FROM, and as
/// <see cref="DeliveryState.Sent"/> after the server's 250 to the final dot. Between that 250 and our commit lies a gap in which a
/// crash leaves a message that was taken and a row that says <c>attempting</c>; a crash between the intent and the 250 leaves the same
/// row and no message. The two cannot be told apart from our side, so such a row is never sent again by itself: it becomes
/// <see cref="DeliveryState.InDoubt"/>, and then
/// (a) where mail is written to files, a look at the file decides: nothing is lost and nothing comes twice;
/// (b) under <see cref="InDoubtPolicy.Hold"/>, the default for digests, it is held and shown until a person decides: nobody gets a
/// digest twice, and nobody is passed over silently;
/// (c) under <see cref="InDoubtPolicy.Retry"/>, the default for confirmations, it is sent again with the same Message-ID: nobody is
/// passed over, and a crash repeats at most one mail for each open connection.
/// A connection that breaks before the final dot was written leaves a message that was certainly not taken (RFC 5321, 4.1.1.4), which
/// is tried again. What a server does with mail after its 250 is beyond this ledger.
/// </para>
/// </summary>
sealed class DeliveryLedger(IDbContextFactory<PortalDbContext> databases, UnitOfWork work, NewsletterOptions options, TimeProvider time)
{
    /// <summary>Whether something could be claimed now; a read, so that waiting costs no write.</summary>
    public async Task<bool> AnyDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Due(db, time.GetUtcNow().UtcDateTime).AnyAsync(cancellationToken);
    }

    /// <summary>Takes up to <paramref name="count"/> due rows for a worker, confirmations first; nobody else gets them until the lease runs out.</summary>
    public Task<List<DeliveryRecord>> ClaimAsync(string owner, int count, CancellationToken cancellationToken) => RunAsync(async (scope, ct) =>
    {
        var (db, now) = (scope.Db, scope.NowUtc);
        var rows = db.Provider == DatabaseProvider.Postgres
            // Nodes step over one another's rows instead of waiting for them.
            ? await db.Set<DeliveryRecord>().FromSql($"""
                SELECT * FROM "NewsletterDeliveries" WHERE "State" = 0 AND "NotBeforeUtc" <= {now} AND ("LeaseUntilUtc" IS NULL OR "LeaseUntilUtc" < {now})
                ORDER BY "Kind", "Id" LIMIT {count} FOR UPDATE SKIP LOCKED
                """).ToListAsync(ct)
            : await Due(db, now).OrderBy(row => row.Kind).ThenBy(row => row.Id).Take(count).ToListAsync(ct);
        foreach (var row in rows)
            (row.LeaseOwner, row.LeaseUntilUtc) = (owner, now + options.Lease);
        return rows;
    }, cancellationToken);

    /// <summary>
    /// Writes what became of the attempt before, and the intent of the next one: commits both at once. False where the next may not
    /// be sent: the person has left, the row was taken away, or the lease has run out.
    /// </summary>
    public Task<bool> BeginAsync(Settlement? settled, DeliveryRecord next, CancellationToken cancellationToken) => RunAsync(async (scope, ct) =>
    {
        if (settled is { } before)
            await ApplyAsync(scope, before, next.LeaseOwner!, ct);
        var (db, now) = (scope.Db, scope.NowUtc);
        var row = await db.Set<DeliveryRecord>().FirstOrDefaultAsync(one => one.Id == next.Id, ct);
        if (row is null || row.State != DeliveryState.Queued || row.LeaseOwner != next.LeaseOwner || row.LeaseUntilUtc <= now)
            return false;
        row.ChangedUtc = now;
        // Deferred by the server, it came back into the queue after an editor had paused or dropped the issue.
        var stopped = row.Kind == DeliveryKind.Digest
            ? await db.Set<IssueRecord>().Where(issue => issue.Id == row.IssueId && (issue.State == IssueState.Paused || issue.State == IssueState.Cancelled)).Select(issue => (IssueState?)issue.State).FirstOrDefaultAsync(ct)
            : null;
        if (stopped is not null)
        {
            (row.State, row.Reason) = stopped == IssueState.Paused ? (DeliveryState.Held, DeliveryReason.Paused) : (DeliveryState.Skipped, DeliveryReason.Cancelled);
            (row.LeaseOwner, row.LeaseUntilUtc) = (null, null);
            return false;
        }
        if (!await MayGoAsync(db, row, ct))
        {
            (row.State, row.Reason, row.LeaseOwner, row.LeaseUntilUtc) = (DeliveryState.Suppressed, DeliveryReason.Left, null, null);
            return false;
        }
        (row.State, row.Attempts, row.LeaseUntilUtc) = (DeliveryState.Attempting, row.Attempts + 1, now + options.Lease);
        next.Attempts = row.Attempts;
        return true;
    }, cancellationToken);

    /// <summary>Writes what became of the last attempt of a run, and gives back rows that were claimed and not begun.</summary>
    public Task EndAsync(string owner, Settlement? settled, TimeSpan pause, CancellationToken cancellationToken) => RunAsync(async (scope, ct) =>
    {
        if (settled is { } last)
            await ApplyAsync(scope, last, owner, ct);
        var notBefore = scope.NowUtc + pause;
        await scope.Db.Set<DeliveryRecord>()
            .Where(row => row.LeaseOwner == owner && row.State == DeliveryState.Queued)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseOwner, (string?)null).SetProperty(row => row.LeaseUntilUtc, (DateTime?)null)
                .SetProperty(row => row.NotBeforeUtc, row => pause > TimeSpan.Zero ? notBefore : row.NotBeforeUtc), ct);
        return true;
    }, cancellationToken);

    Task<T> RunAsync<T>(Func<WriteScope, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Background, ContentActor.System, write, cancellationToken);

    static IQueryable<DeliveryRecord> Due(PortalDbContext db, DateTime now) => db.Set<DeliveryRecord>()
        .Where(row => row.State == DeliveryState.Queued && row.NotBeforeUtc <= now && (row.LeaseUntilUtc == null || row.LeaseUntilUtc < now));

    // Whoever left after the issue was composed gets nothing more, at once.
    static async Task<bool> MayGoAsync(PortalDbContext db, DeliveryRecord row, CancellationToken cancellationToken)
    {
        var id = row.SubscriberId;
        if (row.Kind == DeliveryKind.Confirmation || (row.Kind == DeliveryKind.Notice && row.IssueId != NoticeMail.Welcome))
            return await db.Set<SubscriberRecord>().AnyAsync(subscriber => subscriber.Id == id, cancellationToken);
        return await db.Set<SubscriberRecord>().AnyAsync(subscriber => subscriber.Id == id && subscriber.State == SubscriberState.Confirmed, cancellationToken);
    }

    static Task<int> ApplyAsync(WriteScope scope, Settlement settlement, string owner, CancellationToken cancellationToken)
    {
        var (id, now, reply) = (settlement.Id, scope.NowUtc, settlement.Reply);
        var (state, notBefore) = settlement.Next(now);
        // Where the lease ran out meanwhile, another node may have called the row doubtful: what we know is better than doubt.
        return scope.Db.Set<DeliveryRecord>()
            .Where(row => row.Id == id && ((row.State == DeliveryState.Attempting && row.LeaseOwner == owner)
                || row.State == DeliveryState.InDoubt || (row.State == DeliveryState.Held && row.Reason == DeliveryReason.InDoubt)))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state).SetProperty(row => row.NotBeforeUtc, notBefore)
                .SetProperty(row => row.Reply, reply).SetProperty(row => row.ChangedUtc, now).SetProperty(row => row.Reason, (string?)null)
                .SetProperty(row => row.LeaseOwner, (string?)null).SetProperty(row => row.LeaseUntilUtc, (DateTime?)null), cancellationToken);
    }
}
