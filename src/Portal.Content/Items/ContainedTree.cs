using System.Text.Json.Nodes;
using Portal.Content.Parts;

namespace Portal.Content.Items;

/// <summary>A step of an item in a tree.</summary>
public enum TreeStep
{
    /// <summary>Before the one that stands before it.</summary>
    Up,

    /// <summary>After the one that stands after it.</summary>
    Down,

    /// <summary>Below the one that stands before it, as its last.</summary>
    In,

    /// <summary>Beside the one below which it stands, after it.</summary>
    Out,
}

/// <summary>An item in a tree.</summary>
/// <param name="Item">Its JSON, as it stands in the tree.</param>
/// <param name="Id">Its identifier.</param>
/// <param name="Depth">0 at the top.</param>
/// <param name="ParentId">The item below which it stands, or null at the top.</param>
public sealed record TreePlace(JsonObject Item, string Id, int Depth, string? ParentId);

/// <summary>
/// The items within an item as a tree that can be changed: terms of a taxonomy, which nest by <c>Terms</c>, or entries of a menu,
/// which nest by <c>MenuItemsListPart</c>. Works on a copy; <see cref="ApplyTo"/> writes it back. Properties that nobody here knows are kept.
/// </summary>
public sealed class ContainedTree
{
    /// <summary>Deepest nesting that is made or walked.</summary>
    public const int MaxDepth = 20;

    readonly JsonArray _roots;
    readonly bool _menu;

    ContainedTree(JsonArray? roots, bool menu) => (_roots, _menu) = ((JsonArray?)roots?.DeepClone() ?? [], menu);

    /// <summary>The terms of a taxonomy.</summary>
    public static ContainedTree Terms(ContentItem taxonomy) => new(taxonomy.As<TaxonomyPart>()?.Terms, menu: false);

    /// <summary>The entries of a menu.</summary>
    public static ContainedTree MenuEntries(ContentItem menu) => new(menu.As<MenuItemsListPart>()?.MenuItems, menu: true);

    /// <summary>All items, each before those below it.</summary>
    public IReadOnlyList<TreePlace> All => [.. Walk(_roots, 0, null)];

    /// <summary>The item, or null.</summary>
    public TreePlace? Find(string id) => All.FirstOrDefault(place => place.Id == id);

    /// <summary>The item and all below it, or nothing where it is not in the tree.</summary>
    public IReadOnlyList<TreePlace> Branch(string id) =>
        Find(id) is { } place ? [place, .. Walk(Below(place.Item), place.Depth + 1, id)] : [];

    /// <summary>Adds an item as the last below another, or at the top.</summary>
    /// <returns>False where there is no such parent, or the tree would be too deep.</returns>
    public bool Add(JsonObject item, string? parentId)
    {
        if (parentId is null)
        {
            _roots.Add((JsonNode)item);
            return true;
        }
        if (Find(parentId) is not { Depth: < MaxDepth } parent)
            return false;
        Make(parent.Item).Add((JsonNode)item);
        return true;
    }

    /// <summary>Takes an item out, with all below it.</summary>
    public bool Remove(string id) => Find(id) is { } place && ((JsonArray)place.Item.Parent!).Remove(place.Item);

    /// <summary>Moves an item one step, with all below it; false where there is no such step.</summary>
    public bool Move(string id, TreeStep step)
    {
        if (Find(id) is not { } place)
            return false;
        var siblings = (JsonArray)place.Item.Parent!;
        var at = siblings.IndexOf(place.Item);
        switch (step)
        {
            case TreeStep.Up when at > 0:
                return Insert(place.Item, siblings, at - 1);
            case TreeStep.Down when at < siblings.Count - 1:
                return Insert(place.Item, siblings, at + 1);
            case TreeStep.In when at > 0 && siblings[at - 1] is JsonObject before && Branch(id).Max(one => one.Depth) < MaxDepth:
                return Insert(place.Item, Make(before), null);
            case TreeStep.Out when place.ParentId is { } parentId && Find(parentId) is { } parent:
                var above = (JsonArray)parent.Item.Parent!;
                return Insert(place.Item, above, above.IndexOf(parent.Item) + 1);
            default:
                return false;
        }
    }

    /// <summary>Moves an item below another, or to the top; false where the other stands below it.</summary>
    public bool MoveUnder(string id, string? parentId)
    {
        if (Find(id) is not { } place || Branch(id).Any(one => one.Id == parentId))
            return false;
        if (parentId is null)
            return Insert(place.Item, _roots, null);
        return Find(parentId) is { } parent && Insert(place.Item, Make(parent.Item), null);
    }

    /// <summary>Replaces an item; those below it stay below it.</summary>
    public bool Change(string id, Action<ContentItem> change)
    {
        if (Find(id) is not { } place)
            return false;
        var item = ContentItemJson.Read(place.Item);
        change(item);
        // Only what stood there before or was written now: contained items carry no flags.
        if (item.DisplayText is not null)
            place.Item["DisplayText"] = item.DisplayText;
        foreach (var (name, part) in item.Content)
        {
            if (!JsonNode.DeepEquals(place.Item[name], part))
                place.Item[name] = part?.DeepClone();
        }
        return true;
    }

    /// <summary>Writes the tree into the item that it was read from.</summary>
    public void ApplyTo(ContentItem owner)
    {
        var items = (JsonArray)_roots.DeepClone();
        if (_menu)
            owner.Apply((owner.As<MenuItemsListPart>() ?? new(null)) with { MenuItems = items });
        else
            owner.Apply((owner.As<TaxonomyPart>() ?? new(null, null)) with { Terms = items });
    }

    /// <summary>A new contained item, which carries no flags and dates.</summary>
    public static JsonObject NewItem(string contentType, string displayText) => new()
    {
        ["ContentItemId"] = ContentIdentity.New(),
        ["ContentType"] = contentType,
        ["DisplayText"] = displayText,
    };

    static bool Insert(JsonObject item, JsonArray into, int? at)
    {
        ((JsonArray)item.Parent!).Remove(item);
        into.Insert(Math.Min(at ?? into.Count, into.Count), (JsonNode)item);
        return true;
    }

    IEnumerable<TreePlace> Walk(JsonArray? items, int depth, string? parentId)
    {
        if (items is null || depth > MaxDepth)
            yield break;
        foreach (var item in items.OfType<JsonObject>())
        {
            var id = item["ContentItemId"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
            yield return new(item, id, depth, parentId);
            foreach (var below in Walk(Below(item), depth + 1, id))
                yield return below;
        }
    }

    JsonArray? Below(JsonObject item) => (_menu ? item["MenuItemsListPart"]?["MenuItems"] : item["Terms"]) as JsonArray;

    JsonArray Make(JsonObject item)
    {
        if (Below(item) is { } there)
            return there;
        var made = new JsonArray();
        if (!_menu)
            item["Terms"] = made;
        else if (item["MenuItemsListPart"] is JsonObject part)
            part["MenuItems"] = made;
        else
            item["MenuItemsListPart"] = new JsonObject { ["MenuItems"] = made };
        return made;
    }
}
