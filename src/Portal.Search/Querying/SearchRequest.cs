using System.Collections.Frozen;

namespace Portal.Search.Querying;

/// <summary>Where words are looked for.</summary>
[Flags]
enum SearchFields
{
    None = 0,
    Title = 1,
    Content = 2,
    Both = Title | Content,
}

/// <summary>Order of hits.</summary>
enum SearchOrder
{
    Relevance,
    Date,
}

/// <summary>A search with its options. Everything has a meaning when left out: both fields, all types, any date.</summary>
sealed record SearchRequest
{
    /// <summary>Longest query, in characters.</summary>
    public const int MaxLength = 500;

    /// <summary>Hits that can be paged through.</summary>
    public const int Window = 1000;

    public string Query { get; init; } = "";

    /// <summary>The words as typed, adjacent and in order, within one field; case, diacritics and script don't matter.</summary>
    public bool Exact { get; init; }

    public SearchFields Fields { get; init; } = SearchFields.Both;

    /// <summary>Content types; empty for all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Content types of which whoever asks sees nothing, not even how many there are.</summary>
    public IReadOnlySet<string> Hidden { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Identifier of a term, or null.</summary>
    public string? Topic { get; init; }

    /// <summary>Identifier of a term of the regions, or null.</summary>
    public string? Region { get; init; }

    /// <summary>Code of a language (<c>en</c>, <c>sr</c>, <c>ru</c>, <c>und</c>), or null.</summary>
    public string? Language { get; init; }

    /// <summary>Year of publication in UTC, or null.</summary>
    public int? Year { get; init; }

    /// <summary>Whether the words are meant as they are: nothing is corrected without being asked.</summary>
    public bool Verbatim { get; init; }

    /// <summary>Whether reports on one event count as one hit, the best standing for the others.</summary>
    public bool Grouped { get; init; }

    /// <summary>Whether to count what the hits can be narrowed by.</summary>
    public bool WithFacets { get; init; }

    /// <summary>Identifier of a feed source, or null.</summary>
    public string? Source { get; init; }

    /// <summary>The first day, in UTC, or null.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, in UTC, or null.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only what was published later than this, to the second; null for all.</summary>
    public DateTime? PublishedAfterUtc { get; init; }

    public SearchOrder Order { get; init; }

    /// <summary>Page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Hits on a page, 1 to 100.</summary>
    public int PageSize { get; init; } = 10;

    /// <summary>Whether the query is longer than <see cref="MaxLength"/> and is not searched.</summary>
    public bool IsTooLong => Query.Length > MaxLength;
}
