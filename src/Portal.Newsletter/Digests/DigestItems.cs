using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.Storage;

namespace Portal.Newsletter.Digests;

/// <summary>Reads what came since the last issue.</summary>
sealed class DigestItems(IDbContextFactory<PortalDbContext> databases, PublicContent content, DigestItemMaker maker)
{
    /// <summary>Most own articles that are looked at for an issue.</summary>
    public const int MaxArticles = 40;

    /// <summary>Most news items that are looked at: more than a mail holds, so that there is enough of each topic.</summary>
    public const int MaxNews = 300;

    /// <summary>Most items that editors can want in one issue.</summary>
    public const int MaxChosen = 100;

    // An entry that was this old when its feed brought it is not news.
    internal static readonly TimeSpan StaleAfter = TimeSpan.FromDays(3);

    /// <summary>Items that were published or brought in between the two times.</summary>
    public async Task<DigestMaterial> ReadAsync(DateTime since, DateTime until, CancellationToken cancellationToken)
    {
        var topics = await TopicsAsync(cancellationToken);
        var articles = await FindAsync("Article", since, until, MaxArticles, cancellationToken);
        var news = await FindAsync("NewsItem", since, until, MaxNews, cancellationToken);
        var chosen = await ChosenAsync(since, until, cancellationToken);
        var ids = chosen.Select(item => item.ContentItemId).ToHashSet(StringComparer.Ordinal);
        return new(topics, await maker.MakeAsync([.. chosen, .. articles.Concat(news).Where(item => !ids.Contains(item.ContentItemId))], cancellationToken), ids);
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

    // However old they are: an editor wants them told now.
    async Task<IReadOnlyList<ContentItem>> ChosenAsync(DateTime since, DateTime until, CancellationToken cancellationToken)
    {
        var days = Enumerable.Range(0, (until.Date - since.Date).Days + 1).Select(day => ForDigestPart.KeyOf(since.Date.AddDays(day))).ToList();
        List<string> ids;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
            ids = await db.ListKeys.AsNoTracking().Where(row => days.Contains(row.Key)).OrderByDescending(row => row.PublishedUtc).ThenByDescending(row => row.Id)
                .Select(row => row.ContentItemId).Take(MaxChosen).ToListAsync(cancellationToken);
        return [.. (await content.GetAsync(ids, cancellationToken)).Where(item => item.As<ForDigestPart>()?.MarkedUtc is { } marked && marked > since && marked <= until)];
    }

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
