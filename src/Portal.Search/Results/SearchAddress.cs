using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;
using Portal.Search.Indexing;
using Portal.Search.Querying;

namespace Portal.Search.Results;

/// <summary>A search as the query of an address (<c>q, exact, in, type, topic, source, from, to, sort, page</c>). What can't be read is left out.</summary>
static class SearchAddress
{
    public static SearchRequest Parse(IQueryCollection query) => new()
    {
        Query = query["q"].ToString().Trim(),
        Exact = query["exact"].ToString() is "true" or "1" or "on",
        Fields = Fields(Values(query["in"])),
        Types = Types(Values(query["type"])),
        Topic = Identifier(query["topic"]),
        Source = Identifier(query["source"]),
        From = Day(query["from"]),
        To = Day(query["to"]),
        Order = query["sort"] == "date" ? SearchOrder.Date : SearchOrder.Relevance,
        Page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, SearchRequest.Window) : 1,
    };

    /// <summary>The address's query, with the question mark.</summary>
    public static string Format(SearchRequest request)
    {
        var query = new QueryBuilder();
        if (request.Query.Length > 0)
            query.Add("q", request.Query);
        if (request.Exact)
            query.Add("exact", "true");
        if (request.Fields != SearchFields.Both)
            query.Add("in", request.Fields == SearchFields.Title ? "title" : "content");
        foreach (var (selector, type) in IndexedTypes.Selectors)
        {
            if (request.Types.Contains(type))
                query.Add("type", selector);
        }
        Add("topic", request.Topic);
        Add("source", request.Source);
        Add("from", request.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("to", request.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("sort", request.Order == SearchOrder.Date ? "date" : null);
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

    static string? Identifier(StringValues value) => value.ToString() is { Length: > 0 and <= 26 } id && id.All(char.IsAsciiLetterOrDigit) ? id : null;

    static DateOnly? Day(StringValues value) =>
        DateOnly.TryParseExact(value.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999 ? day : null;
}
