namespace Portal.Feeds.Sources;

/// <summary>A source that is to be added.</summary>
/// <param name="Url">Address of the feed.</param>
/// <param name="Title">Its name; empty for the address.</param>
public sealed record NewSource(string Url, string Title)
{
    /// <summary>Address of the site, or empty.</summary>
    public string SiteUrl { get; init; } = "";

    /// <summary>Folder, its parts parted by slashes; or empty.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Language tag, or empty.</summary>
    public string Language { get; init; } = "";

    /// <summary>Whether only excerpts may be kept.</summary>
    public bool ExcerptOnly { get; init; }
}

/// <summary>What became of a source that was to be added.</summary>
public enum AddedState
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>There was one of this address.</summary>
    Known,

    /// <summary>The address cannot be one of a feed.</summary>
    Refused,
}

/// <summary>What became of one source of a list.</summary>
/// <param name="Source">What was asked for.</param>
/// <param name="State">What became of it.</param>
/// <param name="SourceId">Identity of the source; null where it was refused.</param>
public sealed record AddedSource(NewSource Source, AddedState State, string? SourceId);
