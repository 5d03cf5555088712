using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Content.Items;

/// <summary>Reads content items. Every call reads one committed state; thread-safe.</summary>
public sealed class ContentReader(IDbContextFactory<PortalDbContext> databases)
{
    /// <summary>The version that visitors see, or null.</summary>
    public async Task<ContentItem?> GetPublishedAsync(string contentItemId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return Item(await Rows(db).FirstOrDefaultAsync(row => row.ContentItemId == contentItemId && row.Published, cancellationToken));
    }

    /// <summary>The versions that visitors see, in the order of the identifiers; what is not published is left out.</summary>
    public Task<IReadOnlyList<ContentItem>> GetPublishedAsync(IReadOnlyCollection<string> contentItemIds, CancellationToken cancellationToken) =>
        GetAsync(contentItemIds, rows => rows.Where(row => row.Published), cancellationToken);

    /// <summary>The versions that editors work on, in the order of the identifiers; what is not there is left out.</summary>
    public Task<IReadOnlyList<ContentItem>> GetLatestAsync(IReadOnlyCollection<string> contentItemIds, CancellationToken cancellationToken) =>
        GetAsync(contentItemIds, rows => rows.Where(row => row.Latest), cancellationToken);

    /// <summary>The version that editors work on, or null.</summary>
    public async Task<ContentItem?> GetLatestAsync(string contentItemId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return Item(await Rows(db).FirstOrDefaultAsync(row => row.ContentItemId == contentItemId && row.Latest, cancellationToken));
    }

    /// <summary>One version, or null.</summary>
    public async Task<ContentItem?> GetVersionAsync(string contentItemVersionId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return Item(await Rows(db).FirstOrDefaultAsync(row => row.ContentItemVersionId == contentItemVersionId, cancellationToken));
    }

    /// <summary>All kept versions of an item, newest first.</summary>
    public async Task<IReadOnlyList<ContentItem>> GetVersionsAsync(string contentItemId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await Rows(db).Where(row => row.ContentItemId == contentItemId).OrderByDescending(row => row.Id).ToListAsync(cancellationToken);
        return rows.ConvertAll(ContentRows.ToItem);
    }

    /// <summary>Versions of an item without their content, newest first.</summary>
    /// <param name="contentItemId">The item.</param>
    /// <param name="before">Only versions whose row is lower; null for the newest ones.</param>
    /// <param name="count">Most versions.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<VersionHeader>> ListVersionsAsync(string contentItemId, long? before, int count, CancellationToken cancellationToken)
    {
        var limit = before ?? long.MaxValue;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Rows(db).Where(row => row.ContentItemId == contentItemId && row.Id < limit).OrderByDescending(row => row.Id).Take(count)
            .Select(row => new VersionHeader(row.Id, row.ContentItemVersionId, row.DisplayText, row.Author, row.ModifiedUtc, row.Latest, row.Published))
            .ToListAsync(cancellationToken);
    }

    /// <summary>What visitors see at an address.</summary>
    /// <param name="path">The address without leading slash; compared without case.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<RoutedItem?> FindByRouteAsync(string path, CancellationToken cancellationToken)
    {
        var address = RouteRecord.Normalize(path);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await (
            from route in db.Routes.AsNoTracking()
            join row in Rows(db) on route.ContentItemId equals row.ContentItemId
            where route.Path == address && row.Published
            select new { route.ContainedItemId, row }).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;
        var item = ContentRows.ToItem(found.row);
        if (found.ContainedItemId is not { } contained)
            return new(item, null);
        return ContainedItems.AllTerms(item).FirstOrDefault(term => term.ContentItemId == contained) is { } one ? new(item, one) : null;
    }

    /// <summary>The published item of that alias, or null.</summary>
    public async Task<ContentItem?> FindByAliasAsync(string alias, CancellationToken cancellationToken)
    {
        var name = AliasRecord.Normalize(alias);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return Item(await (
            from known in db.Aliases.AsNoTracking()
            join row in Rows(db) on known.ContentItemId equals row.ContentItemId
            where known.Alias == name && row.Published
            select row).FirstOrDefaultAsync(cancellationToken));
    }

    /// <summary>A page of published items, newest date of publication first.</summary>
    public async Task<ContentList> ListPublishedAsync(ContentListQuery query, CancellationToken cancellationToken)
    {
        var count = Math.Clamp(query.Count, 1, ContentListQuery.MaxCount);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await PublishedRows.Of(db, query, count + 1).ToListAsync(cancellationToken);
        return Page(rows, count, row => row.PublishedUtc ?? default);
    }

    /// <summary>A page of what editors work on, newest change first.</summary>
    public async Task<ContentList> ListLatestAsync(LatestListQuery query, CancellationToken cancellationToken)
    {
        var count = Math.Clamp(query.Count, 1, ContentListQuery.MaxCount);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await LatestRows.OfAsync(db, query, count + 1, cancellationToken) is not { } rows)
            return new([], null);
        return Page(await rows.ToListAsync(cancellationToken), count, row => row.ModifiedUtc);
    }

    /// <summary>A page of what editors work on, newest change first, without the content.</summary>
    public async Task<HeaderList> ListHeadersAsync(LatestListQuery query, CancellationToken cancellationToken)
    {
        var count = Math.Clamp(query.Count, 1, ContentListQuery.MaxCount);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await LatestRows.OfAsync(db, query, count + 1, cancellationToken) is not { } rows)
            return new([], null);
        var page = await LatestRows.Headers(rows).ToListAsync(cancellationToken);
        if (page.Count <= count)
            return new(page, null);
        page.RemoveAt(count);
        return new(page, new(page[^1].ModifiedUtc, page[^1].Id));
    }

    /// <summary>The version that editors work on without its content, or null.</summary>
    public async Task<ContentHeader?> GetHeaderAsync(string contentItemId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await LatestRows.Headers(Rows(db).Where(row => row.ContentItemId == contentItemId && row.Latest)).FirstOrDefaultAsync(cancellationToken);
    }

    static ContentList Page(List<ContentItemRecord> rows, int count, Func<ContentItemRecord, DateTime> date)
    {
        var more = rows.Count > count;
        if (more)
            rows.RemoveAt(count);
        return new(rows.ConvertAll(ContentRows.ToItem), more ? new(date(rows[^1]), rows[^1].Id) : null);
    }

    async Task<IReadOnlyList<ContentItem>> GetAsync(IReadOnlyCollection<string> contentItemIds, Func<IQueryable<ContentItemRecord>, IQueryable<ContentItemRecord>> which, CancellationToken cancellationToken)
    {
        if (contentItemIds.Count == 0)
            return [];
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = new Dictionary<string, ContentItem>(StringComparer.Ordinal);
        foreach (var ids in contentItemIds.Distinct(StringComparer.Ordinal).Chunk(500))
        {
            // As one parameter: with one for each, Entity Framework would write the statement anew each time, and SQLite read it.
            await foreach (var row in which(Rows(db).Where(row => EF.Parameter(ids).Contains(row.ContentItemId))).AsAsyncEnumerable().WithCancellation(cancellationToken))
                found[row.ContentItemId] = ContentRows.ToItem(row);
        }
        return [.. contentItemIds.Select(id => found.GetValueOrDefault(id)).OfType<ContentItem>()];
    }

    static IQueryable<ContentItemRecord> Rows(PortalDbContext db) => db.ContentItems.AsNoTracking();

    static ContentItem? Item(ContentItemRecord? row) => row is null ? null : ContentRows.ToItem(row);
}
