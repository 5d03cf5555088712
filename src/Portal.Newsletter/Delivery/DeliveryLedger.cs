using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Bounces;

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
sealed class DeliveryLedger(IDbContextFactory<PortalDbContext> databases, UnitOfWork work, LedgerCommits commits, DeliveryPace pace, BounceBook bounces, NewsletterOptions options, TimeProvider time)
{
    /// <summary>Whether something could be claimed now; a read, so that waiting costs no write.</summary>
    public async Task<bool> AnyDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Due(db, time.GetUtcNow().UtcDateTime).AnyAsync(cancellationToken);
    }

    /// <summary>Takes up to <paramref name="count"/> due rows for a worker, confirmations first; nobody else gets them until the lease runs out.</summary>
    public Task<List<DeliveryRecord>> ClaimAsync(string owner, int count, CancellationToken cancellationToken) => NextAsync(owner, null, count, cancellationToken);

    /// <summary>Writes what became of the last attempt of a worker and takes its next rows, at once.</summary>
    public Task<List<DeliveryRecord>> NextAsync(string owner, Settlement? settled, int count, CancellationToken cancellationToken) => RunAsync(async (scope, ct) =>
    {
        await SettleAsync(scope, owner, settled, ct);
        while (true)
        {
            var claimed = await LedgerStatements.ClaimAsync(scope, owner, count, scope.NowUtc + options.Lease, ct);
            var admitted = await pace.AdmitAsync(scope, claimed, ct);
            // Where all of them must wait for the limit of their domain, there may be others behind them.
            if (admitted.Count > 0 || claimed.Count == 0)
                return admitted;
        }
    }, cancellationToken);

    /// <summary>
    /// Writes what became of the attempt before, and the intent of the next one: commits both at once. False where the next may not
    /// be sent: the person has left, the row was taken away, or the lease has run out.
    /// </summary>
    public Task<bool> BeginAsync(Settlement? settled, DeliveryRecord next, CancellationToken cancellationToken) => commits.WriteAsync(settled, next).WaitAsync(cancellationToken);

    /// <summary>Writes what became of the last attempt of a run, and gives back rows that were claimed and not begun.</summary>
    /// <param name="owner">The worker.</param>
    /// <param name="settled">Its last attempt, where it is not written yet.</param>
    /// <param name="rows">The rows that it gives back; those that it no longer has are left alone.</param>
    /// <param name="pause">How long they wait.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task EndAsync(string owner, Settlement? settled, IEnumerable<DeliveryRecord> rows, TimeSpan pause, CancellationToken cancellationToken) => RunAsync(async (scope, ct) =>
    {
        await SettleAsync(scope, owner, settled, ct);
        List<long> ids = [.. rows.Select(row => row.Id)];
        var notBefore = scope.NowUtc + pause;
        if (ids.Count > 0)
        {
            await scope.Db.Set<DeliveryRecord>()
                .Where(row => ids.Contains(row.Id) && row.LeaseOwner == owner && row.State == DeliveryState.Queued)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseOwner, (string?)null).SetProperty(row => row.LeaseUntilUtc, (DateTime?)null)
                    .SetProperty(row => row.NotBeforeUtc, row => pause > TimeSpan.Zero ? notBefore : row.NotBeforeUtc), ct);
        }
        return true;
    }, cancellationToken);

    async Task SettleAsync(WriteScope scope, string owner, Settlement? settled, CancellationToken cancellationToken)
    {
        if (settled is not { } last)
            return;
        await LedgerStatements.SettleAsync(scope, [(last, owner)], cancellationToken);
        await bounces.NoteRefusalsAsync(scope, [last], cancellationToken);
    }

    Task<T> RunAsync<T>(Func<WriteScope, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Background, ContentActor.System, write, cancellationToken);

    static IQueryable<DeliveryRecord> Due(PortalDbContext db, DateTime now) => db.Set<DeliveryRecord>()
        .Where(row => row.State == DeliveryState.Queued && row.NotBeforeUtc <= now && (row.LeaseUntilUtc == null || row.LeaseUntilUtc < now));
}
