namespace Portal.Site.Syndication;

/// <summary>A feed that the site offers.</summary>
sealed record OutgoingFeed(string Title, string Description, string Link, string SelfLink, string Language, DateTime UpdatedUtc, IReadOnlyList<OutgoingEntry> Entries);

/// <summary>An entry of a feed. Addresses are whole; <see cref="Html"/> is fit for others' pages.</summary>
sealed record OutgoingEntry(string Id, string Title, string Link, DateTime PublishedUtc, DateTime UpdatedUtc, string Author, string Summary, string Html)
{
    /// <summary>Where the text comes from, or null for the site's own.</summary>
    public (string Title, string Url)? Source { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Sound or film, or null.</summary>
    public (string Url, string Type, long Length)? Enclosure { get; init; }
}
