using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Mail;

namespace Portal.Newsletter.Delivery;

/// <summary>Settles what a crash or a broken line left open, and closes the books of issues whose last row has ended.</summary>
sealed partial class DeliveryRecovery(
    IDbContextFactory<PortalDbContext> databases, UnitOfWork work, IMailTransport transport, NewsletterOptions options, TimeProvider time, ILogger<DeliveryRecovery> log)
{
    /// <summary>Rows that are settled at once; more than all workers of a process hold (32 workers of 100).</summary>
    const int MaxRows = 4000;

    /// <summary>Doubtful rows become sent, queued or held (see <see cref="DeliveryLedger"/>).</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        var rows = await DoubtfulAsync(cancellationToken);
        if (rows.Count == 0)
            return;
        // Looked up before the transaction: files may be many, a log long.
        List<DeliveryRecord> begun = rows.FindAll(row => row.State != DeliveryState.Queued);
        var taken = new Dictionary<long, TakenAnswer>(begun.Count);
        if (begun.Count > 0)
        {
            // The row changes when the attempt begins, and once more when it becomes a doubt: then the attempt lies at most a lease before.
            var answers = await transport.WereTakenAsync(begun.ConvertAll(row =>
                new DoubtfulMail(row.MessageId, row.State == DeliveryState.InDoubt ? row.ChangedUtc - options.Lease : row.ChangedUtc, row.ChangedUtc + options.Lease)), cancellationToken);
            foreach (var (row, answer) in begun.Zip(answers))
                taken[row.Id] = answer;
        }
        await work.RunAsync(WriteTurn.Background, ContentActor.System, async (scope, ct) =>
        {
            foreach (var seen in rows)
            {
                var row = await scope.Db.Set<DeliveryRecord>().FirstOrDefaultAsync(one => one.Id == seen.Id, ct);
                if (row is null || row.State != seen.State || row.LeaseOwner != seen.LeaseOwner || row.Attempts != seen.Attempts)
                    continue;
                var answer = taken.GetValueOrDefault(row.Id);
                if (answer != TakenAnswer.Later)
                    Settle(row, answer, scope.NowUtc);
            }
        }, cancellationToken);
    }

    /// <summary>Marks issues as finished, and says so aloud where their books do not balance.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        List<string> over;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
            over = await (
                from issue in db.Set<IssueRecord>()
                where issue.State == IssueState.Open
                    && !db.Set<DeliveryRecord>().Any(row => row.IssueId == issue.Id && row.State < DeliveryState.Sent)
                select issue.Id).ToListAsync(cancellationToken);
        foreach (var id in over)
        {
            var balance = await work.RunAsync(WriteTurn.Background, ContentActor.System, async (scope, ct) =>
            {
                var issue = await scope.Db.Set<IssueRecord>().FirstAsync(one => one.Id == id, ct);
                (issue.State, issue.FinishedUtc) = (IssueState.Finished, scope.NowUtc);
                return await ReadBalanceAsync(scope.Db, issue, ct);
            }, cancellationToken);
            if (balance.IsBalanced)
                LogFinished(log, id, balance.ToString());
            else
                LogUnbalanced(log, id, balance.ToString());
        }
    }

    /// <summary>The books of an issue.</summary>
    public static async Task<DeliveryBalance> ReadBalanceAsync(PortalDbContext db, IssueRecord issue, CancellationToken cancellationToken)
    {
        var id = issue.Id;
        var counts = await db.Set<DeliveryRecord>().Where(row => row.IssueId == id).GroupBy(row => row.State)
            .Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        return new(issue.Audience, counts.ToDictionary(one => one.Key, one => one.Count));
    }

    async Task<List<DeliveryRecord>> DoubtfulAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // On SQLite all senders are processes of this machine, so a dead one is known at once, however long its lease.
        var seesDead = db.Provider == DatabaseProvider.Sqlite;
        var rows = await db.Set<DeliveryRecord>().AsNoTracking()
            .Where(row => row.State == DeliveryState.InDoubt || ((row.State == DeliveryState.Attempting || (row.State == DeliveryState.Queued && row.LeaseOwner != null))
                && (seesDead || row.LeaseUntilUtc == null || row.LeaseUntilUtc < now)))
            .OrderBy(row => row.Id).Take(MaxRows).ToListAsync(cancellationToken);
        var dead = seesDead
            ? rows.Select(row => row.LeaseOwner).OfType<string>().Distinct(StringComparer.Ordinal).Where(LeaseOwner.IsDead).ToHashSet(StringComparer.Ordinal)
            : [];
        return rows.FindAll(row => row.State == DeliveryState.InDoubt || row.LeaseUntilUtc is null || row.LeaseUntilUtc < now
            || (row.LeaseOwner is { } owner && dead.Contains(owner)));
    }

    void Settle(DeliveryRecord row, TakenAnswer taken, DateTime now)
    {
        (row.LeaseOwner, row.LeaseUntilUtc, row.ChangedUtc) = (null, null, now);
        if (row.State == DeliveryState.Queued)
            return;
        var policy = row.Kind == DeliveryKind.Confirmation ? options.InDoubtConfirmations : options.InDoubt;
        (row.State, row.Reason, row.NotBeforeUtc) = (taken, policy) switch
        {
            (TakenAnswer.Taken, _) => (DeliveryState.Sent, null, now),
            (TakenAnswer.NotTaken, _) => (DeliveryState.Queued, null, now),
            (_, InDoubtPolicy.Retry) when row.Attempts < Settlement.MaxAttempts => (DeliveryState.Queued, null, now),
            _ => (DeliveryState.Held, DeliveryReason.InDoubt, now),
        };
        LogSettled(log, row.Id, row.MessageId, row.State);
    }

    [LoggerMessage(LogLevel.Warning, "Delivery {Id} ({MessageId}) was left in doubt and is now {State}.")]
    static partial void LogSettled(ILogger logger, long id, string messageId, DeliveryState state);

    [LoggerMessage(LogLevel.Information, "Issue {Id} is finished: {Balance}.")]
    static partial void LogFinished(ILogger logger, string id, string balance);

    [LoggerMessage(LogLevel.Error, "The books of issue {Id} do not balance: {Balance}.")]
    static partial void LogUnbalanced(ILogger logger, string id, string balance);
}
