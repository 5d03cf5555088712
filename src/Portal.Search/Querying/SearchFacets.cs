namespace Portal.Search.Querying;

/// <summary>A value that hits have, with how many have it.</summary>
/// <param name="Value">Content type, identifier of a term or source, language code, year, or month (<c>2026-11</c>).</param>
/// <param name="Count">Hits that have it, beside all other selections.</param>
readonly record struct FacetValue(string Value, int Count);

/// <summary>
/// What the hits can be narrowed by. A facet with a selected value counts as if it were not selected, so that its other values can be
/// chosen; all others count the hits as shown. Most frequent first, months in order of time.
/// </summary>
sealed record SearchFacets
{
    public static SearchFacets None { get; } = new();

    public IReadOnlyList<FacetValue> Types { get; init; } = [];

    public IReadOnlyList<FacetValue> Topics { get; init; } = [];

    public IReadOnlyList<FacetValue> Regions { get; init; } = [];

    public IReadOnlyList<FacetValue> Sources { get; init; } = [];

    public IReadOnlyList<FacetValue> Languages { get; init; } = [];

    public IReadOnlyList<FacetValue> Years { get; init; } = [];

    /// <summary>The hits by month, for the histogram; empty where they lie further apart than it can show.</summary>
    public IReadOnlyList<FacetValue> Months { get; init; } = [];
}
