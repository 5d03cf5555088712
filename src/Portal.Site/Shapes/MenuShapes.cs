using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Site.Pages;
using Portal.Site.Routing;

namespace Portal.Site.Shapes;

/// <summary>Makes the shapes of a menu: <c>Menu</c>, <c>MenuItem</c> for each entry, <c>MenuItemLink</c> for its link.</summary>
static class MenuShapes
{
    const int MaxLevel = 5;

    public static void Fill(Shape menu, ContentItem item, PageRender render)
    {
        var name = TemplateNames.Piece(TemplateNames.Pascal(item.As<AliasPart>()?.Alias ?? item.DisplayText ?? ""));
        menu.With("ContentItem", item).With("MenuName", item.DisplayText);
        menu.Alternates.Add($"Menu__{name}");
        foreach (var entry in ContainedItems.MenuItems(item))
            menu.Items.Add(Entry(entry, name, 1, render));
    }

    static Shape Entry(ContentItem entry, string menu, int level, PageRender render)
    {
        var url = Url(entry, render);
        var shape = new Shape("MenuItem").With("ContentItem", entry).With("Level", level).With("Text", Text(entry)).With("Url", url).With("IsCurrent", IsCurrent(url, render));
        Name(shape, entry, menu, level);
        var link = new Shape("MenuItemLink") { Properties = new(shape.Properties, StringComparer.Ordinal) };
        Name(link, entry, menu, level);
        shape.With("Link", link);
        if (level < MaxLevel)
        {
            foreach (var below in ContainedItems.MenuItems(entry))
                shape.Items.Add(Entry(below, menu, level + 1, render));
        }
        return shape;
    }

    static void Name(Shape shape, ContentItem entry, string menu, int level)
    {
        var type = TemplateNames.Piece(entry.ContentType);
        shape.Alternates.AddRange([$"{shape.Type}__level__{level}", $"{shape.Type}__{type}", $"{shape.Type}__{type}__level__{level}",
            $"{shape.Type}__{menu}", $"{shape.Type}__{menu}__level__{level}", $"{shape.Type}__{menu}__{type}", $"{shape.Type}__{menu}__{type}__level__{level}"]);
    }

    static string Text(ContentItem entry) => entry.DisplayText is { Length: > 0 } text ? text : entry.As<LinkMenuItemPart>()?.Name ?? "";

    static string Url(ContentItem entry, PageRender render)
    {
        var url = entry.As<LinkMenuItemPart>()?.Url ?? "";
        return Liquid.UrlFilters.IsSafe(url) || url.StartsWith("~/", StringComparison.Ordinal) ? SiteLinks.Localized(url, render.Language) : "";
    }

    static bool IsCurrent(string url, PageRender render)
    {
        var here = SiteLinks.Localized(render.Path, render.Language);
        var rest = url.TrimEnd('/');
        return here.Equals(url, StringComparison.OrdinalIgnoreCase)
            || (rest.Length > 1 && rest.TrimStart('/') != render.Language.PathPrefix && here.StartsWith(rest + "/", StringComparison.OrdinalIgnoreCase));
    }
}
