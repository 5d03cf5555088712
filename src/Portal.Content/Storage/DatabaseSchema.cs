using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Content.Items;

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
            await MigrateServerAsync(db, cancellationToken);
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
        await UpdateAsync(db, cancellationToken);
    }

    /// <summary>
    /// EF holds its lock on PostgreSQL for one migration at a time: between the first and the second of them another node would
    /// begin to do the second one as well. This lock is held for all of them, and goes with the connection.
    /// </summary>
    internal static async Task MigrateServerAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync(cancellationToken))
            await creator.CreateAsync(cancellationToken);
        // The others wait for their turn for as long as the first one needs.
        db.Database.SetCommandTimeout(LongestMigration);
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({(long)DatabaseLock.Migration})", cancellationToken);
            if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
                await UpdateAsync(db, cancellationToken);
        }
        finally
        {
            // A connection that broke took its lock along; what broke it is what is to be told.
            if (db.Database.GetDbConnection().State == System.Data.ConnectionState.Open)
                await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({(long)DatabaseLock.Migration})", CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Makes all tables of an empty database as the model says, without migrations.</summary>
    public static async Task CreateAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.EnsureCreatedAsync(cancellationToken);
        await TitleIndex.EnsureAsync(db, cancellationToken);
    }

    static async Task UpdateAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var isNew = !(await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Any();
        await db.Database.MigrateAsync(cancellationToken);
        if (!isNew)
            await FillTitleKeysAsync(db, cancellationToken);
        await TitleIndex.EnsureAsync(db, cancellationToken);
    }

    // Rows from before there were keys. The database can't make them: it doesn't know how scripts are compared.
    static async Task FillTitleKeysAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        const int batch = 1000;
        for (var after = 0L; ;)
        {
            var rows = await db.ContentItems.AsNoTracking().Where(row => row.Id > after && row.TitleKey == "" && row.DisplayText != null).OrderBy(row => row.Id)
                .Select(row => new { row.Id, row.DisplayText }).Take(batch).ToListAsync(cancellationToken);
            if (rows.Count == 0)
                return;
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            foreach (var row in rows)
            {
                var key = TitleKey.Of(row.DisplayText);
                await db.ContentItems.Where(stored => stored.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(stored => stored.TitleKey, key), cancellationToken);
            }
            await transaction.CommitAsync(cancellationToken);
            after = rows[^1].Id;
        }
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
