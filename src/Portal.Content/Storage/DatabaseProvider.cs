namespace Portal.Content.Storage;

/// <summary>The databases that Portal runs on.</summary>
public enum DatabaseProvider
{
    /// <summary>One file below the data directory; one writer at a time.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server (14 or newer), shared by any number of nodes.</summary>
    Postgres,
}

/// <summary>Which database, and where files lie.</summary>
public sealed class StorageOptions
{
    /// <summary>Absolute path of the folder that holds everything the site keeps in files.</summary>
    public required string DataDirectory { get; set; }

    /// <summary>A PostgreSQL connection string, or null for SQLite in the data directory.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The database in use.</summary>
    public DatabaseProvider Provider => string.IsNullOrWhiteSpace(ConnectionString) || ConnectionString.StartsWith("Data Source", StringComparison.OrdinalIgnoreCase)
        ? DatabaseProvider.Sqlite
        : DatabaseProvider.Postgres;

    /// <summary>The connection string in use. SQLite commits survive a power cut (<c>synchronous=FULL</c>, set per connection).</summary>
    public string EffectiveConnectionString => string.IsNullOrWhiteSpace(ConnectionString)
        ? $"Data Source={Path.Combine(DataDirectory, "portal.db")};Default Timeout=30;Foreign Keys=True"
        : ConnectionString;

    /// <summary>
    /// The connection string for transactions that write. On SQLite it differs by a default that is said aloud: so the one connection that writes
    /// is pooled by itself, and what it holds of the database in memory stays true.
    /// </summary>
    public string WritingConnectionString => Provider == DatabaseProvider.Sqlite ? EffectiveConnectionString + ";Recursive Triggers=False" : EffectiveConnectionString;
}

/// <summary>A module's share of the one EF model: its tables and indexes.</summary>
public interface IEntityModel
{
    /// <summary>Adds the module's entities.</summary>
    void Configure(Microsoft.EntityFrameworkCore.ModelBuilder model, DatabaseProvider provider);
}
