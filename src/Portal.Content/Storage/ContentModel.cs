using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.People;

namespace Portal.Content.Storage;

/// <summary>The kernel's tables.</summary>
sealed class ContentModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider)
    {
        model.Entity<ContentItemRecord>(item =>
        {
            item.ToTable("ContentItems");
            item.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
            item.Property(row => row.ContentItemVersionId).HasMaxLength(ContentIdentity.MaxLength);
            item.Property(row => row.ContentType).HasMaxLength(255);
            item.Property(row => row.DisplayText).HasMaxLength(1024);
            item.Property(row => row.TitleKey).HasMaxLength(TitleKey.MaxLength);
            item.Property(row => row.Owner).HasMaxLength(450);
            item.Property(row => row.Author).HasMaxLength(256);
            item.Property(row => row.Stamp).IsConcurrencyToken();
            item.HasIndex(row => row.ContentItemVersionId).IsUnique();
            item.HasIndex(row => row.ContentItemId);
            // At most one version of an item is seen by visitors, and one by editors: the database holds the rule.
            item.HasIndex(row => row.ContentItemId, "IX_ContentItems_OnePublished").IsUnique().HasFilter(Visitors);
            item.HasIndex(row => row.ContentItemId, "IX_ContentItems_OneLatest").IsUnique().HasFilter(Editors);
            // One for each way in which a list is narrowed, in the order in which it is read: no list sorts, none reads what it doesn't show.
            item.HasIndex(row => new { row.ContentType, row.PublishedUtc, row.Id }, "IX_ContentItems_Published").HasFilter(Visitors);
            item.HasIndex(row => new { row.ModifiedUtc, row.Id }, "IX_ContentItems_Latest").HasFilter(Editors);
            item.HasIndex(row => new { row.ContentType, row.ModifiedUtc, row.Id }, "IX_ContentItems_LatestOfType").HasFilter(Editors);
            item.HasIndex(row => new { row.Owner, row.ModifiedUtc, row.Id }, "IX_ContentItems_LatestOfOwner").HasFilter(Editors);
            item.HasIndex(row => new { row.ModifiedUtc, row.Id }, "IX_ContentItems_Drafts")
                .HasFilter(provider == DatabaseProvider.Postgres ? $"{Editors} AND NOT {Visitors}" : $"{Editors} <> {Visitors}");
        });
        model.Entity<RouteRecord>(route =>
        {
            route.ToTable("Routes");
            route.HasKey(row => row.Path);
            route.Property(row => row.Path).HasMaxLength(Parts.AutoroutePart.MaxPathLength);
            route.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
            route.Property(row => row.ContainedItemId).HasMaxLength(ContentIdentity.MaxLength);
            route.HasIndex(row => row.ContentItemId);
        });
        model.Entity<AliasRecord>(alias =>
        {
            alias.ToTable("Aliases");
            alias.HasKey(row => row.Alias);
            alias.Property(row => row.Alias).HasMaxLength(Parts.AliasPart.MaxLength);
            alias.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
            alias.HasIndex(row => row.ContentItemId);
        });
        model.Entity<ListKeyRecord>(key =>
        {
            key.ToTable("ListKeys");
            key.Property(row => row.Key).HasMaxLength(128);
            key.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
            key.Property(row => row.ContentType).HasMaxLength(255);
            key.HasIndex(row => new { row.Key, row.PublishedUtc, row.ItemRow });
            key.HasIndex(row => row.ContentItemId);
        });
        model.Entity<DocumentRecord>(document =>
        {
            document.ToTable("Documents");
            document.HasKey(row => row.Name);
            document.Property(row => row.Name).HasMaxLength(128);
            document.Property(row => row.Stamp).IsConcurrencyToken();
        });
        model.Entity<SignInLinkRecord>(link =>
        {
            link.ToTable("SignInLinks");
            link.HasKey(row => row.TokenHash);
            link.Property(row => row.TokenHash).HasMaxLength(64);
            link.Property(row => row.UserId).HasMaxLength(450);
        });
        model.Entity<JournalEntry>(entry =>
        {
            entry.ToTable("Journal");
            entry.HasKey(row => row.Sequence);
            entry.Ignore(row => row.Position);
            entry.Property(row => row.ContentItemId).HasMaxLength(128);
            entry.Property(row => row.ContentType).HasMaxLength(255);
            var transaction = entry.Property(row => row.TransactionId);
            if (provider == DatabaseProvider.Postgres)
                transaction.HasDefaultValueSql("(pg_current_xact_id())::text::bigint").ValueGeneratedOnAdd();
            else
                transaction.HasDefaultValue(0L);
            entry.HasIndex(row => new { row.TransactionId, row.Sequence });
        });
    }

    // As the statements say it: SQLite uses such an index only where its condition stands in the statement word for word.
    const string Visitors = "\"Published\"";
    const string Editors = "\"Latest\"";
}
