namespace Portal.Feeds.Stories;

/// <summary>An item while stories are sought: its row, perhaps not stored yet, and its signature.</summary>
sealed class StoryCandidate(StoryItem item, StorySignature signature)
{
    public StoryItem Item { get; } = item;

    public StorySignature Signature { get; } = signature;

    public bool IsNew => Item.Id <= 0;
}

/// <summary>What a batch of changed items leads to. It is made by reading only and stored at once.</summary>
sealed class StoryPlan
{
    /// <summary>New rows with their keys.</summary>
    public List<StoryCandidate> Added { get; } = [];

    /// <summary>Stored rows whose text changed.</summary>
    public List<StoryCandidate> Changed { get; } = [];

    /// <summary>Stored rows of items that visitors no longer see.</summary>
    public List<StoryItem> Gone { get; } = [];

    /// <summary>Stored rows that come into a story, with its identity.</summary>
    public Dictionary<long, string> Joined { get; } = [];

    /// <summary>Stories whose content must be written anew.</summary>
    public HashSet<string> Touched { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether there is nothing to store.</summary>
    public bool IsEmpty => Added.Count + Changed.Count + Gone.Count + Joined.Count + Touched.Count == 0;
}
