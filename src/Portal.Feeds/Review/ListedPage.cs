using Portal.Desk.Shell;

namespace Portal.Feeds.Review;

/// <summary>A line as the browser draws it.</summary>
/// <param name="Id">The item.</param>
/// <param name="Title">Its title.</param>
/// <param name="Source">Name of its source.</param>
/// <param name="When">Its date in the site's time.</param>
/// <param name="Language">Its language, or empty.</param>
/// <param name="Story">The story, or null.</param>
/// <param name="StoryTitle">Title of the story where visitors see it.</param>
/// <param name="StoryShown">News of the story that visitors see beside what this list shows.</param>
/// <param name="Best">Whether it is the best source, where several sources of the story stand in the list.</param>
/// <param name="Pinned">Whether it stands at the top of the home page.</param>
public sealed record ListedLine(string Id, string Title, string Source, string When, string Language, string? Story, string? StoryTitle, int StoryShown, bool Best, bool Pinned);

/// <summary>What became of items, for the browser.</summary>
/// <param name="Done">Those that were changed.</param>
/// <param name="Left">Those that stayed as they were.</param>
/// <param name="On">Whether something was put on, not taken away.</param>
public sealed record ListedOutcome(IReadOnlyList<string> Done, IReadOnlyList<string> Left, bool On);

/// <summary>A page of the list, for the browser.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Next">Where the next page begins, or null at the end.</param>
/// <param name="Total">How many there are in all; −1 where it was not counted.</param>
public sealed record ListedPage(IReadOnlyList<ListedLine> Lines, string? Next, int Total)
{
    /// <summary>The page with the names that people read.</summary>
    public static ListedPage Of(NewsPage page, IReadOnlyList<SourceName> sources, TimeZoneInfo zone, int total)
    {
        var names = sources.ToDictionary(source => source.Id, StringComparer.Ordinal);
        var stories = page.Stories.ToDictionary(story => story.Id, StringComparer.Ordinal);
        var best = page.Lines.Where(line => line.StoryId is not null).GroupBy(line => line.StoryId!, StringComparer.Ordinal).Where(story => story.Select(line => line.SourceId).Distinct(StringComparer.Ordinal).Skip(1).Any())
            .Select(story => Best([.. story], names).Id).ToHashSet(StringComparer.Ordinal);
        return new([.. page.Lines.Select(line =>
        {
            var source = names.GetValueOrDefault(line.SourceId);
            var story = line.StoryId is { } id ? stories.GetValueOrDefault(id) : null;
            return new ListedLine(line.Id, line.Title, source?.Title ?? "", zone.Show(line.PublishedUtc), line.Language.Length > 0 ? line.Language : source?.Language ?? "",
                line.StoryId, story?.Title, story?.Shown ?? 0, best.Contains(line.Id), line.Pinned);
        })], page.Next, total);
    }

    // Whole texts are better than excerpts, and who was first better than who repeats.
    static NewsLine Best(IReadOnlyList<NewsLine> story, Dictionary<string, SourceName> names) =>
        story.OrderBy(line => names.GetValueOrDefault(line.SourceId)?.ExcerptOnly == true).ThenBy(line => line.PublishedUtc).First();
}
