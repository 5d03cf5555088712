using System.Text.Json.Nodes;
using Portal.Content.Parts;

namespace Portal.Content.Items;

/// <summary>Content items that live inside others: terms of a taxonomy, entries of a menu. They are no rows of their own.</summary>
public static class ContainedItems
{
    /// <summary>The terms of a taxonomy, or the terms below a term, in their order.</summary>
    public static IEnumerable<ContentItem> Terms(ContentItem taxonomyOrTerm) =>
        Read(taxonomyOrTerm.As<TaxonomyPart>()?.Terms ?? taxonomyOrTerm.Content["Terms"] as JsonArray);

    /// <summary>All terms of a taxonomy, each before the terms below it.</summary>
    public static IEnumerable<ContentItem> AllTerms(ContentItem taxonomyOrTerm) =>
        Terms(taxonomyOrTerm).SelectMany(term => AllTerms(term).Prepend(term));

    /// <summary>The entries of a menu, or the entries below an entry, in their order.</summary>
    public static IEnumerable<ContentItem> MenuItems(ContentItem menuOrEntry) => Read(menuOrEntry.As<MenuItemsListPart>()?.MenuItems);

    static IEnumerable<ContentItem> Read(JsonArray? items) =>
        items is null ? [] : items.OfType<JsonObject>().Where(json => json["ContentType"] is not null).Select(ContentItemJson.Read);
}
