using Microsoft.EntityFrameworkCore;
using Portal.Content.Fields;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Importing;

namespace Portal.Feeds.Stories;

/// <summary>Writes the content items of stories from their news items. What editors decided stays as it is.</summary>
static class StoryContent
{
    /// <summary>Items that a story shows.</summary>
    public const int MaxItems = 100;

    const int MaxTerms = 6;

    /// <summary>In whose name stories are made.</summary>
    public static ContentActor Actor { get; } = new(null, "stories");

    /// <summary>Writes the story as its items are now: shows it when two sources tell of it, and takes it away when they no longer do.</summary>
    public static async Task RefreshAsync(WriteScope scope, string storyId, CancellationToken cancellationToken)
    {
        var state = await scope.Db.Set<StoryState>().FirstOrDefaultAsync(row => row.StoryId == storyId, cancellationToken);
        if (state is { Stale: true })
            state.Stale = false;
        if (state is { Closed: true })
            return;
        var rows = await scope.Db.Set<StoryItem>().AsNoTracking().Where(row => row.StoryId == storyId).OrderBy(row => row.PublishedUtc).ThenBy(row => row.Id).Take(MaxItems).ToListAsync(cancellationToken);
        var news = await NewsAsync(scope, rows, cancellationToken);
        rows.RemoveAll(row => !news.ContainsKey(row.ContentItemId));
        var latest = await scope.Content.GetLatestAsync(storyId, cancellationToken);
        var sources = rows.Select(row => row.SourceId).Distinct(StringComparer.Ordinal).Count();
        if (rows.Count < 2 || sources < 2)
        {
            if (latest is not null)
                await scope.Content.RemoveAsync(storyId, cancellationToken);
            return;
        }
        if (latest is { Published: false })
            return;
        var item = latest ?? scope.Content.New(Story.ContentType);
        item.ContentItemId = storyId;
        var before = item.Content.DeepClone();
        Fill(new(item), [.. rows.Select(row => news[row.ContentItemId])], sources);
        var date = rows[^1].PublishedUtc;
        if (latest is not null && item.PublishedUtc == date && System.Text.Json.Nodes.JsonNode.DeepEquals(before, item.Content))
            return;
        item.PublishedUtc = date;
        await scope.Content.PublishAsync(item, cancellationToken);
    }

    static void Fill(Story story, IReadOnlyList<ContentItem> news, int sources)
    {
        var item = story.Item;
        story.Write(news[0].DisplayText ?? "", news.Select(one => one.Text(NewsItems.ContentType, "Excerpt")).FirstOrDefault(text => text.Length > 0) ?? "");
        item.Apply(Story.ContentType, "Items", new ContentPickerField([.. news.Select(one => one.ContentItemId)]));
        item.Apply(Story.ContentType, "Sources", new NumericField(sources));
        item.Apply(Story.ContentType, "Topics", Union(news, "Topics", "topics"));
        item.Apply(Story.ContentType, "Regions", Union(news, "Regions", "regions"));
        if (item.Field<MediaField>(Story.ContentType, "Image")?.Paths is not { Count: > 0 })
            item.Apply(Story.ContentType, "Image", news.Select(one => one.Field<MediaField>(NewsItems.ContentType, "Image")).FirstOrDefault(image => image?.Paths is { Count: > 0 }) ?? new MediaField([]));
        if (item.Field<BooleanField>(Story.ContentType, "Pinned") is null)
            item.Apply(Story.ContentType, "Pinned", new BooleanField(false));
    }

    // What most of the items are about comes first.
    static TaxonomyField Union(IReadOnlyList<ContentItem> news, string field, string taxonomy)
    {
        var fields = news.Select(one => one.Field<TaxonomyField>(NewsItems.ContentType, field)).OfType<TaxonomyField>().ToList();
        return new(fields.Find(one => !string.IsNullOrEmpty(one.TaxonomyContentItemId))?.TaxonomyContentItemId ?? taxonomy,
            [.. fields.SelectMany(one => one.TermContentItemIds ?? []).GroupBy(term => term, StringComparer.Ordinal).OrderByDescending(group => group.Count()).Take(MaxTerms).Select(group => group.Key)]);
    }

    static async Task<Dictionary<string, ContentItem>> NewsAsync(WriteScope scope, List<StoryItem> rows, CancellationToken cancellationToken)
    {
        var news = new Dictionary<string, ContentItem>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (await scope.Content.GetPublishedAsync(row.ContentItemId, cancellationToken) is { } item)
                news[row.ContentItemId] = item;
        }
        return news;
    }
}
