using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Storage;
using Portal.Site.Pages;

namespace Portal.Feeds.Stories;

/// <summary>Which of the news in a list belong together.</summary>
sealed class StoryLines(IDbContextFactory<PortalDbContext> databases, PublicContent content)
{
    /// <summary>The shown story of each item that belongs to one.</summary>
    public async Task<IReadOnlyDictionary<string, Story>> OfAsync(IReadOnlyCollection<string> news, PageUse use, CancellationToken cancellationToken)
    {
        // An item that comes into a story bears its key from then on, so the page goes from the cache.
        foreach (var id in news)
            use.Add(CacheTag.Key($"item:{id}"));
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var members = await db.Set<StoryItem>().AsNoTracking().Where(row => news.Contains(row.ContentItemId) && row.StoryId != null)
            .Select(row => new { row.ContentItemId, row.StoryId }).ToListAsync(cancellationToken);
        var stories = (await content.GetAsync([.. members.Select(member => member.StoryId!).Distinct(StringComparer.Ordinal)], cancellationToken))
            .ToDictionary(item => item.ContentItemId, item => new Story(item), StringComparer.Ordinal);
        foreach (var story in stories.Values)
            use.Item(story.Item);
        return members.Where(member => stories.ContainsKey(member.StoryId!)).ToDictionary(member => member.ContentItemId, member => stories[member.StoryId!], StringComparer.Ordinal);
    }

    /// <summary>The newest items of a list, each story once.</summary>
    /// <param name="news">The list, longer than what is shown.</param>
    /// <param name="count">How many are shown.</param>
    /// <param name="use">Takes what was read.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<(IReadOnlyList<ContentItem> Items, IReadOnlyDictionary<string, Story> Stories)> OnceAsync(IReadOnlyList<ContentItem> news, int count, PageUse use, CancellationToken cancellationToken)
    {
        var stories = await OfAsync([.. news.Select(item => item.ContentItemId)], use, cancellationToken);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return ([.. news.Where(item => !stories.TryGetValue(item.ContentItemId, out var story) || seen.Add(story.Id)).Take(count)], stories);
    }
}
