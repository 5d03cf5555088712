using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Feeds.Retention;

/// <summary>
/// What something on the site points to stays: items that an editor pinned, changed or chose for an article, items that an article links to,
/// and items of a story.
/// </summary>
sealed partial class CitedNews : IKeptItems
{
    public async Task<IReadOnlyCollection<string>> FindAsync(PortalDbContext db, IReadOnlyCollection<string> contentItemIds, CancellationToken cancellationToken)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        var keys = contentItemIds.Select(id => $"item:{id}").ToList();
        kept.UnionWith((await db.ListKeys.AsNoTracking().Where(row => keys.Contains(row.Key)).Select(row => row.Key).Distinct().ToListAsync(cancellationToken)).Select(key => key["item:".Length..]));
        kept.UnionWith(await db.ListKeys.AsNoTracking().Where(row => contentItemIds.Contains(row.ContentItemId) && row.Key == "flag:NewsItem.Pinned").Select(row => row.ContentItemId).ToListAsync(cancellationToken));
        kept.UnionWith(await db.ContentItems.AsNoTracking().Where(row => contentItemIds.Contains(row.ContentItemId) && row.Latest && row.Author != Importing.FeedActor.Actor.Name).Select(row => row.ContentItemId).ToListAsync(cancellationToken));
        var paths = await db.Routes.AsNoTracking().Where(row => contentItemIds.Contains(row.ContentItemId)).ToDictionaryAsync(row => row.Path, row => row.ContentItemId, StringComparer.Ordinal, cancellationToken);
        await foreach (var json in db.ContentItems.AsNoTracking().Where(row => row.Published && (row.ContentType == "Article" || row.ContentType == "Page")).Select(row => row.Json).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            foreach (Match link in NewsLink().Matches(json))
            {
                if (paths.TryGetValue(link.Value.ToLowerInvariant(), out var id))
                    kept.Add(id);
            }
        }
        return kept;
    }

    // However the text was escaped, an address of ours has neither quotes nor backslashes.
    [GeneratedRegex("""(?<=/)news/[^"'\\?#\s<>)]{1,300}""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NewsLink();
}
