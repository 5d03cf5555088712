using System.Text.Json.Serialization;

namespace Portal.Feeds.Parsing;

/// <summary>What was understood of a feed document. Addresses are absolute where a base was known; times are UTC.</summary>
/// <param name="Format">The dialect: <c>rss-2.0</c>, <c>rss-1.0</c>, <c>atom-1.0</c>, <c>json-1.1</c> and so on.</param>
/// <param name="Encoding">Name of the encoding in which the bytes were read.</param>
/// <param name="Repaired">What had to be mended before the document could be read; empty for a sound one.</param>
public sealed record ParsedFeed(string Format, string Encoding, IReadOnlyList<string> Repaired)
{
    /// <summary>Identifier, or null.</summary>
    public string? Id { get; init; }

    /// <summary>Title as plain text.</summary>
    public string Title { get; init; } = "";

    /// <summary>Address of the site.</summary>
    public string? Link { get; init; }

    /// <summary>Description as HTML.</summary>
    public string? Description { get; init; }

    /// <summary>Author or editor.</summary>
    public string? Author { get; init; }

    /// <summary>Copyright note.</summary>
    public string? Copyright { get; init; }

    /// <summary>Categories of the whole feed.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Language tag as it stands in the feed.</summary>
    public string? Language { get; init; }

    /// <summary>When the feed says that it changed.</summary>
    public DateTime? Updated { get; init; }

    /// <summary>Address of a picture or logo.</summary>
    public string? Image { get; init; }

    /// <summary>Minutes for which the feed asks not to be fetched again.</summary>
    public int? TtlMinutes { get; init; }

    /// <summary>Hours of the day (UTC, 0 to 23) in which the feed does not want to be fetched.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> SkipHours { get; init; } = [];

    /// <summary>English names of the days on which the feed does not want to be fetched.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> SkipDays { get; init; } = [];

    /// <summary>Address of a WebSub hub.</summary>
    public string? Hub { get; init; }

    /// <summary>Address under which the feed itself stands.</summary>
    public string? Self { get; init; }

    /// <summary>The entries in the order of the document.</summary>
    public IReadOnlyList<ParsedEntry> Items { get; init; } = [];
}

/// <summary>What was understood of one entry.</summary>
public sealed record ParsedEntry
{
    /// <summary>The entry's own identifier (guid, id), or null.</summary>
    public string? Id { get; init; }

    /// <summary>Title as plain text; may be empty.</summary>
    public string Title { get; init; } = "";

    /// <summary>Address of the page that the entry tells of.</summary>
    public string? Link { get; init; }

    /// <summary>Names of its authors.</summary>
    public string? Author { get; init; }

    /// <summary>When it was published.</summary>
    public DateTime? Published { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTime? Updated { get; init; }

    /// <summary>Short text as HTML.</summary>
    public string? Summary { get; init; }

    /// <summary>Full text as HTML.</summary>
    public string? Content { get; init; }

    /// <summary>Categories and subjects.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Attached files.</summary>
    public IReadOnlyList<ParsedEnclosure> Enclosures { get; init; } = [];

    /// <summary>Address of its picture.</summary>
    public string? Image { get; init; }

    /// <summary>Address of its discussion.</summary>
    public string? CommentsUrl { get; init; }

    /// <summary>Language tag, where the entry has its own.</summary>
    public string? Language { get; init; }

    /// <summary>What relative addresses in the texts are relative to.</summary>
    [JsonIgnore]
    public string BaseUrl { get; init; } = "";

    /// <summary>The date as it stands in the feed, for dates that could not be read.</summary>
    [JsonIgnore]
    public string? PublishedRaw { get; init; }
}

/// <summary>A file that belongs to an entry.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Type">Its media type, or null.</param>
/// <param name="Length">Its size in bytes, or null.</param>
/// <param name="DurationSeconds">How long it plays, or null.</param>
public sealed record ParsedEnclosure(string Url, string? Type, long? Length, int? DurationSeconds);

/// <summary>The document is no feed that can be read. The message says what it is, in plain words.</summary>
public sealed class FeedFormatException : Exception
{
    /// <summary>Makes one.</summary>
    public FeedFormatException(string message, bool html = false, Exception? inner = null) : base(message, inner) => IsHtml = html;

    /// <summary>Makes one.</summary>
    public FeedFormatException() { }

    /// <summary>Makes one.</summary>
    public FeedFormatException(string message) : base(message) { }

    /// <summary>Makes one.</summary>
    public FeedFormatException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Whether the document is a web page, which may declare the addresses of feeds.</summary>
    public bool IsHtml { get; }
}
