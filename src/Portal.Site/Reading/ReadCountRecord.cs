using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Site.Reading;

/// <summary>How often a page was opened on a day. Nothing about who opened it is kept anywhere.</summary>
public sealed class ReadCountRecord
{
    /// <summary>The day in UTC.</summary>
    public DateOnly Day { get; set; }

    /// <summary>The item whose page it is.</summary>
    public required string ContentItemId { get; set; }

    /// <summary>How often.</summary>
    public int Count { get; set; }
}

/// <summary>The table of what is read.</summary>
sealed class ReadCountModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider) => model.Entity<ReadCountRecord>(count =>
    {
        count.ToTable("ReadCounts");
        // Days first: what is shown and what is forgotten are stretches of days.
        count.HasKey(row => new { row.Day, row.ContentItemId });
        count.Property(row => row.ContentItemId).HasMaxLength(ContentIdentity.MaxLength);
    });
}
