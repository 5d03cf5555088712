namespace Portal.Site.Syndication;

/// <summary>A feed that the site offers.</summary>
sealed record OutgoingFeed(string Title, string Description, string Link, string SelfLink, string Language, DateTime UpdatedUtc, IReadOnlyList<OutgoingEntry> Entries)
{
    /// <summary>The WebSub hub that tells subscribers of changes, or null.</summary>
    public string? Hub { get; init; }
}

/// <summary>An entry of a feed. Addresses are whole; <see cref="Html"/> is fit for others' pages.</summary>
sealed record OutgoingEntry(string Id, string Title, string Link, DateTime PublishedUtc, DateTime UpdatedUtc, string Author, string Summary, string Html)
{
    /// <summary>Where the text comes from, or null for the site's own.</summary>
    public OutgoingSource? Source { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Sound or film, or null.</summary>
    public (string Url, string Type, long Length)? Enclosure { get; init; }

    /// <summary>Address and media type of its picture, or null.</summary>
    public (string Url, string Type)? Image { get; init; }

    /// <summary>Language tag of the text; empty for the feed's own.</summary>
    public string Language { get; init; } = "";
}

/// <summary>Whose text it is.</summary>
/// <param name="Title">Name of the source.</param>
/// <param name="Feed">Address of the source's own feed, or empty.</param>
/// <param name="Original">Address of the original, or empty.</param>
sealed record OutgoingSource(string Title, string Feed, string Original);
