using System.Text.Json.Serialization;

namespace Portal.Feeds.Parsing;

/// <summary>What was understood of one entry.</summary>
public sealed record ParsedEntry
{
    /// <summary>The entry's own identifier (guid, id), or null.</summary>
    public string? Id { get; init; }

    /// <summary>Title as plain text; may be empty.</summary>
    public string Title { get; init; } = "";

    /// <summary>Address of the page that the entry tells of.</summary>
    public string? Link { get; init; }

    /// <summary>Its authors as the feed writes them, with mail addresses where they stand there: <c>Ana Anić (ana@example.org)</c>.</summary>
    public string? Author { get; init; }

    /// <summary>When it was published.</summary>
    public DateTime? Published { get; init; }

    /// <summary>When it was last changed; when it was published, where the feed says no more.</summary>
    public DateTime? Updated { get; init; }

    /// <summary>Short text as HTML; the full text, where the feed gives only one.</summary>
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

    /// <summary>Whether the identifier is also the entry's address.</summary>
    public bool IsPermalink { get; init; }

    /// <summary>Its authors, apart.</summary>
    public IReadOnlyList<ParsedPerson> Authors { get; init; } = [];

    /// <summary>Who else had a part in it.</summary>
    public IReadOnlyList<ParsedPerson> Contributors { get; init; } = [];

    /// <summary>Its categories with their schemes.</summary>
    public IReadOnlyList<ParsedCategory> CategoryDetails { get; init; } = [];

    /// <summary>All its links.</summary>
    public IReadOnlyList<ParsedLink> Links { get; init; } = [];

    /// <summary>Rights that it is under, or the address of its licence.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? License { get; init; }

    /// <summary>Who published it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ParsedPerson? Publisher { get; init; }

    /// <summary>The feed from which it was taken over.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ParsedSource? Source { get; init; }

    /// <summary>Small pictures.</summary>
    public IReadOnlyList<ParsedImage> Thumbnails { get; init; } = [];

    /// <summary>Who took part in its sound, film or pictures.</summary>
    public IReadOnlyList<ParsedCredit> Credits { get; init; } = [];

    /// <summary>For whom it is meant (<c>media:rating</c>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Rating { get; init; }

    /// <summary>Whether it is marked as not for children; null where the feed doesn't say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Explicit { get; init; }

    /// <summary>Number of the season of a podcast.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Season { get; init; }

    /// <summary>Number of the episode of a podcast.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Episode { get; init; }

    /// <summary>Chapters that stand in the feed.</summary>
    public IReadOnlyList<ParsedChapter> Chapters { get; init; } = [];

    /// <summary>A document that holds the chapters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ParsedTranscript? ChaptersFile { get; init; }

    /// <summary>Transcripts of its sound.</summary>
    public IReadOnlyList<ParsedTranscript> Transcripts { get; init; } = [];

    /// <summary>Where it takes place.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ParsedPoint? Point { get; init; }

    /// <summary>How many comments it has.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? CommentsCount { get; init; }

    /// <summary>Address of the feed of its comments.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CommentFeed { get; init; }

    /// <summary>Identifier of the entry that it answers (RFC 4685).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InReplyTo { get; init; }

    /// <summary>The date as it stands in the feed; also where it could not be read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PublishedRaw { get; init; }

    /// <summary>What relative addresses in the content are relative to.</summary>
    public string BaseUrl { get; init; } = "";

    /// <summary>What relative addresses in the summary are relative to.</summary>
    [JsonIgnore]
    public string SummaryBaseUrl { get; init; } = "";
}
