using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Feeds.Review;

/// <summary>A news item that waits for an editor. The item itself is a draft; the row goes when somebody decides.</summary>
public sealed class HeldNews
{
    /// <summary>The item.</summary>
    public required string ContentItemId { get; init; }

    /// <summary>Its source.</summary>
    public required string SourceId { get; init; }

    /// <summary>Since when.</summary>
    public DateTime HeldUtc { get; init; }
}

/// <summary>The table of the review list.</summary>
sealed class HeldNewsModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider) => model.Entity<HeldNews>(held =>
    {
        held.ToTable("FeedHeldNews");
        held.HasKey(row => row.ContentItemId);
        held.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
        held.Property(row => row.SourceId).HasMaxLength(ContentIdentity.MaxLength);
        held.HasIndex(row => row.HeldUtc);
    });
}
