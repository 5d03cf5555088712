using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Newsletter.Digests;

/// <summary>Reads what came since the last issue.</summary>
sealed class DigestItems(IDbContextFactory<PortalDbContext> databases, PublicContent content, DigestItemMaker maker)
{
    /// <summary>Most own articles that are looked at for an issue.</summary>
    public const int MaxArticles = 40;

    /// <summary>Most news items that are looked at: more than a mail holds, so that there is enough of each topic.</summary>
    public const int MaxNews = 300;

    // An entry that was this old when its feed brought it is not news.
    internal static readonly TimeSpan StaleAfter = TimeSpan.FromDays(3);

    /// <summary>Items that were published or brought in between the two times.</summary>
    public async Task<DigestMaterial> ReadAsync(DateTime since, DateTime until, CancellationToken cancellationToken)
    {
        var topics = await TopicsAsync(cancellationToken);
        var articles = await FindAsync("Article", since, until, MaxArticles, cancellationToken);
        var news = await FindAsync("NewsItem", since, until, MaxNews, cancellationToken);
        return new(topics, await maker.MakeAsync([.. articles, .. news], cancellationToken));
    }

    /// <summary>The topics of the site, in their order.</summary>
    public async Task<IReadOnlyList<DigestTopic>> TopicsAsync(CancellationToken cancellationToken) =>
        await content.FindByAliasAsync("topics", cancellationToken) is { } taxonomy
            ? [.. ContainedItems.Terms(taxonomy).Select(topic => new DigestTopic(topic.ContentItemId, topic.DisplayText ?? topic.ContentItemId))]
            : [];

    /// <summary>Those of the items that were published or brought in between the two times, in their order.</summary>
    public async Task<IReadOnlyList<DigestItem>> FreshAsync(IReadOnlyList<string> contentItemIds, DateTime since, DateTime until, CancellationToken cancellationToken)
    {
        var oldest = since - StaleAfter;
        HashSet<string> fresh;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
            fresh = await db.ContentItems.AsNoTracking()
                .Where(row => contentItemIds.Contains(row.ContentItemId) && row.Published && row.PublishedUtc > oldest && row.PublishedUtc <= until && (row.PublishedUtc > since || row.CreatedUtc > since))
                .Select(row => row.ContentItemId).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        return fresh.Count == 0 ? [] : await GetAsync([.. contentItemIds.Where(fresh.Contains)], cancellationToken);
    }

    /// <summary>The items as they are now, in the order of the identifiers; what visitors don't see is left out.</summary>
    public async Task<IReadOnlyList<DigestItem>> GetAsync(IReadOnlyCollection<string> contentItemIds, CancellationToken cancellationToken) =>
        contentItemIds.Count == 0 ? [] : await maker.MakeAsync(await content.GetAsync(contentItemIds, cancellationToken), cancellationToken);

    async Task<IReadOnlyList<ContentItem>> FindAsync(string type, DateTime since, DateTime until, int count, CancellationToken cancellationToken)
    {
        var oldest = since - StaleAfter;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ids = await db.ContentItems.AsNoTracking()
            .Where(row => row.ContentType == type && row.Published && row.PublishedUtc > oldest && row.PublishedUtc <= until && (row.PublishedUtc > since || row.CreatedUtc > since))
            .OrderByDescending(row => row.PublishedUtc).ThenByDescending(row => row.Id)
            .Select(row => row.ContentItemId).Take(count).ToListAsync(cancellationToken);
        return await content.GetAsync(ids, cancellationToken);
    }
}
