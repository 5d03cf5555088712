using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Portal.Content.Storage;

/// <summary>What each SQLite connection is told: a commit survives a power cut, and a lock of another process is waited for.</summary>
/// <param name="storage">Says which connections write.</param>
sealed class SqliteConnectionSettings(StorageOptions storage) : DbConnectionInterceptor
{
    // Pages are read where the system holds them, in place of being copied into a small cache of each connection.
    const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA journal_mode=WAL; PRAGMA mmap_size=268435456;";

    // 32 MB of the database stay in memory, and 16 MB of changes are gathered before they are laid into it: an import changes the same pages of the
    // indexes again and again.
    const string WriterPragmas = "PRAGMA cache_size=-32768; PRAGMA wal_autocheckpoint=4096;";

    readonly string _writing = new SqliteConnectionStringBuilder(storage.WritingConnectionString).ConnectionString;

    /// <summary>Connections come back from the pool as they were left.</summary>
    readonly ConditionalWeakTable<sqlite3, object> _told = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (connection is not SqliteConnection { Handle: { } handle } sqlite || !_told.TryAdd(handle, this))
            return;
        using var command = sqlite.CreateCommand();
        command.CommandText = new SqliteConnectionStringBuilder(sqlite.ConnectionString).ConnectionString == _writing ? Pragmas + WriterPragmas : Pragmas;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // SQLite knows no waiting: its provider runs each of these statements at once in any case.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
