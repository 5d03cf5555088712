using System.Globalization;

namespace Portal.Feeds.Parsing;

/// <summary>Reads what only podcasts have: Apple's and Google's elements, the podcastindex.org namespace, Podlove chapters.</summary>
static class PodcastReading
{
    const int MaxChapters = 500;

    public static bool? IsExplicit(FeedNode node) => node.Text(Module.Itunes, "explicit")?.ToLowerInvariant() switch
    {
        "yes" or "true" or "explicit" => true,
        "no" or "false" or "clean" => false,
        _ => null,
    };

    public static int? Number(FeedNode node, string name) =>
        int.TryParse(node.Text(Module.Itunes, name) ?? node.Text(Module.Podcast, name), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;

    public static IReadOnlyList<ParsedTranscript> Transcripts(FeedNode node)
    {
        List<ParsedTranscript>? found = null;
        foreach (var element in node.All(Module.Podcast, "transcript"))
        {
            if (node.Absolute(element, "url") is { } url && (found?.Count ?? 0) < 20)
                (found ??= []).Add(new(url, MediaReading.Attribute(element, "type"), MediaReading.Attribute(element, "language")));
        }
        return found ?? (IReadOnlyList<ParsedTranscript>)[];
    }

    public static ParsedTranscript? ChaptersFile(FeedNode node) =>
        node.First(Module.Podcast, "chapters") is { } element && node.Absolute(element, "url") is { } url ? new(url, MediaReading.Attribute(element, "type"), null) : null;

    public static IReadOnlyList<ParsedChapter> Chapters(FeedNode node)
    {
        if (node.First(Module.Chapters, "chapters") is not { } element)
            return [];
        var chapters = new List<ParsedChapter>();
        foreach (var chapter in element.Elements().Take(MaxChapters))
        {
            if (MediaReading.Seconds(MediaReading.Attribute(chapter, "start")) is { } start)
                chapters.Add(new(start, Markup.Collapse(MediaReading.Attribute(chapter, "title") ?? ""), node.Absolute(chapter, "href")));
        }
        return chapters;
    }
}
