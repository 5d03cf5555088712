using System.Text.Json.Serialization;
using Portal.Feeds.Parsing;

namespace Portal.Feeds.Normalizing;

/// <summary>An entry as it becomes a news item: clean, private, with the hashes by which it is known again.</summary>
public sealed record NewsEntry
{
    /// <summary>SHA-256 of the identity within the source.</summary>
    [JsonIgnore]
    public string KeyHash { get; init; } = "";

    /// <summary>SHA-256 of the normalised link, or null where the link does not tell entries apart.</summary>
    [JsonIgnore]
    public string? LinkHash { get; init; }

    /// <summary>SHA-256 of site, title and first words, or null where they are too few to tell entries apart.</summary>
    [JsonIgnore]
    public string? TextHash { get; init; }

    /// <summary>SHA-256 of what the entry says.</summary>
    [JsonIgnore]
    public string ContentHash { get; init; } = "";

    /// <summary>Title as plain text; never empty.</summary>
    public required string Title { get; init; }

    /// <summary>Address of the original, or empty.</summary>
    public string Url { get; init; } = "";

    /// <summary>The first words as plain text.</summary>
    public string Excerpt { get; init; } = "";

    /// <summary>The text as HTML; empty where only an excerpt may be kept.</summary>
    public string Html { get; init; } = "";

    /// <summary>Names of its authors, or empty.</summary>
    public string Author { get; init; } = "";

    /// <summary>Categories that the source gave it.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Attached files.</summary>
    public IReadOnlyList<ParsedEnclosure> Enclosures { get; init; } = [];

    /// <summary>Address of its picture, not fetched yet; or null.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>Language tag, or empty.</summary>
    public string Language { get; init; } = "";

    /// <summary>When it was published; null where the feed does not say, or says nonsense.</summary>
    public DateTime? PublishedUtc { get; init; }
}

/// <summary>How news entries are kept beside an editor's words.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NewsEntry))]
sealed partial class NewsEntryJson : JsonSerializerContext;
