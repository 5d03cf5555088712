using Microsoft.EntityFrameworkCore;

namespace Portal.Content.Storage;

/// <summary>Brings the database to the state that the program expects.</summary>
public sealed class DatabaseSchema(IDbContextFactory<PortalDbContext> databases, StorageOptions storage, TimeProvider time)
{
    /// <summary>Applies the migrations that are missing; several nodes may do so at once.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(storage.DataDirectory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            if (db.Provider == DatabaseProvider.Sqlite)
                await MigrateAloneAsync(db, cancellationToken);
            else
                await db.Database.MigrateAsync(cancellationToken);
        }
        await RebaseJournalAsync(db, cancellationToken);
    }

    // On SQLite, EF Core marks a running migration by a row, which stays when the process is killed, and then everybody waits for it
    // for ever. A lock of the operating system ends with its process; whoever holds it knows that the mark belongs to somebody dead.
    async Task MigrateAloneAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        await using var turn = await LockAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(storage.DataDirectory, "migration.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (exception is not (DirectoryNotFoundException or PathTooLongException))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellationToken);
            }
        }
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
