using Microsoft.EntityFrameworkCore;

namespace Portal.Content.Storage;

/// <summary>Brings the database to the state that the program expects.</summary>
public sealed class DatabaseSchema(IDbContextFactory<PortalDbContext> databases, StorageOptions storage)
{
    /// <summary>Applies the migrations that are missing; several nodes may do so at once.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(storage.DataDirectory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        await RebaseJournalAsync(db, cancellationToken);
    }

    /// <summary>
    /// A database restored into a new PostgreSQL cluster brings journal rows with transaction numbers that the cluster has not reached
    /// yet; they would stay invisible. They become rows of the far past.
    /// </summary>
    internal static async Task RebaseJournalAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        if (db.Provider == DatabaseProvider.Postgres)
            await db.Database.ExecuteSqlRawAsync("""
                UPDATE "Journal" SET "TransactionId" = 0
                WHERE "TransactionId" >= (pg_snapshot_xmax(pg_current_snapshot()))::text::bigint
                """, cancellationToken);
    }
}
