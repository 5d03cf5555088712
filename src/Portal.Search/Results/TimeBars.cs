using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Search.Querying;

namespace Portal.Search.Results;

/// <summary>Makes of the counts by month or year a row of bars, each a link that narrows the search to its time.</summary>
sealed class TimeBars(IStringLocalizer texts)
{
    /// <summary>Bars that can still be told apart on a telephone.</summary>
    const int Most = 24;

    /// <summary>The bars in order of time with none missing between; empty where there is nothing to choose.</summary>
    public List<Dictionary<string, object?>> Build(SearchRequest request, SearchFacets facets, Func<SearchRequest, string> address)
    {
        var first = request with { Page = 1, From = null, To = null, Year = null };
        var bars = Months(first, facets) is { Count: > 0 } months ? months : Years(first, facets);
        if (bars.Count < 2)
            return [];
        var highest = bars.Max(bar => bar.Count);
        return [.. bars.Select(bar =>
        {
            // A single hit among thousands is still seen.
            var height = bar.Count == 0 ? 0 : Math.Max(4, (int)Math.Round(bar.Count * 100d / highest));
            var selected = bar.Narrowed.From == request.From && bar.Narrowed.To == request.To && bar.Narrowed.Year == request.Year;
            return new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["Label"] = bar.Label,
                ["Text"] = bar.Count == 1 ? texts["{0}: 1 result", bar.Label] : texts["{0}: {1} results", bar.Label, bar.Count],
                ["Count"] = bar.Count,
                ["Height"] = height,
                ["Top"] = 100 - height,
                ["Selected"] = selected,
                ["Url"] = address(selected ? first : bar.Narrowed),
            };
        })];
    }

    static List<Bar> Months(SearchRequest first, SearchFacets facets)
    {
        var counts = new Dictionary<DateOnly, int>();
        foreach (var month in facets.Months)
        {
            if (DateOnly.TryParseExact(month.Value, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                counts[day] = month.Count;
        }
        if (counts.Count == 0)
            return [];
        var (from, to) = (counts.Keys.Min(), counts.Keys.Max());
        var span = (to.Year - from.Year) * 12 + to.Month - from.Month + 1;
        return span > Most ? [] : [.. Enumerable.Range(0, span).Select(from.AddMonths).Select(month => new Bar(
            month.ToString("MMMM yyyy", CultureInfo.CurrentCulture), counts.GetValueOrDefault(month), first with { From = month, To = month.AddMonths(1).AddDays(-1) }))];
    }

    static List<Bar> Years(SearchRequest first, SearchFacets facets)
    {
        var counts = new Dictionary<int, int>();
        foreach (var year in facets.Years)
        {
            if (int.TryParse(year.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                counts[number] = year.Count;
        }
        if (counts.Count == 0)
            return [];
        // What is older than the bars reach stands in the facet of years.
        var to = counts.Keys.Max();
        var from = Math.Max(counts.Keys.Min(), to - Most + 1);
        return [.. Enumerable.Range(from, to - from + 1).Select(year => new Bar(year.ToString(CultureInfo.InvariantCulture), counts.GetValueOrDefault(year), first with { Year = year }))];
    }

    sealed record Bar(string Label, int Count, SearchRequest Narrowed);
}
