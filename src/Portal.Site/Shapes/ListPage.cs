using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Site.Pages;

namespace Portal.Site.Shapes;

/// <summary>A page of the items that belong to an item with a <c>ListPart</c>: a blog's posts.</summary>
/// <param name="Items">The items, newest first or in the order given by hand.</param>
/// <param name="NextUrl">Address of the next page, or null at the end.</param>
/// <param name="IsFirst">Whether the page is the first one.</param>
sealed record ListPage(IReadOnlyList<ContentItem> Items, string? NextUrl, bool IsFirst)
{
    /// <summary>Reads the page for each <c>ListPart</c> of the item's type.</summary>
    public static async Task<IReadOnlyDictionary<string, ListPage>> ReadAsync(PublicContent content, ContentItem item, ListCursor? after, PageRender render)
    {
        var pages = new Dictionary<string, ListPage>(StringComparer.Ordinal);
        foreach (var part in render.Definitions.Type(item.ContentType)?.Parts ?? [])
        {
            if (part.PartName == "ListPart" && item.Id != 0)
                pages[part.Name] = await ReadAsync(content, item, part, after, render);
        }
        return pages;
    }

    /// <summary>The query of the list's items; null where the settings name no type.</summary>
    public static ContentListQuery? Query(ContentItem item, ContentTypePartDefinition part, int count, ListCursor? after) =>
        part.Setting("ListPartSettings").Texts("ContainedContentTypes") is { Count: > 0 } types
            ? new() { Types = types, Keys = [$"list:{item.ContentItemId}"], Count = count, After = after }
            : null;

    static async Task<ListPage> ReadAsync(PublicContent content, ContentItem item, ContentTypePartDefinition part, ListCursor? after, PageRender render)
    {
        var settings = part.Setting("ListPartSettings");
        // A list in an order given by hand is short; it stands on one page.
        var ordered = settings.Flag("EnableOrdering");
        var size = ordered ? ContentListQuery.MaxCount : settings.Number("PageSize") is >= 1 and <= 200 and var given ? (int)given : render.Settings.PageSize;
        if (Query(item, part, size, ordered ? null : after) is not { } query)
            return new([], null, true);
        render.Use.Query(query);
        var list = await content.ListAsync(query, render.Cancellation);
        render.Use.Items(list.Items);
        return ordered
            ? new([.. list.Items.OrderBy(one => one.As<ContainedPart>()?.Order ?? 0)], null, true)
            : new(list.Items, list.Next is { } next ? $"?after={next}" : null, after is null);
    }

    /// <summary>Gives the shape of the part what its template draws.</summary>
    public void AddTo(Shape shape, ContentItem item, ContentTypePartDefinition part)
    {
        shape.With("ContentItems", Items)
            .With("ListPart", item.Content[part.Name] as JsonObject ?? [])
            .With("FeedUrl", $"/Contents/Lists/{item.ContentItemId}/rss")
            .With("ShowHeader", part.Setting("ListPartSettings").Flag("ShowHeader", otherwise: true))
            .With("Pager", new Shape("PagerSlim").With("NextUrl", NextUrl).With("IsFirst", IsFirst));
    }
}
