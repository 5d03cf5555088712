using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Health;

namespace Portal.Feeds.Sources;

/// <summary>By what editors narrow the list of sources.</summary>
public enum SourceFilter
{
    /// <summary>All.</summary>
    All,

    /// <summary>Those that fail, or were given up.</summary>
    Failing,

    /// <summary>Those that moved, changed their name, fell silent or are there twice.</summary>
    Changed,

    /// <summary>Those that are not fetched because an editor wants it so.</summary>
    Paused,
}

/// <summary>A place in the list of sources.</summary>
/// <param name="TitleKey">Title of the last source before the place, as titles are compared.</param>
/// <param name="Row">Its row.</param>
public sealed record SourcePlace(string TitleKey, long Row);

/// <summary>Which sources the list shows.</summary>
public sealed record SourceQuery
{
    /// <summary>Sources on a page.</summary>
    public int Count { get; init; } = 50;

    /// <summary>A part of the title, in any script, or of the address; empty for all.</summary>
    public string Text { get; init; } = "";

    /// <summary>How they are doing.</summary>
    public SourceFilter Filter { get; init; }

    /// <summary>Where the page before ended; null for the first page.</summary>
    public SourcePlace? After { get; init; }
}

/// <summary>A page of the list.</summary>
/// <param name="Sources">The sources, by name.</param>
/// <param name="Next">Where the next page begins; null where there is none.</param>
/// <param name="Matching">How many sources the query finds.</param>
/// <param name="Total">How many there are.</param>
public sealed record ListedSources(IReadOnlyList<SourceOverview> Sources, SourcePlace? Next, int Matching, int Total);

/// <summary>Lists sources page by page; the database looks for them, and only what is shown is read.</summary>
public sealed class SourceList(ContentReader content, IDbContextFactory<PortalDbContext> databases, TimeProvider time)
{
    /// <summary>A page of sources.</summary>
    public async Task<ListedSources> ReadAsync(SourceQuery query, CancellationToken cancellationToken)
    {
        var count = Math.Clamp(query.Count, 1, 200);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var all = db.ContentItems.AsNoTracking().Where(item => item.Latest && item.ContentType == FeedSource.ContentType);
        var matching = Narrow(db, all, query);
        var page = matching;
        if (query.After is { } after)
#pragma warning disable CA1309, CA1310 // The database compares, in the order by which it sorts.
            page = page.Where(item => item.TitleKey.CompareTo(after.TitleKey) > 0 || (item.TitleKey == after.TitleKey && item.Id > after.Row));
#pragma warning restore CA1309, CA1310
        var rows = await page.OrderBy(item => item.TitleKey).ThenBy(item => item.Id).Take(count + 1).Select(item => new { item.Id, item.ContentItemId, item.TitleKey }).ToListAsync(cancellationToken);
        var next = rows.Count > count ? new SourcePlace(rows[count - 1].TitleKey, rows[count - 1].Id) : null;
        var ids = rows.Take(count).Select(row => row.ContentItemId).ToList();
        var states = await db.Set<FeedSourceState>().AsNoTracking().Where(state => ids.Contains(state.SourceId)).ToDictionaryAsync(state => state.SourceId, StringComparer.Ordinal, cancellationToken);
        var items = await content.GetLatestAsync(ids, cancellationToken);
        return new([.. items.Select(item => new SourceOverview(new(item), states.GetValueOrDefault(item.ContentItemId)))], next,
            await matching.CountAsync(cancellationToken), await all.CountAsync(cancellationToken));
    }

    IQueryable<ContentItemRecord> Narrow(PortalDbContext db, IQueryable<ContentItemRecord> items, SourceQuery query)
    {
        var states = db.Set<FeedSourceState>().AsNoTracking();
        if (TitleKey.Of(query.Text) is { Length: > 0 } part)
        {
            var address = query.Text.Trim().ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // The database compares.
            items = items.Where(item => item.TitleKey.Contains(part) || states.Any(state => state.SourceId == item.ContentItemId && state.Url.ToLower().Contains(address)));
#pragma warning restore CA1304, CA1311, CA1862
        }
        var now = time.GetUtcNow().UtcDateTime;
        var chosen = query.Filter switch
        {
            SourceFilter.Failing => states.Where(state => state.Retired || state.Error != null),
            SourceFilter.Changed => states.Where(SourceNotices.Changed(now)).Where(state => !state.Retired && state.Error == null),
            SourceFilter.Paused => states.Where(state => !state.Active && !state.Retired),
            _ => null,
        };
        return chosen is null ? items : items.Where(item => chosen.Any(state => state.SourceId == item.ContentItemId));
    }
}
