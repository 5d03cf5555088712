using Microsoft.EntityFrameworkCore;

namespace Portal.Content.Storage;

/// <summary>What one transaction at a time may do, on whichever node. Each but the last ends with its transaction.</summary>
public enum DatabaseLock
{
    /// <summary>To look for a free address.</summary>
    Addresses = 7302118,

    /// <summary>To look for a free alias.</summary>
    Aliases = 7302123,

    /// <summary>To look whether an entry of a feed is known.</summary>
    FeedEntries = 7302119,

    /// <summary>To set the site up.</summary>
    Setup = 7302120,

    /// <summary>To choose the feed sources that a node fetches next.</summary>
    FeedClaims = 7302122,

    /// <summary>To bring the tables up to date. Held by a connection, not by a transaction.</summary>
    Migration = 7302121,
}

/// <summary>Takes locks on the database.</summary>
public static class DatabaseLocks
{
    /// <summary>Waits for the lock and holds it to the end of the transaction. SQLite has one writer and needs none.</summary>
    public static Task LockAsync(this PortalDbContext db, DatabaseLock which, CancellationToken cancellationToken) =>
        db.Provider == DatabaseProvider.Postgres
            ? db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({(long)which})", cancellationToken)
            : Task.CompletedTask;
}
