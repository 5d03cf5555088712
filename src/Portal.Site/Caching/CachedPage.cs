namespace Portal.Site.Caching;

/// <summary>A rendered page as it is kept for anonymous visitors.</summary>
/// <param name="body">The bytes.</param>
/// <param name="contentType">MIME type with charset.</param>
/// <param name="entityTag">Weak entity tag of the bytes.</param>
/// <param name="tags">What the page was made of.</param>
/// <param name="renderedAt">When, on the clock of the time provider.</param>
sealed class CachedPage(EncodedBody body, string contentType, string entityTag, IReadOnlyList<string> tags, DateTimeOffset renderedAt)
{
    int _refreshed;

    public EncodedBody Body { get; } = body;

    public string ContentType { get; } = contentType;

    public string EntityTag { get; } = entityTag;

    public IReadOnlyList<string> Tags { get; } = tags;

    /// <summary>Origins whose pages it may frame.</summary>
    public IReadOnlyList<string> Frames { get; init; } = [];

    public DateTimeOffset RenderedAt { get; } = renderedAt;

    /// <summary>The item whose page it is and of which readers are counted; null for any other page.</summary>
    public string? CountedItem { get; init; }

    /// <summary>When what it says changed last; null where nothing is said about it.</summary>
    public DateTimeOffset? Changed { get; init; }

    /// <summary>Counts the cache's lookups; the page with the lowest number was not asked for the longest.</summary>
    public long LastUse { get; set; }

    /// <summary>True for the first caller alone.</summary>
    public bool TakeRefresh() => Interlocked.Exchange(ref _refreshed, 1) == 0;
}
