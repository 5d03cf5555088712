using Microsoft.EntityFrameworkCore;

namespace Portal.Content.Storage;

/// <summary>Brings the database to the state that the program expects.</summary>
public sealed class DatabaseSchema(IDbContextFactory<PortalDbContext> databases, StorageOptions storage, TimeProvider time)
{
    static readonly TimeSpan LongestMigration = TimeSpan.FromMinutes(10);

    /// <summary>Applies the migrations that are missing; several nodes may do so at once.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(storage.DataDirectory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (db.Provider == DatabaseProvider.Sqlite)
            await MigrateFileAsync(db, cancellationToken);
        else
            await db.Database.MigrateAsync(cancellationToken);
        await RebaseJournalAsync(db, cancellationToken);
    }

    // EF guards a migration of SQLite by a row: a process that is killed meanwhile leaves it, and every later start would wait for
    // ever. The lock of a file goes with its process; whoever has it knows that a row in EF's table is nobody's.
    async Task MigrateFileAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        await using var turn = await EnterAsync(cancellationToken);
        if (!(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            return;
        await db.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock" """, cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    async Task<FileStream> EnterAsync(CancellationToken cancellationToken)
    {
        var end = time.GetUtcNow() + LongestMigration;
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(storage.DataDirectory, "migration.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (time.GetUtcNow() < end)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
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
