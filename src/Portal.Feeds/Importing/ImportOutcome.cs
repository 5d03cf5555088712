using Portal.Feeds.Fetching;

namespace Portal.Feeds.Importing;

/// <summary>How an import ended.</summary>
public enum ImportState
{
    /// <summary>Entries were stored, or there was nothing new among them.</summary>
    Imported,

    /// <summary>The document has not changed since the last time.</summary>
    Unchanged,

    /// <summary>It could not be fetched or read.</summary>
    Failed,

    /// <summary>The source is gone or stopped, or another node is at it.</summary>
    Skipped,
}

/// <summary>What became of one import.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Title">Its name.</param>
/// <param name="State">How it ended.</param>
/// <param name="Stored">What was stored.</param>
/// <param name="Message">What happened, in plain words.</param>
public sealed record ImportOutcome(string SourceId, string Title, ImportState State, StoredEntries Stored, string Message)
{
    /// <summary>The message of a failure in a form that can be translated; null else.</summary>
    public Trouble? Trouble { get; init; }

    /// <summary>Nothing was stored.</summary>
    public static StoredEntries Nothing { get; } = new(0, 0, 0, 0);
}
