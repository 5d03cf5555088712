using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Feeds.Sources;

/// <summary>The module's tables.</summary>
sealed class FeedsModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider)
    {
        model.Entity<FeedSourceState>(state =>
        {
            state.ToTable("FeedSourceStates");
            state.HasKey(row => row.SourceId);
            state.Property(row => row.SourceId).HasMaxLength(ContentIdentity.MaxLength);
            state.Property(row => row.Url).HasMaxLength(2048);
            state.Property(row => row.Host).HasMaxLength(FeedSourceState.MaxHostLength);
            state.Property(row => row.LeaseOwner).HasMaxLength(64);
            state.Property(row => row.ETag).HasMaxLength(512);
            state.Property(row => row.LastModified).HasMaxLength(512);
            state.Property(row => row.BodyHash).HasMaxLength(64);
            state.Property(row => row.Error).HasMaxLength(1024);
            state.Property(row => row.Repaired).HasMaxLength(1024);
            state.Property(row => row.FeedTitle).HasMaxLength(500);
            state.Property(row => row.FormerTitle).HasMaxLength(500);
            state.Property(row => row.MovedTo).HasMaxLength(2048);
            state.Property(row => row.FormerUrl).HasMaxLength(2048);
            state.Property(row => row.DuplicateOf).HasMaxLength(ContentIdentity.MaxLength);
            state.Property(row => row.Password).HasMaxLength(2048);
            state.HasIndex(row => new { row.Active, row.NextFetchUtc });
            state.HasIndex(row => new { row.Host, row.LeaseUntilUtc });
            state.HasIndex(row => row.Url);
        });
        model.Entity<FeedEntryRecord>(entry =>
        {
            entry.ToTable("FeedEntries");
            entry.Property(row => row.SourceId).HasMaxLength(ContentIdentity.MaxLength);
            entry.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
            entry.Property(row => row.KeyHash).HasMaxLength(64);
            entry.Property(row => row.LinkHash).HasMaxLength(64);
            entry.Property(row => row.ContentHash).HasMaxLength(64);
            entry.Property(row => row.TextHash).HasMaxLength(64);
            entry.Property(row => row.PendingImage).HasMaxLength(4096);
            entry.HasIndex(row => new { row.SourceId, row.KeyHash }).IsUnique();
            entry.HasIndex(row => row.LinkHash);
            entry.HasIndex(row => row.TextHash);
            entry.HasIndex(row => row.ContentItemId);
            entry.HasIndex(row => row.ImageDueUtc);
        });
    }
}
