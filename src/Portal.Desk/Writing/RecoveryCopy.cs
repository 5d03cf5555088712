using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Desk.Writing;

/// <summary>
/// What somebody is writing and has not saved, kept beside the item: never one of its versions, never published, seen by nobody but
/// its writer.
/// </summary>
public sealed class RecoveryCopy
{
    /// <summary>Number of the row.</summary>
    public long Id { get; set; }

    /// <summary>Who writes.</summary>
    public required string UserId { get; init; }

    /// <summary>The item; one that was never saved has its identifier already.</summary>
    public required string ContentItemId { get; init; }

    /// <summary>Its type.</summary>
    public required string ContentType { get; init; }

    /// <summary>Row of the version that the writer had read; 0 for an item that was never saved.</summary>
    public long BaseRow { get; set; }

    /// <summary>How often that row had been stored.</summary>
    public long BaseStamp { get; set; }

    /// <summary>Identity of that version.</summary>
    public required string BaseVersionId { get; set; }

    /// <summary>The parts as they stand in the form, as JSON.</summary>
    public required string Json { get; set; }

    /// <summary>When they stood there.</summary>
    public DateTime KeptUtc { get; set; }
}

/// <summary>The table of what is being written.</summary>
sealed class RecoveryModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider) => model.Entity<RecoveryCopy>(copy =>
    {
        copy.ToTable("DeskRecoveryCopies");
        copy.Property(row => row.UserId).HasMaxLength(450);
        copy.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
        copy.Property(row => row.ContentType).HasMaxLength(255);
        copy.Property(row => row.BaseVersionId).HasMaxLength(ContentIdentity.MaxLength);
        copy.HasIndex(row => new { row.UserId, row.ContentItemId }).IsUnique();
        copy.HasIndex(row => row.KeptUtc);
    });
}
