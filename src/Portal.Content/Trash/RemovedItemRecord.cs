using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.Trash;

/// <summary>An item in the trash: its versions stay in the database without a flag until it is restored or purged.</summary>
public sealed class RemovedItemRecord
{
    /// <summary>Number of the row.</summary>
    public long Id { get; set; }

    /// <summary>The item; unique.</summary>
    public required string ContentItemId { get; set; }

    /// <summary>The version that editors worked on when it was taken away.</summary>
    public required string ContentItemVersionId { get; set; }

    /// <summary>Its type.</summary>
    public required string ContentType { get; set; }

    /// <summary>What lists showed for it.</summary>
    public string? DisplayText { get; set; }

    /// <summary>Who owned it.</summary>
    public string? Owner { get; set; }

    /// <summary>Who took it away.</summary>
    public required string RemovedBy { get; set; }

    /// <summary>When.</summary>
    public DateTime RemovedUtc { get; set; }
}

/// <summary>The table of the trash.</summary>
sealed class TrashModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider) => model.Entity<RemovedItemRecord>(removed =>
    {
        removed.ToTable("Trash");
        removed.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
        removed.Property(row => row.ContentItemVersionId).HasMaxLength(ContentIdentity.MaxLength);
        removed.Property(row => row.ContentType).HasMaxLength(255);
        removed.Property(row => row.DisplayText).HasMaxLength(1024);
        removed.Property(row => row.Owner).HasMaxLength(450);
        removed.Property(row => row.RemovedBy).HasMaxLength(256);
        removed.HasIndex(row => row.ContentItemId).IsUnique();
        removed.HasIndex(row => new { row.RemovedUtc, row.Id });
    });
}
