using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;
using Portal.Search.Analysis;
using Portal.Search.Indexing;
using Portal.Search.Querying;

namespace Portal.Search.Results;

/// <summary>
/// A search as the query of an address (<c>q, exact, in, type, topic, region, source, lang, year, from, to, sort, group, verbatim, page</c>).
/// What can't be read is left out.
/// </summary>
static class SearchAddress
{
    /// <summary>The search of an address for machines, a feed or a saved search: reports on one event are not grouped unless it says so.</summary>
    public static SearchRequest Parse(IQueryCollection query) => new()
    {
        Query = query["q"].ToString().Trim(),
        Exact = IsOn(query["exact"]),
        Fields = Fields(Values(query["in"])),
        Types = Types(Values(query["type"])),
        Topic = Identifier(query["topic"]),
        Region = Identifier(query["region"]),
        Source = Identifier(query["source"]),
        Language = IndexLanguages.All.Select(IndexLanguages.Code).FirstOrDefault(code => query["lang"] == code),
        Year = query["year"].ToString() is { Length: 4 } year && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1000 and < 9999 ? number : null,
        From = Day(query["from"]),
        To = Day(query["to"]),
        Order = query["sort"] == "date" ? SearchOrder.Date : SearchOrder.Relevance,
        Grouped = IsOn(query["group"]),
        Verbatim = IsOn(query["verbatim"]),
        Page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, SearchRequest.Window) : 1,
    };

    /// <summary>The search of the address of a results page, where reports on one event are grouped unless it says otherwise.</summary>
    public static SearchRequest ParsePage(IQueryCollection query) => Parse(query) with { Grouped = query["group"].ToString() is not ("false" or "0" or "off"), WithFacets = true };

    /// <summary>The query, with the question mark, of an address for machines, a feed or a saved search.</summary>
    public static string Format(SearchRequest request) => Format(request, request.Grouped ? "true" : null);

    /// <summary>The query, with the question mark, of the address of a results page.</summary>
    public static string FormatPage(SearchRequest request) => Format(request, request.Grouped ? null : "false");

    /// <summary>Path and query of the feed of a search: all its hits, newest first.</summary>
    public static string Feed(SearchRequest request) => "/search/feed" + Saved(request);

    /// <summary>The query, with the question mark, by which a search is followed: what narrows it, and nothing of how it is shown.</summary>
    public static string Saved(SearchRequest request) => Format(request with { Page = 1, Order = SearchOrder.Relevance, Grouped = false, Verbatim = false });

    static string Format(SearchRequest request, string? group)
    {
        var query = new QueryBuilder();
        Add("q", request.Query.Length > 0 ? request.Query : null);
        Add("exact", request.Exact ? "true" : null);
        Add("in", request.Fields switch { SearchFields.Both => null, SearchFields.Title => "title", _ => "content" });
        foreach (var (selector, type) in IndexedTypes.Selectors)
            Add("type", request.Types.Contains(type) ? selector : null);
        Add("topic", request.Topic);
        Add("region", request.Region);
        Add("source", request.Source);
        Add("lang", request.Language);
        Add("year", request.Year?.ToString(CultureInfo.InvariantCulture));
        Add("from", request.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("to", request.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("sort", request.Order == SearchOrder.Date ? "date" : null);
        Add("group", group);
        Add("verbatim", request.Verbatim ? "true" : null);
        Add("page", request.Page > 1 ? request.Page.ToString(CultureInfo.InvariantCulture) : null);
        return query.ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
                query.Add(name, value);
        }
    }

    /// <summary>Both where none is named.</summary>
    public static SearchFields Fields(IEnumerable<string> names)
    {
        var fields = SearchFields.None;
        foreach (var name in names)
            fields |= name switch { "title" => SearchFields.Title, "content" => SearchFields.Content, _ => SearchFields.None };
        return fields == SearchFields.None ? SearchFields.Both : fields;
    }

    /// <summary>Empty, which means all, where none or every one is named.</summary>
    public static IReadOnlyList<string> Types(IEnumerable<string> selectors)
    {
        var named = selectors.ToHashSet(StringComparer.Ordinal);
        var types = IndexedTypes.Selectors.Where(known => named.Contains(known.Selector)).Select(known => known.Type).ToList();
        return types.Count == IndexedTypes.Selectors.Count ? [] : types;
    }

    /// <summary>Values that stand one by one or with commas between.</summary>
    static IEnumerable<string> Values(StringValues values) =>
        values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Take(10);

    static bool IsOn(StringValues value) => value.ToString() is "true" or "1" or "on";

    static string? Identifier(StringValues value) => value.ToString() is { Length: > 0 and <= 26 } id && id.All(char.IsAsciiLetterOrDigit) ? id : null;

    static DateOnly? Day(StringValues value) =>
        DateOnly.TryParseExact(value.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999 ? day : null;
}
