using System.Text.Json.Nodes;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Parts;
using Portal.Site.Caching;
using Portal.Site.Liquid;
using Portal.Site.Pages;
using Portal.Site.Routing;

namespace Portal.Site.Shapes;

/// <summary>
/// Makes the shapes of a menu: <c>Menu</c>, <c>MenuItem</c> for each entry, <c>MenuItemLink</c> for its link. An entry leads to an
/// address (<c>LinkMenuItem</c>), to a content item wherever that stands (<c>ContentMenuItem</c>), or shows HTML (<c>HtmlMenuItem</c>).
/// </summary>
sealed class MenuShapes(PublishedItems items, SiteLinks links, ItemCultures cultures, BodyHtml bodies)
{
    const int MaxLevel = 5;

    /// <summary>Fills the shape of a menu with its entries.</summary>
    public async Task FillAsync(Shape menu, ContentItem item, PageRender render)
    {
        var name = TemplateNames.Piece(TemplateNames.Pascal(item.As<AliasPart>()?.Alias ?? item.DisplayText ?? ""));
        menu.With("ContentItem", item).With("MenuName", item.DisplayText);
        menu.Alternates.Add($"Menu__{name}");
        menu.Items.AddRange(await EntriesAsync(item, name, 1, render));
    }

    async Task<List<Shape>> EntriesAsync(ContentItem above, string menu, int level, PageRender render)
    {
        var entries = new List<Shape>();
        foreach (var entry in ContainedItems.MenuItems(above))
        {
            if (await EntryAsync(entry, menu, level, render) is { } shape)
                entries.Add(shape);
        }
        return entries;
    }

    async Task<Shape?> EntryAsync(ContentItem entry, string menu, int level, PageRender render)
    {
        var target = Target(entry);
        var url = target is null ? Url(entry, render) : await ItemUrlAsync(target, render);
        // An entry for an item that is hidden or gone leads nowhere; it comes back with the item.
        if (url is null)
            return null;
        var shape = new Shape("MenuItem").With("ContentItem", entry).With("Level", level).With("Text", Text(entry)).With("Url", url).With("IsCurrent", IsCurrent(url, render));
        if (entry.Content["HtmlMenuItemPart"]?["Html"] is JsonValue html && html.TryGetValue<string>(out var text))
            shape.With("Html", bodies.Clean(text));
        Name(shape, entry, menu, level);
        var link = new Shape("MenuItemLink") { Properties = new(shape.Properties, StringComparer.Ordinal) };
        Name(link, entry, menu, level);
        shape.With("Link", link);
        if (level < MaxLevel)
            shape.Items.AddRange(await EntriesAsync(entry, menu, level + 1, render));
        return shape.With("IsOpen", shape.Items.Exists(below => below.Properties["IsCurrent"] is true || below.Properties.GetValueOrDefault("IsOpen") is true));
    }

    static void Name(Shape shape, ContentItem entry, string menu, int level)
    {
        var type = TemplateNames.Piece(entry.ContentType);
        shape.Alternates.AddRange([$"{shape.Type}__level__{level}", $"{shape.Type}__{type}", $"{shape.Type}__{type}__level__{level}",
            $"{shape.Type}__{menu}", $"{shape.Type}__{menu}__level__{level}", $"{shape.Type}__{menu}__{type}", $"{shape.Type}__{menu}__{type}__level__{level}"]);
    }

    static string Text(ContentItem entry) =>
        entry.DisplayText is { Length: > 0 } text ? text : (entry.Content["LinkMenuItemPart"] ?? entry.Content["ContentMenuItemPart"])?["Name"]?.ToString() ?? "";

    static string Url(ContentItem entry, PageRender render)
    {
        var url = (entry.Content["LinkMenuItemPart"] ?? entry.Content["HtmlMenuItemPart"])?["Url"]?.ToString() ?? "";
        return UrlFilters.IsSafe(url) || url.StartsWith("~/", StringComparison.Ordinal) ? SiteLinks.Localized(url, render.Language) : "";
    }

    // The field stood below the part first, and below the type later.
    static string? Target(ContentItem entry)
    {
        if (entry.ContentType != "ContentMenuItem" && entry.Content["ContentMenuItemPart"] is null)
            return null;
        var field = entry.Content["ContentMenuItemPart"]?["SelectedContentItem"] ?? entry.Content["ContentMenuItem"]?["SelectedContentItem"] ?? entry.Content["ContentMenuItem"]?["ContentItem"];
        return (field?["ContentItemIds"] as JsonArray)?.FirstOrDefault()?.ToString() ?? "";
    }

    async Task<string?> ItemUrlAsync(string id, PageRender render)
    {
        if (id.Length == 0)
            return null;
        render.Use.Add(CacheTag.Item(id));
        if (await items.GetAsync(id, render.Http?.User, render.Cancellation) is not { } item)
            return null;
        var shown = await cultures.OtherForAsync(item, render.Language, render.Cancellation) ?? item;
        render.Use.Item(shown);
        return await links.PathOfAsync(shown, render.Settings, render.Language, render.Cancellation);
    }

    static bool IsCurrent(string url, PageRender render)
    {
        var here = SiteLinks.Localized(render.Path, render.Language);
        var rest = url.TrimEnd('/');
        return url.Length > 0 && (here.Equals(url, StringComparison.OrdinalIgnoreCase)
            || (rest.Length > 1 && rest.TrimStart('/') != render.Language.PathPrefix && here.StartsWith(rest + "/", StringComparison.OrdinalIgnoreCase)));
    }
}
