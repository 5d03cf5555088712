using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Search.Analytics;

/// <summary>What was searched on a day in UTC.</summary>
public readonly record struct DayFigures(DateOnly Day, int Searches, int Empty, int Clicks);

/// <summary>What is known of a query.</summary>
/// <param name="Text">As it was typed.</param>
/// <param name="Searches">How often it was asked.</param>
/// <param name="Empty">How often nothing was found.</param>
/// <param name="Clicks">How often a result was opened.</param>
/// <param name="Positions">Places of the opened results, added up.</param>
public sealed record QueryFigures(string Text, int Searches, int Empty, int Clicks, long Positions)
{
    /// <summary>Opened results for each search; null where it was never asked.</summary>
    public double? ClickThrough => Searches > 0 ? (double)Clicks / Searches : null;

    /// <summary>Mean place of the opened results; null where none was opened.</summary>
    public double? MeanPosition => Clicks > 0 ? (double)Positions / Clicks : null;
}

/// <summary>How often an item was opened for a query.</summary>
readonly record struct ClickedItem(string ContentItemId, int Clicks, double MeanPosition);

/// <summary>
/// Reads the counts of the last days. A query is shown once it was asked <see cref="ShownFrom"/> times within them, so that what one
/// person asked once is nobody's to read; it counts in the sums of the days all the same.
/// </summary>
sealed class SearchStatistics(IDbContextFactory<PortalDbContext> databases, TimeProvider time)
{
    /// <summary>Searches from which on a query is shown.</summary>
    public const int ShownFrom = 3;

    /// <summary>The days, the oldest first; days without any search are there too.</summary>
    public async Task<IReadOnlyList<DayFigures>> DaysAsync(int days, CancellationToken cancellationToken)
    {
        var first = First(days);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var sums = await db.Set<SearchCountRecord>().Where(row => row.Day >= first).GroupBy(row => row.Day)
            .Select(day => new { Day = day.Key, Searches = day.Sum(row => row.Searches), Empty = day.Sum(row => row.Empty), Clicks = day.Sum(row => row.Clicks) })
            .ToDictionaryAsync(day => day.Day, day => new DayFigures(day.Day, day.Searches, day.Empty, day.Clicks), cancellationToken);
        return [.. Enumerable.Range(0, days).Select(first.AddDays).Select(day => sums.GetValueOrDefault(day, new(day, 0, 0, 0)))];
    }

    /// <summary>Everything of the days together, also what is not kept by its words.</summary>
    public async Task<QueryFigures> AllAsync(int days, CancellationToken cancellationToken)
    {
        var first = First(days);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var sum = await db.Set<SearchCountRecord>().Where(row => row.Day >= first).GroupBy(_ => 1)
            .Select(all => new { Searches = all.Sum(row => row.Searches), Empty = all.Sum(row => row.Empty), Clicks = all.Sum(row => row.Clicks), Positions = all.Sum(row => row.Positions) })
            .SingleOrDefaultAsync(cancellationToken);
        return sum is null ? new("", 0, 0, 0, 0) : new("", sum.Searches, sum.Empty, sum.Clicks, sum.Positions);
    }

    /// <summary>The queries that were asked most.</summary>
    public Task<IReadOnlyList<QueryFigures>> TopAsync(int days, int count, CancellationToken cancellationToken) => QueriesAsync(days, count, empty: false, cancellationToken);

    /// <summary>The queries that most often found nothing.</summary>
    public Task<IReadOnlyList<QueryFigures>> NothingFoundAsync(int days, int count, CancellationToken cancellationToken) => QueriesAsync(days, count, empty: true, cancellationToken);

    /// <summary>The items that were opened most for a query, where the query may be shown.</summary>
    public async Task<IReadOnlyList<ClickedItem>> ClickedAsync(string query, int days, int count, CancellationToken cancellationToken)
    {
        var first = First(days);
        var folded = KeptQuery.Of(query).Folded;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (folded.Length == 0 || await db.Set<SearchCountRecord>().Where(row => row.Query == folded && row.Day >= first).SumAsync(row => row.Searches, cancellationToken) < ShownFrom)
            return [];
        var rows = await db.Set<SearchClickRecord>().Where(row => row.Query == folded && row.Day >= first).GroupBy(row => row.ContentItemId)
            .Select(item => new { Id = item.Key, Clicks = item.Sum(row => row.Clicks), Positions = item.Sum(row => row.Positions) })
            .OrderByDescending(item => item.Clicks).ThenBy(item => item.Id).Take(count).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new ClickedItem(row.Id, row.Clicks, (double)row.Positions / row.Clicks))];
    }

    async Task<IReadOnlyList<QueryFigures>> QueriesAsync(int days, int count, bool empty, CancellationToken cancellationToken)
    {
        var first = First(days);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var queries = db.Set<SearchCountRecord>().Where(row => row.Day >= first && row.Query != "").GroupBy(row => row.Query)
            .Select(query => new
            {
                query.Key,
                Text = query.Max(row => row.Text),
                Searches = query.Sum(row => row.Searches),
                Empty = query.Sum(row => row.Empty),
                Clicks = query.Sum(row => row.Clicks),
                Positions = query.Sum(row => row.Positions),
            })
            .Where(query => query.Searches >= ShownFrom && (!empty || query.Empty > 0));
        var rows = await (empty ? queries.OrderByDescending(query => query.Empty) : queries.OrderByDescending(query => query.Searches))
            .ThenBy(query => query.Key).Take(count).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new QueryFigures(row.Text!, row.Searches, row.Empty, row.Clicks, row.Positions))];
    }

    DateOnly First(int days) => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1 - days);
}
