using System.Text.Json.Serialization;
using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>How a search ended.</summary>
enum SearchOutcome
{
    /// <summary>Nothing was asked.</summary>
    [JsonStringEnumMemberName("noQuery")]
    NoQuery,

    /// <summary>The query is longer than <see cref="SearchRequest.MaxLength"/>.</summary>
    [JsonStringEnumMemberName("tooLong")]
    TooLong,

    /// <summary>There is no index yet.</summary>
    [JsonStringEnumMemberName("notReady")]
    NotReady,

    /// <summary>It was searched; perhaps nothing was found.</summary>
    [JsonStringEnumMemberName("searched")]
    Searched,
}

/// <summary>Reports on the same event that stand behind a hit.</summary>
/// <param name="StoryId">Identifier of the story.</param>
/// <param name="Path">Path of the story's page below the site's root without leading slash; empty where it has none.</param>
/// <param name="Others">Further reports that were found, best first; at most <see cref="Shown"/>.</param>
/// <param name="OtherCount">How many further reports were found.</param>
sealed record StoryGroup(string StoryId, string Path, IReadOnlyList<SearchDocument> Others, int OtherCount)
{
    /// <summary>Reports that are named beside a hit.</summary>
    public const int Shown = 4;
}

/// <summary>A document that was found.</summary>
/// <param name="Document">What the index holds of it.</param>
/// <param name="Score">Its rank's value; comparable within one result only. 0 when ordered by date.</param>
/// <param name="TitleHtml">Title as HTML with the words marked.</param>
/// <param name="SnippetHtml">The best passage of the text as HTML with the words marked.</param>
sealed record SearchHit(SearchDocument Document, float Score, string TitleHtml, string SnippetHtml)
{
    /// <summary>Whether an editor put it first for this query.</summary>
    public bool Pinned { get; init; }

    /// <summary>Whether it has not the words as typed but words like them (spelling, some of the words).</summary>
    public bool Forgiven { get; init; }

    /// <summary>Further reports on the same event, or null.</summary>
    public StoryGroup? Story { get; init; }
}

/// <summary>The query with its misspelt words put right.</summary>
/// <param name="Query">The corrected query, as it can be searched.</param>
/// <param name="Html">The corrected query as HTML, what was changed in <c>em</c> elements.</param>
/// <param name="Applied">Whether the hits are those of the corrected query, as the one typed found nothing.</param>
sealed record SearchCorrection(string Query, string Html, bool Applied);

/// <summary>What was found.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Total">All hits, also those beyond <see cref="SearchRequest.Window"/>.</param>
/// <param name="Hits">The hits of the page.</param>
/// <param name="AnyWord">Whether no document has all the words, so that those with some of them are shown.</param>
sealed record SearchResult(SearchOutcome Outcome, int Total, IReadOnlyList<SearchHit> Hits, bool AnyWord)
{
    /// <summary>What the hits can be narrowed by, where it was asked for.</summary>
    public SearchFacets Facets { get; init; } = SearchFacets.None;

    /// <summary>A better spelling, or null.</summary>
    public SearchCorrection? Correction { get; init; }

    /// <summary>Whether the time for a search ran out, so that there may be more hits than these.</summary>
    public bool IsPartial { get; init; }

    public static SearchResult Without(SearchOutcome outcome) => new(outcome, 0, [], false);
}
