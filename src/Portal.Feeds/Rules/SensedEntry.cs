using Portal.Feeds.Normalizing;

namespace Portal.Feeds.Rules;

/// <summary>An entry with what the site made of it before it is stored.</summary>
/// <param name="Entry">The entry, perhaps with another title or language.</param>
public sealed record SensedEntry(NewsEntry Entry)
{
    /// <summary>Name of the rule that leaves it out; null for one that comes in.</summary>
    public string? ExcludedBy { get; init; }

    /// <summary>Whether it waits for an editor.</summary>
    public bool Held { get; init; }

    /// <summary>Whether it is pinned.</summary>
    public bool Pinned { get; init; }

    /// <summary>Topics beside those of its source.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Regions beside those of its source.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Which of the topics and regions the gazetteer proposed, so that an editor sees that nobody chose them.</summary>
    public IReadOnlyList<string> Proposed { get; init; } = [];

    /// <summary>Names of the rules that applied, in their order.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];
}
