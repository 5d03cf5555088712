using System.Buffers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Portal.Content.Media;

/// <summary>
/// Finds the media files that an item names: in media fields, and in whatever text it holds (HTML, Markdown, Liquid), as deep as it
/// goes.
/// </summary>
static partial class MediaReferences
{
    const int MaxPaths = 500;
    const int MaxDepth = 64;

    /// <summary>A text without one of these names no file: nearly every text, and it is looked through once.</summary>
    static readonly SearchValues<string> Signs = SearchValues.Create(["/media/", "asset_url", "[image", "[media"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The paths, each once.</summary>
    public static IReadOnlySet<string> Find(JsonObject content)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        Look(content, found, 0);
        return found;
    }

    static void Look(JsonNode? node, HashSet<string> found, int depth)
    {
        if (depth > MaxDepth || found.Count >= MaxPaths)
            return;
        switch (node)
        {
            case JsonObject json:
                foreach (var (name, value) in json)
                {
                    if (name == "Paths" && value is JsonArray paths)
                        foreach (var path in paths.OfType<JsonValue>())
                            Add(path.TryGetValue<string>(out var text) ? text : "", found);
                    else
                        Look(value, found, depth + 1);
                }
                break;
            case JsonArray array:
                foreach (var one in array)
                    Look(one, found, depth + 1);
                break;
            case JsonValue value when value.TryGetValue<string>(out var text):
                LookInText(text, found);
                break;
        }
    }

    static void LookInText(string text, HashSet<string> found)
    {
        if (!text.AsSpan().ContainsAny(Signs))
            return;
        if (text.Contains("/media/", StringComparison.OrdinalIgnoreCase))
            foreach (Match match in Address().Matches(text))
                Add(Unescape(match.Groups["path"].Value), found);
        if (text.Contains("asset_url", StringComparison.Ordinal) || text.Contains("[image", StringComparison.OrdinalIgnoreCase) || text.Contains("[media", StringComparison.OrdinalIgnoreCase) || text.Contains("[asset_url", StringComparison.OrdinalIgnoreCase))
            foreach (Match match in Named().Matches(text))
                Add(match.Groups["path"].Value.Trim().TrimStart('/'), found);
    }

    static void Add(string path, HashSet<string> found)
    {
        if (found.Count < MaxPaths && !path.Contains("://", StringComparison.Ordinal) && MediaPath.IsAllowed(path))
            found.Add(path);
    }

    static string Unescape(string address)
    {
        try
        {
            return Uri.UnescapeDataString(System.Net.WebUtility.HtmlDecode(address));
        }
        catch (UriFormatException)
        {
            return "";
        }
    }

    [GeneratedRegex("""(?<![\w./-])(?:https?://[^/\s"'<>]+|~)?/media/(?<path>[^"'<>\s?#()\\]+)""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Address();

    // Liquid's filter and Orchard's shortcodes.
    [GeneratedRegex("""["'](?<path>[^"'|{}]+)["']\s*\|\s*asset_url|\[(?:image|media|asset_url)[^\]]*\](?<path>[^\[]+)\[/""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Named();
}
