using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Portal.Search.Indexing;
using Portal.Search.Querying;

namespace Portal.Search.Results;

/// <summary>What a search box shows while somebody types.</summary>
/// <param name="Status">How many suggestions there are, in words.</param>
/// <param name="All">The way to all results; null where nothing was typed.</param>
/// <param name="Suggestions">The titles.</param>
sealed record SuggestionsJson(string Status, LinkJson? All, IReadOnlyList<SuggestionJson> Suggestions);

/// <summary>A title that is suggested.</summary>
/// <param name="Id">Identifier of the item.</param>
/// <param name="Title">Its title as plain text.</param>
/// <param name="Marks">Where the typed words stand in the title: pairs of first character and the one after the last.</param>
/// <param name="Url">Its address.</param>
/// <param name="Kind">What it is, in words.</param>
/// <param name="Source">Name of its feed source, or null.</param>
/// <param name="Date">Day of its publication, in words.</param>
sealed record SuggestionJson(string Id, string Title, IReadOnlyList<int[]> Marks, string Url, string Kind, string? Source, string Date);

/// <summary>A link with its text.</summary>
sealed record LinkJson(string Text, string Url);

/// <summary>A hit for machines; <c>title</c> is plain text, <c>snippet</c> HTML with <c>mark</c> elements.</summary>
sealed record HitJson(string Id, string Type, string Title, string Url, string Snippet, string Language, string? Source, string? Author, DateTime PublishedUtc, float Score)
{
    /// <summary>Whether an editor put it first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Pinned { get; init; }

    /// <summary>Whether it has not the words as typed but words like them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Forgiven { get; init; }

    /// <summary>Identifiers of the first further reports on the same event, where reports are grouped.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Others { get; init; }
}

/// <summary>A better spelling of a query.</summary>
/// <param name="Query">The corrected query.</param>
/// <param name="Applied">Whether the hits are those of the corrected query.</param>
sealed record CorrectionJson(string Query, bool Applied);

/// <summary>A value that hits have, with how many have it.</summary>
sealed record FacetJson(string Value, int Count);

/// <summary>A result for machines.</summary>
/// <param name="Query">What was asked.</param>
/// <param name="Outcome"><c>searched</c>, <c>noQuery</c>, <c>tooLong</c> or <c>notReady</c>.</param>
/// <param name="AnyWord">Whether no document has all the words and these have some of them.</param>
/// <param name="Total">All hits; the first 1,000 can be paged through.</param>
/// <param name="Page">Number of the page, from 1.</param>
/// <param name="PageSize">Hits on a page.</param>
/// <param name="Hits">The hits of the page.</param>
sealed record ResultJson(string Query, SearchOutcome Outcome, bool AnyWord, int Total, int Page, int PageSize, IReadOnlyList<HitJson> Hits)
{
    public static ResultJson From(SearchRequest request, SearchResult result, Func<SearchDocument, string> address) =>
        new(request.Query, result.Outcome, result.AnyWord, result.Total, request.Page, request.PageSize, [.. result.Hits.Select(hit => new HitJson(
            hit.Document.Id, hit.Document.Type, hit.Document.Title, address(hit.Document), hit.SnippetHtml, Analysis.IndexLanguages.Code(hit.Document.Language),
            hit.Document.Source is { Length: > 0 } source ? source : null, hit.Document.Author is { Length: > 0 } author ? author : null,
            hit.Document.PublishedUtc, hit.Score)
        {
            Pinned = hit.Pinned,
            Forgiven = hit.Forgiven,
            Others = hit.Story is { } story ? [.. story.Others.Select(other => other.Id)] : null,
        })])
        {
            Correction = result.Correction is { } correction ? new(correction.Query, correction.Applied) : null,
            IsPartial = result.IsPartial,
            Facets = request.WithFacets ? Counted(result.Facets) : null,
        };

    /// <summary>A better spelling, where there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CorrectionJson? Correction { get; init; }

    /// <summary>Whether the time ran out, so that there may be more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPartial { get; init; }

    /// <summary>What the hits can be narrowed by (<c>type</c>, <c>topic</c>, <c>region</c>, <c>source</c>, <c>lang</c>, <c>year</c>, <c>month</c>), where it was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<FacetJson>>? Facets { get; init; }

    static Dictionary<string, IReadOnlyList<FacetJson>> Counted(SearchFacets facets)
    {
        return new(StringComparer.Ordinal)
        {
            ["type"] = Values(facets.Types),
            ["topic"] = Values(facets.Topics),
            ["region"] = Values(facets.Regions),
            ["source"] = Values(facets.Sources),
            ["lang"] = Values(facets.Languages),
            ["year"] = Values(facets.Years),
            ["month"] = Values(facets.Months),
        };

        static IReadOnlyList<FacetJson> Values(IReadOnlyList<FacetValue> values) => [.. values.Select(value => new FacetJson(value.Value, value.Count))];
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ResultJson))]
[JsonSerializable(typeof(SuggestionsJson))]
[JsonSerializable(typeof(Evaluation.EvaluationReport))]
sealed partial class SearchJson : JsonSerializerContext
{
    /// <summary>Letters of every script stay as they are: escaped, Cyrillic is three times as long.</summary>
    public static SearchJson Readable { get; } = new(new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
