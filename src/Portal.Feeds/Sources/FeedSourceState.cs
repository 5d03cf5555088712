using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Feeds.Sources;

/// <summary>How a source is doing: one row for each feed source, beside the content item that editors see.</summary>
public sealed class FeedSourceState
{
    /// <summary>The content item of the source.</summary>
    public required string SourceId { get; set; }

    /// <summary>Address of the feed; <c>~/</c> stands for the site's own root.</summary>
    public required string Url { get; set; }

    /// <summary>Host and, where it is not the usual one, port of the address: one server, which is asked by one request at a time.</summary>
    public string Host { get; set; } = "";

    /// <summary>Whether the source is fetched at all.</summary>
    public bool Active { get; set; }

    /// <summary>Whether the publisher gave the feed up (410).</summary>
    public bool Retired { get; set; }

    /// <summary>When it is fetched next.</summary>
    public DateTime NextFetchUtc { get; set; }

    /// <summary>Until when a node holds it, or null.</summary>
    public DateTime? LeaseUntilUtc { get; set; }

    /// <summary>The node that holds it.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>Validator of the last stored answer, exactly as received.</summary>
    public string? ETag { get; set; }

    /// <summary>Validator of the last stored answer, exactly as received.</summary>
    public string? LastModified { get; set; }

    /// <summary>SHA-256 of the last stored answer.</summary>
    public string? BodyHash { get; set; }

    /// <summary>Last fetch.</summary>
    public DateTime? LastTryUtc { get; set; }

    /// <summary>Last fetch that was understood.</summary>
    public DateTime? LastSuccessUtc { get; set; }

    /// <summary>HTTP status of the last fetch; 0 where there was no answer.</summary>
    public int Status { get; set; }

    /// <summary>What went wrong last, in plain words; null after a success.</summary>
    public string? Error { get; set; }

    /// <summary>Failures since the last success.</summary>
    public int Failures { get; set; }

    /// <summary>What had to be mended in the last document; null for a sound one.</summary>
    public string? Repaired { get; set; }

    /// <summary>Entries in the last document.</summary>
    public int EntryCount { get; set; }

    /// <summary>News items that came from the source so far.</summary>
    public int ItemCount { get; set; }

    /// <summary>Whether its guids change from fetch to fetch, so that its entries are known by their links instead.</summary>
    public bool ByLink { get; set; }

    /// <summary>Minutes between fetches, as last reckoned.</summary>
    public int IntervalMinutes { get; set; }
}

/// <summary>An entry that was seen in a source, and the news item that stands for it.</summary>
public sealed class FeedEntryRecord
{
    /// <summary>Number of the row.</summary>
    public long Id { get; set; }

    /// <summary>The source.</summary>
    public required string SourceId { get; set; }

    /// <summary>SHA-256 of the entry's identity; unique within the source.</summary>
    public required string KeyHash { get; set; }

    /// <summary>SHA-256 of the normalised link, or null where the link does not tell entries apart.</summary>
    public string? LinkHash { get; set; }

    /// <summary>SHA-256 of site, title and first words, or null where they are too few to tell entries apart.</summary>
    public string? TextHash { get; set; }

    /// <summary>SHA-256 of what the entry says.</summary>
    public required string ContentHash { get; set; }

    /// <summary>The news item.</summary>
    public required string ContentItemId { get; set; }

    /// <summary>First time it was seen.</summary>
    public DateTime FirstSeenUtc { get; set; }

    /// <summary>Last time it was seen changed or new.</summary>
    public DateTime LastSeenUtc { get; set; }

    /// <summary>What the feed says now (JSON), where an editor's words stand in the item; null else.</summary>
    public string? NewerJson { get; set; }

    /// <summary>Address of a picture that has not been fetched yet; null where none waits.</summary>
    public string? PendingImage { get; set; }

    /// <summary>When the picture is tried next.</summary>
    public DateTime? ImageDueUtc { get; set; }

    /// <summary>How often the picture was tried.</summary>
    public int ImageTries { get; set; }
}

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
            state.Property(row => row.Host).HasMaxLength(255);
            state.Property(row => row.LeaseOwner).HasMaxLength(64);
            state.Property(row => row.ETag).HasMaxLength(512);
            state.Property(row => row.LastModified).HasMaxLength(512);
            state.Property(row => row.BodyHash).HasMaxLength(64);
            state.Property(row => row.Error).HasMaxLength(1024);
            state.Property(row => row.Repaired).HasMaxLength(1024);
            state.HasIndex(row => new { row.Active, row.NextFetchUtc });
            state.HasIndex(row => row.Host);
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
