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

    /// <summary>Authors or editors as the feed writes them.</summary>
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

    /// <summary>Address of a WebSub hub.</summary>
    public string? Hub { get; init; }

    /// <summary>Address under which the feed itself stands.</summary>
    public string? Self { get; init; }

    /// <summary>The entries in the order of the document.</summary>
    public IReadOnlyList<ParsedEntry> Items { get; init; } = [];

    /// <summary>Its authors or editors, apart.</summary>
    public IReadOnlyList<ParsedPerson> Authors { get; init; } = [];

    /// <summary>Who else has a part in it.</summary>
    public IReadOnlyList<ParsedPerson> Contributors { get; init; } = [];

    /// <summary>Who publishes it, or keeps it running.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ParsedPerson? Publisher { get; init; }

    /// <summary>Its categories with their schemes.</summary>
    public IReadOnlyList<ParsedCategory> CategoryDetails { get; init; } = [];

    /// <summary>All its links.</summary>
    public IReadOnlyList<ParsedLink> Links { get; init; } = [];

    /// <summary>The program that made it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Generator { get; init; }

    /// <summary>Address of a document on the format.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Docs { get; init; }

    /// <summary>Address or identifier of its licence.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? License { get; init; }

    /// <summary>Its picture with all that is said of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ParsedImage? ImageDetails { get; init; }

    /// <summary>Its rssCloud server.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ParsedCloud? Cloud { get; init; }

    /// <summary>Its search box.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ParsedTextInput? TextInput { get; init; }

    /// <summary>Hours of the day (UTC, 0 to 23) in which it asks not to be fetched.</summary>
    public IReadOnlyList<int> SkipHours { get; init; } = [];

    /// <summary>Days of the week (in English) on which it asks not to be fetched.</summary>
    public IReadOnlyList<string> SkipDays { get; init; } = [];

    /// <summary>How often it changes, in words (<c>hourly</c>, <c>daily</c> and so on).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UpdatePeriod { get; init; }

    /// <summary>How many times in that period.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? UpdateFrequency { get; init; }

    /// <summary>Where the feed has moved, as it says itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NewLocation { get; init; }

    /// <summary>Whether it is marked as not for children; null where it doesn't say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Explicit { get; init; }

    /// <summary>What relative addresses in the feed are relative to.</summary>
    public string BaseUrl { get; init; } = "";

    /// <summary>What relative addresses in the description are relative to.</summary>
    [JsonIgnore]
    public string DescriptionBaseUrl { get; init; } = "";
}
