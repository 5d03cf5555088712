namespace Portal.Feeds.Sources;

/// <summary>How a source is doing: one row for each feed source, beside the content item that editors see.</summary>
public sealed class FeedSourceState
{
    /// <summary>The content item of the source.</summary>
    public required string SourceId { get; set; }

    /// <summary>Address of the feed; <c>~/</c> stands for the site's own root.</summary>
    public required string Url { get; set; }

    /// <summary>Most characters of <see cref="Host"/>.</summary>
    internal const int MaxHostLength = 255;

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

    /// <summary>What went wrong last, as <see cref="Fetching.Trouble.Stored"/> writes it; null after a success.</summary>
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

    /// <summary>Why the interval is what it is.</summary>
    public IntervalReason IntervalReason { get; set; }

    /// <summary>Hours of the day (UTC) in which the feed does not want to be fetched, bit by bit; bit 0 is the hour after midnight.</summary>
    public int SkipHours { get; set; }

    /// <summary>Days on which the feed does not want to be fetched, bit by bit; bit 0 is Sunday.</summary>
    public int SkipDays { get; set; }

    /// <summary>Date of the newest entry, or null where entries have none.</summary>
    public DateTime? NewestEntryUtc { get; set; }

    /// <summary>When a new entry last came in.</summary>
    public DateTime? LastNewUtc { get; set; }

    /// <summary>Title that the feed gives itself.</summary>
    public string? FeedTitle { get; set; }

    /// <summary>Title that it gave itself before; null where it has not changed since an editor looked.</summary>
    public string? FormerTitle { get; set; }

    /// <summary>Address to which the server sends for good, or null.</summary>
    public string? MovedTo { get; set; }

    /// <summary>Since when it sends there.</summary>
    public DateTime? MovedSinceUtc { get; set; }

    /// <summary>How many fetches in a row were sent there.</summary>
    public int MovedCount { get; set; }

    /// <summary>The address before the last move; null where there was none, or an editor has looked.</summary>
    public string? FormerUrl { get; set; }

    /// <summary>The source that already has the address to which this one has moved.</summary>
    public string? DuplicateOf { get; set; }

    /// <summary>User name and password, encrypted; null where the source asks for none.</summary>
    public string? Password { get; set; }

    /// <summary>Until when a hub has promised to tell of new entries (WebSub), and has kept to it so far; null where the source must be asked.</summary>
    public DateTime? PushedUntilUtc { get; set; }
}

/// <summary>Why a source is fetched as often as it is.</summary>
public enum IntervalReason
{
    /// <summary>Nothing is known of its rhythm.</summary>
    Usual,

    /// <summary>Its own rhythm.</summary>
    Rhythm,

    /// <summary>It has been silent for long.</summary>
    Silence,

    /// <summary>The feed asks for it (<c>ttl</c>, syndication module).</summary>
    Feed,

    /// <summary>The server asks for it (<c>Cache-Control</c>, <c>Expires</c>).</summary>
    Server,

    /// <summary>A hub tells of new entries.</summary>
    Hub,

    /// <summary>It failed, and is left in peace for longer each time.</summary>
    Failure,

    /// <summary>The server asked to be left alone (<c>Retry-After</c>).</summary>
    RetryAfter,
}
