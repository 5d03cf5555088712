using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Content.Documents;
using Portal.Content.Settings;
using Portal.Search.Analysis;
using Portal.Search.Indexing;
using Portal.Search.Querying;

namespace Portal.Search.Results;

/// <summary>Makes of hits what the template draws, with the reports that stand behind them.</summary>
sealed class HitShapes(SearchNames names, SiteDocuments documents, IStringLocalizer texts)
{
    /// <param name="root">What addresses of the site begin with, without a slash at the end.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="hits">The hits of the page.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<List<Dictionary<string, object?>>> BuildAsync(string root, SearchRequest request, IReadOnlyList<SearchHit> hits, CancellationToken cancellationToken)
    {
        var zone = (await documents.GetAsync<SiteSettings>(cancellationToken)).TimeZone;
        var sources = await names.SourcesAsync(hits.SelectMany(hit => (hit.Story?.Others ?? []).Append(hit.Document)).Select(document => document.Source), cancellationToken);
        var before = (request.Page - 1) * request.PageSize;
        return [.. hits.Select((hit, index) =>
        {
            var shape = Document(hit.Document);
            shape["Title"] = hit.TitleHtml;
            shape["Snippet"] = hit.SnippetHtml;
            shape["Position"] = before + index + 1;
            shape["Pinned"] = hit.Pinned;
            shape["Forgiven"] = hit.Forgiven;
            shape["Image"] = hit.Document.Image;
            if (hit.Story is { OtherCount: > 0 } story)
            {
                shape["OtherCount"] = story.OtherCount;
                shape["Others"] = story.Others.Select(Document).ToList();
                shape["StoryUrl"] = story.Path.Length > 0 ? Address(root, story.Path) : "";
            }
            return shape;
        })];

        Dictionary<string, object?> Document(SearchDocument document) => new(StringComparer.Ordinal)
        {
            ["Id"] = document.Id,
            ["Url"] = document.Path.Length > 0 ? Address(root, document.Path) : "",
            ["Title"] = document.Title,
            ["Kind"] = TypeName(document.Kind, texts),
            ["Source"] = sources.GetValueOrDefault(document.Source, ""),
            ["Author"] = document.Author,
            ["Language"] = document.Language is IndexLanguage.Other ? "" : document.Language.Code(),
            ["Date"] = document.PublishedUtc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["DateText"] = Day(document.PublishedUtc, zone),
        };
    }

    /// <summary>The address of an item's page.</summary>
    public static string Address(string root, string path) => $"{root}/{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}";

    /// <summary>A day on the site's calendar.</summary>
    public static string Day(DateTime utc, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(utc, zone).ToString(CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "sr" ? "d. MMMM yyyy." : "d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>What a single item is.</summary>
    public static string TypeName(string type, IStringLocalizer texts) => type switch
    {
        IndexedTypes.Article => texts["Article"],
        IndexedTypes.Page => texts["Page"],
        _ => texts["News item"],
    };
}
