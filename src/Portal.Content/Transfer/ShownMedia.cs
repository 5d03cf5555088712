using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.Content.Items;

namespace Portal.Content.Transfer;

/// <summary>Finds the media files that items show: in media fields, and in the addresses in their texts.</summary>
sealed partial class ShownMedia
{
    /// <summary>The paths found so far.</summary>
    public SortedSet<string> Paths { get; } = new(StringComparer.Ordinal);

    public void Look(ContentItem item) => Look(item.Content);

    void Look(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var (name, value) in json)
                {
                    if (name == "Paths" && value is JsonArray paths)
                        Paths.UnionWith(paths.OfType<JsonValue>().Where(path => path.GetValueKind() == JsonValueKind.String).Select(path => path.GetValue<string>().TrimStart('/')));
                    else
                        Look(value);
                }
                break;
            case JsonArray list:
                foreach (var one in list)
                    Look(one);
                break;
            case JsonValue value when value.TryGetValue<string>(out var text) && text.Contains("/media/", StringComparison.Ordinal):
                foreach (Match match in Address().Matches(text))
                    Paths.Add(Uri.UnescapeDataString(match.Groups["path"].Value));
                break;
        }
    }

    // Only addresses on this site: behind a quotation mark, a bracket or at the beginning.
    [GeneratedRegex("""(^|["'(\s])(~)?/media/(?<path>[^"'()?#\s<>]+)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
