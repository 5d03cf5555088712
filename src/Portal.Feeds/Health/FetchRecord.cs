using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Feeds.Health;

/// <summary>One fetch of a source, for its page in the desk.</summary>
public sealed class FetchRecord
{
    /// <summary>Number of the row.</summary>
    public long Id { get; set; }

    /// <summary>The source.</summary>
    public required string SourceId { get; set; }

    /// <summary>When it began.</summary>
    public DateTime AtUtc { get; set; }

    /// <summary>HTTP status; 0 where there was no answer.</summary>
    public int Status { get; set; }

    /// <summary>Milliseconds until the answer was there; with the import, where there was something to import.</summary>
    public int Milliseconds { get; set; }

    /// <summary>Bytes of the document, unpacked.</summary>
    public int Bytes { get; set; }

    /// <summary>New entries.</summary>
    public int New { get; set; }

    /// <summary>Changed entries.</summary>
    public int Updated { get; set; }

    /// <summary>What went wrong, as <see cref="Fetching.Trouble.Stored"/> writes it; null where nothing did.</summary>
    public string? Error { get; set; }

    /// <summary>Whether a hub sent the document, unasked.</summary>
    public bool Pushed { get; set; }
}

/// <summary>The table of fetches.</summary>
sealed class FetchRecordModel : IEntityModel
{
    public void Configure(ModelBuilder model, DatabaseProvider provider) => model.Entity<FetchRecord>(fetch =>
    {
        fetch.ToTable("FeedFetches");
        fetch.Property(row => row.SourceId).HasMaxLength(ContentIdentity.MaxLength);
        fetch.Property(row => row.Error).HasMaxLength(1024);
        fetch.HasIndex(row => new { row.SourceId, row.AtUtc });
    });
}
