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
    public async Task<IReadOnlyList<ContentItem>> GetPublishedAsync(IReadOnlyCollection<string> contentItemIds, CancellationToken cancellationToken)
    {
        if (contentItemIds.Count == 0)
            return [];
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = new Dictionary<string, ContentItem>(StringComparer.Ordinal);
        foreach (var ids in contentItemIds.Distinct(StringComparer.Ordinal).Chunk(500))
        {
            await foreach (var row in Rows(db).Where(row => ids.Contains(row.ContentItemId) && row.Published).AsAsyncEnumerable().WithCancellation(cancellationToken))
                found[row.ContentItemId] = ContentRows.ToItem(row);
        }
        return [.. contentItemIds.Select(id => found.GetValueOrDefault(id)).OfType<ContentItem>()];
    }

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
        var rows = query.Key is { } key
            ? await Keyed(db, query, key, count + 1).ToListAsync(cancellationToken)
            : await All(db, query, count + 1).ToListAsync(cancellationToken);
        return Page(rows, count, row => row.PublishedUtc ?? default);
    }

    /// <summary>A page of what editors work on, newest change first.</summary>
    public async Task<ContentList> ListLatestAsync(LatestListQuery query, CancellationToken cancellationToken)
    {
        var count = Math.Clamp(query.Count, 1, ContentListQuery.MaxCount);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = Rows(db).Where(row => row.Latest);
        if (query.Types.Count > 0)
            rows = rows.Where(row => query.Types.Contains(row.ContentType));
        if (query.Owner is { } owner)
            rows = rows.Where(row => row.Owner == owner);
        if (!string.IsNullOrWhiteSpace(query.Text))
        {
            var pattern = $"%{Escape(query.Text.Trim())}%";
            rows = db.Provider == DatabaseProvider.Postgres
                ? rows.Where(row => EF.Functions.ILike(row.DisplayText!, pattern, @"\"))
                : rows.Where(row => EF.Functions.Like(row.DisplayText!, pattern, @"\"));
        }
        rows = query.State switch
        {
            ContentState.Published => rows.Where(row => row.Published),
            ContentState.Unpublished => rows.Where(row => !row.Published && !db.ContentItems.Any(other => other.ContentItemId == row.ContentItemId && other.Published)),
            ContentState.Changed => rows.Where(row => !row.Published && db.ContentItems.Any(other => other.ContentItemId == row.ContentItemId && other.Published)),
            _ => rows,
        };
        if (query.After is { } after)
            rows = rows.Where(row => row.ModifiedUtc < after.PublishedUtc || (row.ModifiedUtc == after.PublishedUtc && row.Id < after.Row));
        var page = await rows.OrderByDescending(row => row.ModifiedUtc).ThenByDescending(row => row.Id).Take(count + 1).ToListAsync(cancellationToken);
        return Page(page, count, row => row.ModifiedUtc);
    }

    static IQueryable<ContentItemRecord> Keyed(PortalDbContext db, ContentListQuery query, string key, int count)
    {
        var keys = db.ListKeys.AsNoTracking().Where(row => row.Key == key && query.Types.Contains(row.ContentType));
        if (query.SinceUtc is { } since)
            keys = keys.Where(row => row.PublishedUtc >= since);
        if (query.After is { } after)
            keys = keys.Where(row => row.PublishedUtc < after.PublishedUtc || (row.PublishedUtc == after.PublishedUtc && row.ItemRow < after.Row));
        return from row in keys.OrderByDescending(row => row.PublishedUtc).ThenByDescending(row => row.ItemRow).Take(count)
               join item in Rows(db) on row.ItemRow equals item.Id
               orderby row.PublishedUtc descending, row.ItemRow descending
               select item;
    }

    static IQueryable<ContentItemRecord> All(PortalDbContext db, ContentListQuery query, int count)
    {
        var rows = Rows(db).Where(row => row.Published);
        if (query.Types is [var type])
            rows = rows.Where(row => row.ContentType == type);
        else
            rows = rows.Where(row => query.Types.Contains(row.ContentType));
        if (query.SinceUtc is { } since)
            rows = rows.Where(row => row.PublishedUtc >= since);
        if (query.After is { } after)
            rows = rows.Where(row => row.PublishedUtc < after.PublishedUtc || (row.PublishedUtc == after.PublishedUtc && row.Id < after.Row));
        return rows.OrderByDescending(row => row.PublishedUtc).ThenByDescending(row => row.Id).Take(count);
    }

    static ContentList Page(List<ContentItemRecord> rows, int count, Func<ContentItemRecord, DateTime> date)
    {
        var more = rows.Count > count;
        if (more)
            rows.RemoveAt(count);
        return new(rows.ConvertAll(ContentRows.ToItem), more ? new(date(rows[^1]), rows[^1].Id) : null);
    }

    static IQueryable<ContentItemRecord> Rows(PortalDbContext db) => db.ContentItems.AsNoTracking();

    static ContentItem? Item(ContentItemRecord? row) => row is null ? null : ContentRows.ToItem(row);

    static string Escape(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
