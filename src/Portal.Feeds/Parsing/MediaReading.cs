using System.Globalization;
using System.Xml.Linq;

namespace Portal.Feeds.Parsing;

/// <summary>Reads files and pictures of an entry: enclosures, Media RSS, podcast elements.</summary>
static class MediaReading
{
    /// <summary>Most files that are read of one entry.</summary>
    const int MaxEnclosures = 100;

    /// <summary>All attached sound, film and documents, each address once.</summary>
    public static IReadOnlyList<ParsedEnclosure> Enclosures(FeedNode entry)
    {
        var found = new List<ParsedEnclosure>();
        foreach (var element in entry.All(Module.Core, "enclosure").Concat(entry.All(Module.Atom, "enclosure")))
            Add(found, entry.Absolute(Attribute(element, "url")), Attribute(element, "type"), Attribute(element, "length"), null);
        foreach (var link in entry.All(Module.Atom, "link"))
        {
            if (string.Equals(Attribute(link, "rel"), "enclosure", StringComparison.OrdinalIgnoreCase))
                Add(found, entry.Absolute(Attribute(link, "href")), Attribute(link, "type"), Attribute(link, "length"), null);
        }
        foreach (var content in Contents(entry))
        {
            var type = Attribute(content, "type") ?? Attribute(content, "medium");
            if (type?.StartsWith("audio", StringComparison.OrdinalIgnoreCase) == true || type?.StartsWith("video", StringComparison.OrdinalIgnoreCase) == true)
                Add(found, entry.Absolute(Attribute(content, "url")), Attribute(content, "type"), Attribute(content, "fileSize"), Attribute(content, "duration"));
        }
        var duration = Duration(entry.Text(Module.Itunes, "duration"));
        var player = found.FindIndex(one => one.DurationSeconds is null && one.Type?.StartsWith("image", StringComparison.OrdinalIgnoreCase) != true);
        if (duration is not null && player >= 0)
            found[player] = found[player] with { DurationSeconds = duration };
        return found;
    }

    /// <summary>The address of the entry's picture: Media RSS, then a picture among the enclosures, then the podcast's.</summary>
    public static string? Image(FeedNode entry, IReadOnlyList<ParsedEnclosure> enclosures)
    {
        var pictures = Contents(entry).Where(content => Attribute(content, "medium") == "image"
            || Attribute(content, "type")?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true);
        var largest = pictures.MaxBy(content => Number(Attribute(content, "width")) ?? 0);
        var thumbnails = entry.All(Module.Media, "thumbnail")
            .Concat(entry.All(Module.Media, "group").Concat(entry.All(Module.Media, "content")).SelectMany(group => entry.Child(group).All(Module.Media, "thumbnail")));
        return entry.Absolute(largest is null ? null : Attribute(largest, "url"))
            ?? entry.Absolute(thumbnails.MaxBy(one => Number(Attribute(one, "width")) ?? 0) is { } thumbnail ? Attribute(thumbnail, "url") : null)
            ?? enclosures.FirstOrDefault(one => one.Type?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true)?.Url
            ?? Podcast(entry);
    }

    /// <summary>The picture that podcast elements name.</summary>
    public static string? Podcast(FeedNode node) =>
        node.First(Module.Itunes, "image") is { } image ? node.Absolute(Attribute(image, "href") ?? Attribute(image, "url") ?? image.Value) : null;

    /// <summary>A text of Media RSS, on the entry or in its group.</summary>
    public static string? Text(FeedNode entry, string name) =>
        entry.Text(Module.Media, name)
        ?? entry.All(Module.Media, "group").Concat(entry.All(Module.Media, "content")).Select(group => entry.Child(group).Text(Module.Media, name)).FirstOrDefault(text => text is not null);

    /// <summary>An attribute by its name without case, trimmed; null where it is missing or empty.</summary>
    public static string? Attribute(XElement element, string name)
    {
        var attribute = element.Attribute(name) ?? element.Attributes().FirstOrDefault(one => string.Equals(one.Name.LocalName, name, StringComparison.OrdinalIgnoreCase));
        return attribute?.Value.Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>Seconds of <c>3723</c>, <c>1:02:03</c> or <c>62:03</c>.</summary>
    public static int? Duration(string? text)
    {
        if (text is null || text.Split(':') is not { Length: <= 3 } parts)
            return null;
        var seconds = 0L;
        foreach (var part in parts)
        {
            if (!decimal.TryParse(part.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > 1_000_000)
                return null;
            seconds = (seconds * 60) + (long)number;
        }
        return seconds is > 0 and < int.MaxValue ? (int)seconds : null;
    }

    static IEnumerable<XElement> Contents(FeedNode entry) =>
        entry.All(Module.Media, "content").Concat(entry.All(Module.Media, "group").SelectMany(group => entry.Child(group).All(Module.Media, "content")));

    static void Add(List<ParsedEnclosure> found, string? url, string? type, string? length, string? duration)
    {
        if (url is null || found.Count >= MaxEnclosures)
            return;
        var known = found.FindIndex(one => one.Url == url);
        var added = new ParsedEnclosure(url, type, Number(length), Duration(duration));
        if (known < 0)
            found.Add(added);
        else
            found[known] = found[known] with
            {
                Type = found[known].Type ?? added.Type,
                Length = found[known].Length ?? added.Length,
                DurationSeconds = found[known].DurationSeconds ?? added.DurationSeconds,
            };
    }

    static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
