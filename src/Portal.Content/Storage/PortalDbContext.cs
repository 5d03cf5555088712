using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portal.Content.Audit;
using Portal.Content.Journal;
using Portal.Content.People;

namespace Portal.Content.Storage;

/// <summary>The one database: the kernel's tables, users and keys, and what each module adds by its <see cref="IEntityModel"/>.</summary>
/// <remarks>Contexts are pooled: what one holds beside the tracked rows begins anew by <see cref="BeginWork"/>.</remarks>
public abstract class PortalDbContext(DbContextOptions options)
    : IdentityDbContext<PortalUser, PortalRole, string>(options), IDataProtectionKeyContext
{
    /// <summary>The database in use.</summary>
    public abstract DatabaseProvider Provider { get; }

    /// <summary>The modules whose tables are in the model.</summary>
    internal ModuleTables Modules { get; } = options.GetExtension<ModuleTables>();

    /// <summary>Journal rows stored so far in this transaction.</summary>
    internal List<JournalEntry> WrittenJournal { get; private set; } = [];

    /// <summary>How many site documents were changed so far in this transaction.</summary>
    internal int WrittenDocuments { get; set; }

    /// <summary>Forgets what the transaction before wrote.</summary>
    internal void BeginWork() => (WrittenJournal, WrittenDocuments) = ([], 0);

    /// <summary>Versions of content items.</summary>
    public DbSet<ContentItemRecord> ContentItems => Set<ContentItemRecord>();

    /// <summary>Addresses.</summary>
    public DbSet<RouteRecord> Routes => Set<RouteRecord>();

    /// <summary>Aliases.</summary>
    public DbSet<AliasRecord> Aliases => Set<AliasRecord>();

    /// <summary>Keys of lists.</summary>
    public DbSet<ListKeyRecord> ListKeys => Set<ListKeyRecord>();

    /// <summary>Site documents.</summary>
    public DbSet<DocumentRecord> Documents => Set<DocumentRecord>();

    /// <summary>The journal.</summary>
    public DbSet<JournalEntry> Journal => Set<JournalEntry>();

    /// <summary>One-time sign-in links.</summary>
    public DbSet<SignInLinkRecord> SignInLinks => Set<SignInLinkRecord>();

    /// <inheritdoc/>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var written = await PreparedInserts.StoreAsync(this, cancellationToken);
        // What was stored there was all that there was to store.
        if (written == 0)
            written = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        Forget();
        return written;
    }

    // The kernel's rows are never changed through the tracker again; kept there, each further save would look through all of them.
    void Forget()
    {
        // Everything was compared with what it was a moment ago.
        var detects = ChangeTracker.AutoDetectChangesEnabled;
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var entry in ChangeTracker.Entries().Where(entry => entry.State == EntityState.Unchanged).ToList())
            {
                if (entry.Entity is JournalEntry row)
                    WrittenJournal.Add(row);
                if (entry.Entity is JournalEntry or ContentItemRecord or RouteRecord or AliasRecord or ListKeyRecord or AuditRecord or Media.MediaUseRecord)
                    entry.State = EntityState.Detached;
            }
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        new ContentModel().Configure(builder, Provider);
        foreach (var model in Modules.Models)
            model.Configure(builder, Provider);
    }

    // Times are stored and come back as UTC on both databases; SQLite would forget the kind.
    internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        value => value.Kind == DateTimeKind.Utc ? value : DateTime.SpecifyKind(value, DateTimeKind.Utc),
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
}

/// <summary>The database as SQLite; its migrations stand with the host.</summary>
public sealed class SqlitePortalDbContext(DbContextOptions<SqlitePortalDbContext> options) : PortalDbContext(options)
{
    /// <inheritdoc/>
    public override DatabaseProvider Provider => DatabaseProvider.Sqlite;
}

/// <summary>The database as PostgreSQL; its migrations stand with the host.</summary>
public sealed class PostgresPortalDbContext(DbContextOptions<PostgresPortalDbContext> options) : PortalDbContext(options)
{
    /// <inheritdoc/>
    public override DatabaseProvider Provider => DatabaseProvider.Postgres;
}
