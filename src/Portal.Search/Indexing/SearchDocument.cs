using Portal.Search.Analysis;

namespace Portal.Search.Indexing;

/// <summary>What the index holds of one item. Texts are plain and in Unicode's form C.</summary>
sealed record SearchDocument
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    /// <summary>What visitors find it as (<see cref="IndexedTypes.Kinds"/>): its type where nothing else is told.</summary>
    public string Kind { get => field.Length > 0 ? field : Type; init; } = "";

    public required string Title { get; init; }

    public required string Text { get; init; }

    /// <summary>Path below the site's root without leading slash; empty where the item has no page.</summary>
    public string Path { get; init; } = "";

    public IndexLanguage Language { get; init; }

    public string Author { get; init; } = "";

    /// <summary>Identifier of the feed source; empty for what was written here.</summary>
    public string Source { get; init; } = "";

    /// <summary>Identifiers of terms of the topics.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Identifiers of terms of the regions.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Path of its picture in the media library; empty where it has none.</summary>
    public string Image { get; init; } = "";

    public DateTime PublishedUtc { get; init; }
}
