using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Portal.Content.Documents;

namespace Portal.Content.Media;

/// <summary>
/// Where media files went that were renamed or moved: content and foreign links go on to name them by the old path. A folder stands
/// with a slash at its end and means everything that was in it.
/// </summary>
/// <param name="Paths">New path by old path.</param>
public sealed record MediaMoves(IReadOnlyDictionary<string, string> Paths) : ISiteDocument<MediaMoves>
{
    /// <inheritdoc/>
    public static string DocumentName => "MediaMoves";

    /// <inheritdoc/>
    public static JsonTypeInfo<MediaMoves> Json => MediaJson.Default.MediaMoves;

    /// <inheritdoc/>
    public static MediaMoves Empty { get; } = new(new Dictionary<string, string>());

    /// <summary>The path where the file stands now; the given one where it never moved.</summary>
    public string Resolve(string path)
    {
        if (Paths.Count == 0)
            return path;
        if (Paths.TryGetValue(path, out var target))
            return target;
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            if (Paths.TryGetValue(path[..(slash + 1)], out var folder))
                return folder + path[(slash + 1)..];
        }
        return path;
    }

    /// <summary>The older paths by which content may name what stands at a path (a folder with its slash).</summary>
    public IEnumerable<string> OlderPaths(string path)
    {
        foreach (var (old, now) in Paths)
        {
            if (now == path)
                yield return old;
            else if (now.EndsWith('/') && path.StartsWith(now, StringComparison.Ordinal))
                yield return old + path[now.Length..];
        }
    }

    /// <summary>With a further move; older ones lead to the new place at once.</summary>
    /// <param name="from">The old path; a folder's ends with a slash.</param>
    /// <param name="to">The new path; a folder's ends with a slash.</param>
    public MediaMoves With(string from, string to)
    {
        var paths = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (old, now) in Paths)
        {
            var moved = now == from ? to : from.EndsWith('/') && now.StartsWith(from, StringComparison.Ordinal) ? to + now[from.Length..] : now;
            if (old != moved)
                paths[old] = moved;
        }
        // What stands at the new place is itself again.
        paths.Remove(to);
        paths[from] = to;
        return new(paths);
    }
}

[JsonSerializable(typeof(MediaMoves))]
[JsonSerializable(typeof(MediaProfiles))]
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
sealed partial class MediaJson : JsonSerializerContext;
