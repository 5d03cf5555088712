using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Documents;

namespace Portal.Search.Tuning;

/// <summary>What editors tell the search: words that mean the same, words that say nothing, and results put first or left out for a query.</summary>
public sealed record SearchTuning : ISiteDocument<SearchTuning>
{
    /// <inheritdoc/>
    public static string DocumentName => "SearchTuning";

    /// <inheritdoc/>
    public static JsonTypeInfo<SearchTuning> Json => SearchTuningJson.Default.SearchTuning;

    /// <inheritdoc/>
    public static SearchTuning Empty { get; } = new();

    /// <summary>Groups of words and phrases that mean the same, in any language and script.</summary>
    public IReadOnlyList<SynonymGroup> Synonyms { get; init; } = [];

    /// <summary>Words that say nothing about a subject, besides those that each language has; in any script.</summary>
    public IReadOnlyList<string> StopWords { get; init; } = [];

    /// <summary>Results put first or left out, by query.</summary>
    public IReadOnlyList<QueryCuration> Curations { get; init; } = [];
}

/// <summary>Words and phrases that mean the same: <c>EU, European Union, Evropska unija</c>.</summary>
/// <param name="Terms">Two or more.</param>
public sealed record SynonymGroup(IReadOnlyList<string> Terms);

/// <summary>What editors decided for one query. Queries are compared folded: without case, diacritics, script and order of blanks.</summary>
/// <param name="Query">The words as people type them.</param>
/// <param name="Pinned">Identifiers of items that come first, in this order, where the selectors allow them.</param>
/// <param name="Hidden">Identifiers of items that are left out.</param>
public sealed record QueryCuration(string Query, IReadOnlyList<string> Pinned, IReadOnlyList<string> Hidden);

[JsonSerializable(typeof(SearchTuning))]
sealed partial class SearchTuningJson : JsonSerializerContext;
