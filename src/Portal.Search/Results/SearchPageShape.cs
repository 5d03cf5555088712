using System.Globalization;
using Portal.Search.Indexing;
using Portal.Search.Querying;

namespace Portal.Search.Results;

/// <summary>Makes of a result what the template <c>SearchResults.liquid</c> draws.</summary>
sealed class SearchPageShape(HitShapes hits, FacetShapes facets, TimeBars bars, Narrowings narrowings, NoHits noHits)
{
    /// <summary>Pages named to each side of the one that is shown.</summary>
    const int PagesAround = 2;

    /// <param name="root">What addresses of the site begin with, without a slash at the end.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="result">What was found.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<Dictionary<string, object?>> BuildAsync(string root, SearchRequest request, SearchResult result, CancellationToken cancellationToken)
    {
        var action = $"{root}/search";
        var narrowed = await narrowings.OfAsync(request, cancellationToken);
        var model = Form(action, request);
        model["Outcome"] = result.Outcome switch
        {
            SearchOutcome.Searched => result.Total > 0 ? "found" : "nothing",
            SearchOutcome.TooLong => "too-long",
            SearchOutcome.NotReady => "not-ready",
            _ => "",
        };
        model["Chips"] = narrowed.Where(one => !one.IsSelector).Select(one => Link(one.Label, Address(one.Without))).ToList();
        if (result.Outcome != SearchOutcome.Searched)
            return model;
        AddAnswer(model, request, result, Address);
        model["Facets"] = await facets.BuildAsync(request, result.Facets, Address, cancellationToken);
        model["Bars"] = bars.Build(request, result.Facets, Address);
        await AddHitsAsync(model, root, request, result, cancellationToken);
        if (result.Total == 0)
        {
            model["Wider"] = result.IsPartial ? [] : await noHits.WiderAsync(narrowed, Address, cancellationToken);
            model["NearTopics"] = await noHits.TopicsAsync(root, request.Query, cancellationToken);
        }
        AddPages(model, request, result, Address);
        return model;

        string Address(SearchRequest other) => action + SearchAddress.FormatPage(other);
    }

    static Dictionary<string, object?> Form(string action, SearchRequest request) => new(StringComparer.Ordinal)
    {
        ["Action"] = action,
        ["Query"] = request.IsTooLong ? request.Query[..SearchRequest.MaxLength] : request.Query,
        ["MaxLength"] = SearchRequest.MaxLength,
        ["Exact"] = request.Exact,
        ["InTitle"] = request.Fields.HasFlag(SearchFields.Title),
        ["InContent"] = request.Fields.HasFlag(SearchFields.Content),
        ["Posts"] = Shows(request, IndexedTypes.Article),
        ["Pages"] = Shows(request, IndexedTypes.Page),
        ["News"] = Shows(request, IndexedTypes.NewsItem),
        ["From"] = request.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
        ["To"] = request.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
        // What has no field of its own in the form stays as it is when the form is sent.
        ["Kept"] = new (string Name, string? Value)[]
        {
            ("topic", request.Topic), ("region", request.Region), ("source", request.Source), ("lang", request.Language), ("year", request.Year?.ToString(CultureInfo.InvariantCulture)),
            ("sort", request.Order == SearchOrder.Date ? "date" : null), ("group", request.Grouped ? null : "false"),
        }.Where(one => one.Value is not null).Select(one => new Dictionary<string, object?>(StringComparer.Ordinal) { ["Name"] = one.Name, ["Value"] = one.Value }).ToList(),
    };

    static void AddAnswer(Dictionary<string, object?> model, SearchRequest request, SearchResult result, Func<SearchRequest, string> address)
    {
        var first = request with { Page = 1 };
        model["Total"] = result.Total;
        model["TotalText"] = result.Total.ToString("N0", CultureInfo.CurrentCulture);
        model["AnyWord"] = result.AnyWord;
        model["Partial"] = result.IsPartial;
        model["Sort"] = request.Order == SearchOrder.Date ? "date" : "";
        model["RelevanceUrl"] = address(first with { Order = SearchOrder.Relevance });
        model["DateUrl"] = address(first with { Order = SearchOrder.Date });
        model["Grouped"] = request.Grouped;
        model["GroupUrl"] = address(first with { Grouped = !request.Grouped });
        model["FeedUrl"] = SearchAddress.Feed(request);
        model["Search"] = SearchAddress.Saved(request);
        if (result.Correction is { } correction)
        {
            model["Corrected"] = correction.Html;
            model["CorrectionApplied"] = correction.Applied;
            model["CorrectedUrl"] = address(first with { Query = correction.Query, Verbatim = false });
            model["VerbatimUrl"] = address(first with { Verbatim = true });
        }
    }

    // Hits that only resemble what was typed stand apart; where there are no others, the page has said already why they are shown.
    async ValueTask AddHitsAsync(Dictionary<string, object?> model, string root, SearchRequest request, SearchResult result, CancellationToken cancellationToken)
    {
        var shapes = await hits.BuildAsync(root, request, result.Hits, cancellationToken);
        var explained = result.AnyWord || result.Correction is { Applied: true };
        var apart = result.Hits.Any(hit => hit.Forgiven) && !(explained && result.Hits.All(hit => hit.Forgiven));
        model["Hits"] = apart ? shapes.Where(shape => shape["Forgiven"] is false).ToList() : shapes;
        model["Forgiven"] = apart ? shapes.Where(shape => shape["Forgiven"] is true).ToList() : [];
    }

    static void AddPages(Dictionary<string, object?> model, SearchRequest request, SearchResult result, Func<SearchRequest, string> address)
    {
        var last = (Math.Min(result.Total, SearchRequest.Window) + request.PageSize - 1) / request.PageSize;
        var (from, to) = (Math.Max(1, request.Page - PagesAround), Math.Min(last, request.Page + PagesAround));
        model["Previous"] = request.Page > 1 && last > 1 ? address(request with { Page = Math.Min(request.Page - 1, last) }) : null;
        model["Next"] = request.Page < last ? address(request with { Page = request.Page + 1 }) : null;
        model["PageLinks"] = last <= 1 ? [] : Enumerable.Range(from, Math.Max(0, to - from + 1)).Select(page => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Number"] = page,
            ["Url"] = address(request with { Page = page }),
            ["Current"] = page == request.Page,
        }).ToList();
    }

    static Dictionary<string, object?> Link(string label, string url) => new(StringComparer.Ordinal) { ["Label"] = label, ["Url"] = url };

    static bool Shows(SearchRequest request, string type) => request.Types.Count == 0 || request.Types.Contains(type);
}
