using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Settings;
using Portal.Search.Indexing;
using Portal.Search.Querying;

namespace Portal.Search.Results;

/// <summary>Makes of a result what the template <c>SearchResults.liquid</c> draws.</summary>
sealed class SearchPageShape(PublicContent content, SiteDocuments documents, IStringLocalizer texts)
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
        var last = (Math.Min(result.Total, SearchRequest.Window) + request.PageSize - 1) / request.PageSize;
        return new(StringComparer.Ordinal)
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
            ["Topic"] = request.Topic ?? "",
            ["Source"] = request.Source ?? "",
            ["From"] = request.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
            ["To"] = request.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
            ["Sort"] = request.Order == SearchOrder.Date ? "date" : "",
            ["RelevanceUrl"] = action + SearchAddress.Format(request with { Order = SearchOrder.Relevance, Page = 1 }),
            ["DateUrl"] = action + SearchAddress.Format(request with { Order = SearchOrder.Date, Page = 1 }),
            ["Outcome"] = result.Outcome switch
            {
                SearchOutcome.Searched => result.Total > 0 ? "found" : "nothing",
                SearchOutcome.TooLong => "too-long",
                SearchOutcome.NotReady => "not-ready",
                _ => "",
            },
            ["Total"] = result.Total,
            ["AnyWord"] = result.AnyWord,
            ["Hits"] = await HitsAsync(root, result, cancellationToken),
            ["Previous"] = request.Page > 1 && last > 1 ? Address(Math.Min(request.Page - 1, last)) : null,
            ["Next"] = request.Page < last ? Address(request.Page + 1) : null,
            ["PageLinks"] = last > 1 ? PageLinks() : [],
        };

        string Address(int page) => action + SearchAddress.Format(request with { Page = page });

        List<Dictionary<string, object?>> PageLinks()
        {
            var (from, to) = (Math.Max(1, request.Page - PagesAround), Math.Min(last, request.Page + PagesAround));
            return [.. Enumerable.Range(from, Math.Max(0, to - from + 1)).Select(page => new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["Number"] = page,
                ["Url"] = Address(page),
                ["Current"] = page == request.Page,
            })];
        }
    }

    async Task<List<Dictionary<string, object?>>> HitsAsync(string root, SearchResult result, CancellationToken cancellationToken)
    {
        var zone = (await documents.GetAsync<SiteSettings>(cancellationToken)).TimeZone;
        var sources = (await content.GetAsync([.. result.Hits.Select(hit => hit.Document.Source).Where(id => id.Length > 0)], cancellationToken))
            .DistinctBy(source => source.ContentItemId, StringComparer.Ordinal)
            .ToDictionary(source => source.ContentItemId, source => source.DisplayText ?? "", StringComparer.Ordinal);
        return [.. result.Hits.Select(hit => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Id"] = hit.Document.Id,
            ["Url"] = hit.Document.Path.Length > 0 ? $"{root}/{Uri.EscapeDataString(hit.Document.Path).Replace("%2F", "/", StringComparison.Ordinal)}" : "",
            ["Title"] = hit.TitleHtml,
            ["Snippet"] = hit.SnippetHtml,
            ["Kind"] = TypeName(hit.Document.Type),
            ["Source"] = sources.GetValueOrDefault(hit.Document.Source, ""),
            ["Author"] = hit.Document.Author,
            ["Language"] = hit.Document.Language is Analysis.IndexLanguage.Other ? "" : Analysis.IndexLanguages.Code(hit.Document.Language),
            ["Date"] = hit.Document.PublishedUtc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["DateText"] = TimeZoneInfo.ConvertTimeFromUtc(hit.Document.PublishedUtc, zone).ToString("d MMMM yyyy", CultureInfo.CurrentCulture),
        })];
    }

    string TypeName(string type) => type switch
    {
        IndexedTypes.Article => texts["Article"],
        IndexedTypes.Page => texts["Page"],
        _ => texts["News item"],
    };

    static bool Shows(SearchRequest request, string type) => request.Types.Count == 0 || request.Types.Contains(type);
}
