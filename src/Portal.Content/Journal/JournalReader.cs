using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Content.Journal;

/// <summary>
/// Reads the journal without gaps. On PostgreSQL a row is shown only once every transaction that began before the row's own
/// has ended, and rows come in the order of their transactions, so that a slow writer's rows are never stepped over.
/// Thread-safe; a reader keeps its own position.
/// </summary>
public sealed class JournalReader(IDbContextFactory<PortalDbContext> databases, JournalSignal signal, TimeProvider time)
{
    /// <summary>The longest time for which a commit of another node may go unnoticed where notifications fail.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    /// <summary>Up to <paramref name="count"/> rows after a position, in order.</summary>
    public async Task<IReadOnlyList<JournalEntry>> ReadAsync(JournalPosition after, int count, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Visible(db)
            .Where(entry => entry.TransactionId > after.Transaction
                || (entry.TransactionId == after.Transaction && entry.Sequence > after.Sequence))
            .OrderBy(entry => entry.TransactionId).ThenBy(entry => entry.Sequence)
            .Take(count)
            .ToListAsync(cancellationToken);
    }

    /// <summary>The place of the last row that can be read now.</summary>
    public async Task<JournalPosition> HeadAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var last = await Visible(db)
            .OrderByDescending(entry => entry.TransactionId).ThenByDescending(entry => entry.Sequence)
            .FirstOrDefaultAsync(cancellationToken);
        return last?.Position ?? JournalPosition.Start;
    }

    /// <summary>Waits for rows after a position and reads them; returns an empty list only when cancelled work should look again.</summary>
    public async Task<IReadOnlyList<JournalEntry>> WaitAsync(JournalPosition after, int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = signal.Next;
            var entries = await ReadAsync(after, count, cancellationToken);
            if (entries.Count > 0)
                return entries;
            try
            {
                await next.WaitAsync(PollInterval, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                // Look again: on PostgreSQL a row may have become visible because an older transaction ended without a commit.
            }
        }
    }

    static IQueryable<JournalEntry> Visible(PortalDbContext db) => db.Provider switch
    {
        DatabaseProvider.Postgres => db.Journal.FromSqlRaw(
            """SELECT * FROM "Journal" WHERE "TransactionId" < (pg_snapshot_xmin(pg_current_snapshot()))::text::bigint""").AsNoTracking(),
        _ => db.Journal.AsNoTracking(),
    };
}
