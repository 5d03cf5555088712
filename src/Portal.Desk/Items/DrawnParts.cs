using System.Text.Json.Nodes;

namespace Portal.Desk.Items;

/// <summary>
/// Counts how often parts and fields of a form are drawn anew, because saving has cleaned or completed what was written there; the others
/// stay as they are under the hands of whoever types on.
/// </summary>
public sealed class DrawnParts
{
    readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>How often a part (<c>TitlePart</c>) or a field (<c>Article.Excerpt</c>) was drawn anew.</summary>
    public int this[string name] => _counts.GetValueOrDefault(name);

    /// <summary>Takes what was saved otherwise than it was written into the item, where nobody has written there since, and draws it anew.</summary>
    /// <param name="item">The item in the form.</param>
    /// <param name="written">What was to be saved.</param>
    /// <param name="saved">What was saved.</param>
    public void Follow(JsonObject item, JsonObject written, JsonObject saved)
    {
        foreach (var part in Differing(written, saved).Where(part => JsonNode.DeepEquals(item[part], written[part])).ToList())
        {
            if (saved[part] is { } now)
                item[part] = now.DeepClone();
            else
                item.Remove(part);
            Count(part);
            if (written[part] is JsonObject before && saved[part] is JsonObject after)
                foreach (var field in Differing(before, after))
                    Count($"{part}.{field}");
        }
    }

    static IEnumerable<string> Differing(JsonObject one, JsonObject other) =>
        one.Select(property => property.Key).Union(other.Select(property => property.Key), StringComparer.Ordinal).Where(name => !JsonNode.DeepEquals(one[name], other[name]));

    void Count(string name) => _counts[name] = this[name] + 1;
}
