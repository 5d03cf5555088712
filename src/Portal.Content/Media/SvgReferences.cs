using System.Xml.Linq;

namespace Portal.Content.Media;

/// <summary>Counts what a drawing draws in the end: <c>use</c> repeats a part, which may repeat others, and so on without bound.</summary>
static class SvgReferences
{
    /// <summary>How many elements are drawn; more than <paramref name="limit"/> where it would be more, or where a part repeats itself.</summary>
    public static long Drawn(XElement root, long limit)
    {
        var named = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var element in root.DescendantsAndSelf())
        {
            if (element.Attribute("id")?.Value is { } id)
                named.TryAdd(id, element);
        }
        var known = new Dictionary<XElement, long>();
        return Count(root, 0);

        long Count(XElement element, int depth)
        {
            if (known.TryGetValue(element, out var counted))
                return counted;
            if (depth > 500)
                return limit + 1;
            // What is met again before it is counted repeats itself.
            known[element] = limit + 1;
            long sum = 1;
            foreach (var part in element.Elements())
            {
                sum += Count(part, depth + 1);
                if (sum > limit)
                    return known[element] = limit + 1;
            }
            foreach (var attribute in element.Attributes())
            {
                if (Target(attribute) is { } id && named.TryGetValue(id, out var other))
                    sum += Count(other, depth + 1);
                if (sum > limit)
                    return known[element] = limit + 1;
            }
            return known[element] = sum;
        }
    }

    static string? Target(XAttribute attribute)
    {
        var value = attribute.Value;
        if (attribute.Name.LocalName == "href")
            return value.StartsWith('#') ? value[1..] : null;
        var start = value.IndexOf("url(", StringComparison.OrdinalIgnoreCase);
        var hash = start < 0 ? -1 : value.IndexOf('#', start);
        var end = hash < 0 ? -1 : value.IndexOf(')', hash);
        return end < 0 ? null : value[(hash + 1)..end].Trim('"', '\'', ' ');
    }
}
