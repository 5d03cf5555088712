using Portal.Content.Handlers;
using Portal.Content.Parts;
using Portal.Content.Storage;

namespace Portal.Content.Items;

/// <summary>An address that an item claims, for itself or for an item contained in it.</summary>
/// <param name="Path">Without leading slash, in lower case.</param>
/// <param name="Contained">The contained item that the address means, or null for the item itself.</param>
public sealed record ItemRoute(string Path, ContentItem? Contained);

/// <summary>The addresses that items claim by their <see cref="AutoroutePart"/>.</summary>
public static class ItemRoutes
{
    /// <summary>The item's own address and, where it routes them, those of its terms.</summary>
    public static IEnumerable<ItemRoute> Of(ContentItem item)
    {
        if (item.As<AutoroutePart>() is not { Disabled: false, Path: { Length: > 0 } path } part)
            yield break;
        yield return new(RouteRecord.Normalize(path), null);
        if (!part.RouteContainedItems)
            yield break;
        foreach (var term in ContainedItems.AllTerms(item))
        {
            var own = term.As<AutoroutePart>();
            if (own?.Disabled == true || term.ContentItemId.Length == 0)
                continue;
            var slug = own?.Path is { Length: > 0 } given ? RouteRecord.Normalize(given) : Slug.From(term.DisplayText);
            if (slug.Length > 0)
                yield return new(own?.Absolute == true ? slug : $"{RouteRecord.Normalize(path)}/{slug}", term);
        }
    }
}
