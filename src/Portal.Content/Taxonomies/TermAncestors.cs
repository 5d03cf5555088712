using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.Taxonomies;

/// <summary>A term and one of the terms above it.</summary>
public sealed class TermAncestorRecord
{
    /// <summary>The term.</summary>
    public required string TermId { get; set; }

    /// <summary>A term above it.</summary>
    public required string AncestorId { get; set; }

    /// <summary>The taxonomy that holds both.</summary>
    public required string TaxonomyId { get; set; }
}

/// <summary>The table of terms above terms.</summary>
sealed class TermAncestorModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider) => model.Entity<TermAncestorRecord>(ancestor =>
    {
        ancestor.ToTable("TermAncestors");
        ancestor.HasKey(row => new { row.TermId, row.AncestorId });
        ancestor.Property(row => row.TermId).HasMaxLength(ContentIdentity.MaxLength);
        ancestor.Property(row => row.AncestorId).HasMaxLength(ContentIdentity.MaxLength);
        ancestor.Property(row => row.TaxonomyId).HasMaxLength(ContentIdentity.MaxLength);
        ancestor.HasIndex(row => row.AncestorId);
        ancestor.HasIndex(row => row.TaxonomyId);
    });
}
