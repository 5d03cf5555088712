namespace Portal.Feeds.Sources;

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
