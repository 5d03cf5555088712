using Portal.Search.Indexing;

namespace Portal.Search.Querying;

/// <summary>How a search ended.</summary>
enum SearchOutcome
{
    /// <summary>Nothing was asked.</summary>
    NoQuery,

    /// <summary>The query is longer than <see cref="SearchRequest.MaxLength"/>.</summary>
    TooLong,

    /// <summary>There is no index yet.</summary>
    NotReady,

    /// <summary>It was searched; perhaps nothing was found.</summary>
    Searched,
}

/// <summary>A document that was found.</summary>
/// <param name="Document">What the index holds of it.</param>
/// <param name="Score">Its rank's value; comparable within one result only. 0 when ordered by date.</param>
/// <param name="TitleHtml">Title as HTML with the words marked.</param>
/// <param name="SnippetHtml">The best passage of the text as HTML with the words marked.</param>
sealed record SearchHit(SearchDocument Document, float Score, string TitleHtml, string SnippetHtml);

/// <summary>What was found.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Total">All hits, also those beyond <see cref="SearchRequest.Window"/>.</param>
/// <param name="Hits">The hits of the page.</param>
/// <param name="AnyWord">Whether no document has all the words, so that those with some of them are shown.</param>
sealed record SearchResult(SearchOutcome Outcome, int Total, IReadOnlyList<SearchHit> Hits, bool AnyWord)
{
    public static SearchResult Without(SearchOutcome outcome) => new(outcome, 0, [], false);
}
