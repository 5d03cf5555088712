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
        var found = new List<ParsedEnclosure>(0);
        foreach (var (module, name, element) in entry.Children)
        {
            if (module != Module.Core)
                continue;
            if (name == "enclosure" || (name == "link" && string.Equals(Attribute(element, "rel"), "enclosure", StringComparison.OrdinalIgnoreCase)))
                Add(found, entry.Absolute(element, "url") ?? entry.Absolute(element, "href"), element, Attribute(element, "length"));
        }
        foreach (var content in HasMedia(entry) ? Contents(entry) : [])
        {
            var type = Attribute(content, "type") ?? Attribute(content, "medium");
            if (type?.StartsWith("audio", StringComparison.OrdinalIgnoreCase) == true || type?.StartsWith("video", StringComparison.OrdinalIgnoreCase) == true)
                Add(found, entry.Absolute(content, "url"), content, Attribute(content, "fileSize"));
        }
        if (found.Count == 0)
            return found;
        var duration = Duration(entry.Text(Module.Itunes, "duration"));
        var player = found.FindIndex(one => one.DurationSeconds is null && one.Type?.StartsWith("image", StringComparison.OrdinalIgnoreCase) != true);
        if (duration is not null && player >= 0)
            found[player] = found[player] with { DurationSeconds = duration };
        return found;
    }

    /// <summary>The address of the entry's picture: Media RSS, then a picture among the enclosures, then the podcast's.</summary>
    public static string? Image(FeedNode entry, IReadOnlyList<ParsedEnclosure> enclosures)
    {
        if (!HasMedia(entry))
            return Picture(enclosures) ?? Podcast(entry);
        var largest = Contents(entry).Where(content => Attribute(content, "medium") == "image" || Attribute(content, "type")?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true)
            .MaxBy(content => Number(Attribute(content, "width")) ?? 0);
        return entry.Absolute(largest, "url")
            ?? Thumbnails(entry).MaxBy(one => one.Width ?? 0)?.Url
            ?? Picture(enclosures) ?? Podcast(entry);
    }

    static string? Picture(IReadOnlyList<ParsedEnclosure> enclosures)
    {
        for (var index = 0; index < enclosures.Count; index++)
        {
            if (enclosures[index].Type?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true)
                return enclosures[index].Url;
        }
        return null;
    }

    /// <summary>Small pictures of the entry, of its group and of its files.</summary>
    public static IReadOnlyList<ParsedImage> Thumbnails(FeedNode entry)
    {
        if (!HasMedia(entry))
            return [];
        var thumbnails = new List<ParsedImage>();
        foreach (var element in Nodes(entry).SelectMany(node => node.All(Module.Media, "thumbnail")))
        {
            if ((entry.Absolute(element, "url") ?? entry.Absolute(element)) is { } url && thumbnails.Count < MaxEnclosures && thumbnails.TrueForAll(one => one.Url != url))
                thumbnails.Add(new(url, Width: (int?)Number(Attribute(element, "width")), Height: (int?)Number(Attribute(element, "height"))));
        }
        return thumbnails;
    }

    /// <summary>Who took part.</summary>
    public static IReadOnlyList<ParsedCredit> Credits(FeedNode entry) => !HasMedia(entry) ? []
        : [.. Nodes(entry).SelectMany(node => node.All(Module.Media, "credit")).Take(MaxEnclosures).Select(credit => new ParsedCredit(Markup.Plain(credit.Value), Attribute(credit, "role")))
            .Where(credit => credit.Name.Length > 0)];

    /// <summary>For whom it is meant, or null.</summary>
    public static string? Rating(FeedNode entry) => !HasMedia(entry) ? null : Text(entry, "rating") ?? (Text(entry, "adult") is "true" ? "adult" : null);

    /// <summary>Title of its sound, film or picture as plain text, or null.</summary>
    public static string? Title(FeedNode entry) => !HasMedia(entry) ? null : Nodes(entry).Select(node => node.Plain(Module.Media, "title")).FirstOrDefault(text => text is not null);

    /// <summary>Description of its sound, film or picture, or null.</summary>
    public static FeedText? Description(FeedNode entry) => !HasMedia(entry) ? null : Nodes(entry)
        .Select(node => TextConstruct.Html(node.First(Module.Media, "description"), node, html: true) ?? TextConstruct.Html(node.First(Module.Media, "text"), node, html: true))
        .FirstOrDefault(text => text is not null);

    /// <summary>The picture that podcast elements name.</summary>
    public static string? Podcast(FeedNode node) =>
        node.First(Module.Itunes, "image") is { } image ? node.Absolute(image, "href") ?? node.Absolute(image, "url") ?? node.Absolute(image) : null;

    /// <summary>An attribute by its name without case, trimmed; null where it is missing or empty.</summary>
    public static string? Attribute(XElement element, string name)
    {
        for (var attribute = element.FirstAttribute; attribute is not null; attribute = attribute.NextAttribute)
        {
            if (string.Equals(attribute.Name.LocalName, name, StringComparison.OrdinalIgnoreCase) && !attribute.IsNamespaceDeclaration)
                return attribute.Value.Trim() is { Length: > 0 } text ? text : null;
        }
        return null;
    }

    /// <summary>Whole seconds of <c>3723</c>, <c>1:02:03</c> or <c>62:03</c>; none of no time at all.</summary>
    public static int? Duration(string? text) => Seconds(text) is >= 1 and < int.MaxValue and var seconds ? (int)seconds : null;

    /// <summary>Seconds, with fractions.</summary>
    public static double? Seconds(string? text)
    {
        if (text is null || text.Split(':') is not { Length: <= 3 } parts)
            return null;
        var seconds = 0m;
        foreach (var part in parts)
        {
            if (!decimal.TryParse(part.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > 1_000_000)
                return null;
            seconds = (seconds * 60) + number;
        }
        return (double)seconds;
    }

    static string? Text(FeedNode entry, string name) => Nodes(entry).Select(node => node.Text(Module.Media, name)).FirstOrDefault(text => text is not null);

    /// <summary>The entry and what it has of Media RSS below it.</summary>
    static IEnumerable<FeedNode> Nodes(FeedNode entry)
    {
        yield return entry;
        foreach (var group in entry.All(Module.Media, "group"))
        {
            var node = entry.Child(group);
            yield return node;
            foreach (var content in node.All(Module.Media, "content"))
                yield return node.Child(content);
        }
        foreach (var content in entry.All(Module.Media, "content"))
            yield return entry.Child(content);
    }

    static bool HasMedia(FeedNode entry)
    {
        foreach (var (module, _, _) in entry.Children)
        {
            if (module == Module.Media)
                return true;
        }
        return false;
    }

    static IEnumerable<XElement> Contents(FeedNode entry) =>
        entry.All(Module.Media, "content").Concat(entry.All(Module.Media, "group").SelectMany(group => entry.Child(group).All(Module.Media, "content")));

    static void Add(List<ParsedEnclosure> found, string? url, XElement element, string? length)
    {
        if (url is null || found.Count >= MaxEnclosures)
            return;
        var known = found.FindIndex(one => one.Url == url);
        var added = new ParsedEnclosure(url, Attribute(element, "type"), Number(length), Duration(Attribute(element, "duration")))
        {
            Medium = Attribute(element, "medium"),
            Bitrate = double.TryParse(Attribute(element, "bitrate"), NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && double.IsFinite(rate) ? rate : null,
            Title = Attribute(element, "title"),
        };
        if (known < 0)
            found.Add(added);
        else
            found[known] = found[known] with
            {
                Type = found[known].Type ?? added.Type,
                Length = found[known].Length ?? added.Length,
                DurationSeconds = found[known].DurationSeconds ?? added.DurationSeconds,
                Medium = found[known].Medium ?? added.Medium,
                Bitrate = found[known].Bitrate ?? added.Bitrate,
            };
    }

    static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
