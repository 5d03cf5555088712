using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Search.Indexing;
using Portal.Search.Querying;
using Portal.Site.Shapes;

namespace Portal.Search.Results;

/// <summary>
/// Gives the page of an item what else there is to read on its matters. A kept page goes when one of these changes or is taken away;
/// that something better has come in the meantime is no reason to draw every page anew, so the list may be older than the index.
/// Where nothing was found (the item is newer than the index), the page waits for the next item of its type.
/// </summary>
sealed class ReadNextDriver(string contentType, SiteSearch search, SearchNames names, PublicContent content) : IContentDriver
{
    const int Count = 4;

    /// <summary>Types whose pages have such a list.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. IndexedTypes.Kinds, "Story"];

    public string ContentType => contentType;

    public async Task BuildAsync(ContentDisplay display, CancellationToken cancellationToken)
    {
        if (display.DisplayType != "Detail" || Like(display.Item) is not { } like)
            return;
        var documents = await search.LikeAsync(like, Count, cancellationToken);
        var items = await content.GetAsync([.. documents.Select(document => document.Id)], cancellationToken);
        display.Use.Items(items);
        if (items.Count == 0)
        {
            display.Use.Add(CacheTag.Type(contentType));
            return;
        }
        var sources = await names.SourcesAsync(items.Select(SourceOf), cancellationToken);
        display.Properties["ReadNext"] = items.Select(item => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Item"] = item,
            ["Source"] = sources.GetValueOrDefault(SourceOf(item), ""),
        }).ToList();
    }

    // A story is on the matters of its first report.
    static string? Like(ContentItem item) =>
        item.ContentType != "Story" ? item.ContentItemId : item.Field<ContentPickerField>("Story", "Items")?.ContentItemIds is [var first, ..] ? first : null;

    static string SourceOf(ContentItem item) => item.Field<ContentPickerField>(item.ContentType, "Source")?.ContentItemIds is [var source, ..] ? source : "";
}
