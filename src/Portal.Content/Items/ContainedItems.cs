using System.Text.Json.Nodes;
using Portal.Content.Definitions;
using Portal.Content.Parts;

namespace Portal.Content.Items;

/// <summary>Content items that live inside others: terms of a taxonomy, entries of a menu, widgets of a flow. They are no rows of their own.</summary>
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

    /// <summary>The items of a flow or a bag, in their order.</summary>
    public static IEnumerable<ContentItem> Of(ContentItem item, ContentTypePartDefinition part) =>
        Read((item.Content[part.Name] as JsonObject)?[ContainerSettings.Property(part.PartName)] as JsonArray);

    /// <summary>What stands before the names of a contained item's elements in the editor's form and in problems.</summary>
    public static string Prefix(string prefix, ContentTypePartDefinition part, ContentItem contained) => $"{prefix}{part.Name}-{contained.ContentItemId}-";

    /// <summary>A contained item as JSON: without the header of items that are rows of their own, and with what stood there before.</summary>
    public static JsonObject Write(ContentItem item, JsonObject? before)
    {
        var json = (JsonObject?)before?.DeepClone() ?? new JsonObject { ["ContentItemId"] = item.ContentItemId, ["ContentType"] = item.ContentType };
        if (item.DisplayText is not null || json.ContainsKey("DisplayText"))
            json["DisplayText"] = item.DisplayText;
        foreach (var name in json.Select(pair => pair.Key).Where(name => !ContentItemJson.IsHeader(name) && !item.Content.ContainsKey(name)).ToList())
            json.Remove(name);
        foreach (var (name, part) in item.Content)
            json[name] = part?.DeepClone();
        return json;
    }

    static IEnumerable<ContentItem> Read(JsonArray? items) =>
        items is null ? [] : items.OfType<JsonObject>().Where(json => json["ContentType"] is JsonValue type && type.TryGetValue<string>(out _)).Select(ContentItemJson.Read);
}
