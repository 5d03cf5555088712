using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.Audit;

/// <summary>One row of the audit trail: who did what to which version, written in the same transaction as the deed.</summary>
public sealed class AuditRecord
{
    /// <summary>Longest comment that is kept, in characters.</summary>
    public const int MaxCommentLength = 1000;

    /// <summary>Number of the row.</summary>
    public long Id { get; set; }

    /// <summary>What was done.</summary>
    public AuditEvent Event { get; set; }

    /// <summary>To which item.</summary>
    public required string ContentItemId { get; set; }

    /// <summary>To which version.</summary>
    public required string ContentItemVersionId { get; set; }

    /// <summary>Of which type.</summary>
    public required string ContentType { get; set; }

    /// <summary>What lists showed for the item at that time.</summary>
    public string? DisplayText { get; set; }

    /// <summary>Identifier of the person, or null for the site itself.</summary>
    public string? UserId { get; set; }

    /// <summary>Name of the person at that time.</summary>
    public required string UserName { get; set; }

    /// <summary>What the person said about it.</summary>
    public string? Comment { get; set; }

    /// <summary>For schedules: the time that was set.</summary>
    public DateTime? DueUtc { get; set; }

    /// <summary>When it was done.</summary>
    public DateTime OccurredUtc { get; set; }
}

/// <summary>The table of the audit trail.</summary>
sealed class AuditModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider) => model.Entity<AuditRecord>(audit =>
    {
        audit.ToTable("AuditTrail");
        audit.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
        audit.Property(row => row.ContentItemVersionId).HasMaxLength(ContentIdentity.MaxLength);
        audit.Property(row => row.ContentType).HasMaxLength(255);
        audit.Property(row => row.DisplayText).HasMaxLength(1024);
        audit.Property(row => row.UserId).HasMaxLength(450);
        audit.Property(row => row.UserName).HasMaxLength(256);
        audit.Property(row => row.Comment).HasMaxLength(AuditRecord.MaxCommentLength);
        // Every way in which the trail is read has an index in the order of the list.
        audit.HasIndex(row => new { row.OccurredUtc, row.Id });
        audit.HasIndex(row => new { row.ContentItemId, row.OccurredUtc, row.Id });
        audit.HasIndex(row => new { row.UserId, row.OccurredUtc, row.Id });
        audit.HasIndex(row => new { row.ContentType, row.OccurredUtc, row.Id });
    });
}
