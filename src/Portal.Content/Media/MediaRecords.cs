using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.Media;

/// <summary>What people said about a media file. Files that nobody said anything about have no row.</summary>
public sealed class MediaDetailRecord
{
    /// <summary>Path of the file.</summary>
    public required string Path { get; set; }

    /// <summary>Identifier of the user who brought it.</summary>
    public string? Owner { get; set; }

    /// <summary>What a picture shows, for those who can't see it; taken over where the file is chosen.</summary>
    public string? AltText { get; set; }

    /// <summary>What stands below it; taken over where the file is chosen.</summary>
    public string? Caption { get; set; }

    /// <summary>Where the point is that must stay in view, from the left: 0 to 1; null for the middle.</summary>
    public double? FocalX { get; set; }

    /// <summary>Where the point is that must stay in view, from the top: 0 to 1; null for the middle.</summary>
    public double? FocalY { get; set; }

    /// <summary>When it was brought.</summary>
    public DateTime AddedUtc { get; set; }
}

/// <summary>Says that an item names a media file, by the path that stands in the item.</summary>
public sealed class MediaUseRecord
{
    /// <summary>Number of the row.</summary>
    public long Id { get; set; }

    /// <summary>The path as it stands in the item.</summary>
    public required string Path { get; set; }

    /// <summary>The item.</summary>
    public required string ContentItemId { get; set; }

    /// <summary>Whether the version that visitors see names it; else the editors' version alone does.</summary>
    public bool Published { get; set; }
}

/// <summary>The tables of the media library.</summary>
sealed class MediaModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider)
    {
        model.Entity<MediaDetailRecord>(detail =>
        {
            detail.ToTable("MediaDetails");
            detail.HasKey(row => row.Path);
            detail.Property(row => row.Path).HasMaxLength(MediaPath.MaxLength);
            detail.Property(row => row.Owner).HasMaxLength(450);
            detail.Property(row => row.AltText).HasMaxLength(MediaLibrary.MaxTextLength);
            detail.Property(row => row.Caption).HasMaxLength(MediaLibrary.MaxTextLength);
        });
        model.Entity<MediaUseRecord>(use =>
        {
            use.ToTable("MediaUses");
            use.Property(row => row.Path).HasMaxLength(MediaPath.MaxLength);
            use.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
            use.HasIndex(row => row.Path);
            use.HasIndex(row => new { row.ContentItemId, row.Published });
        });
    }
}
