using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Content.People;
using Portal.Content.Storage;

namespace Portal.Content.Items;

/// <summary>
/// Counts what every visitor may see, by periods and by list keys, without reading any of it. Each count is a stretch of an index.
/// Thread-safe.
/// </summary>
public sealed class PublicCounts(IDbContextFactory<PortalDbContext> databases, Visibility visibility)
{
    /// <summary>Most periods that are counted in one statement: SQLite takes no more than 500 parts.</summary>
    const int PerStatement = 200;

    /// <summary>When the oldest item of the types was published; null where there is none.</summary>
    public async Task<DateTime?> OldestAsync(IReadOnlyList<string> types, CancellationToken cancellationToken)
    {
        DateTime? oldest = null;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var type in await SeenAsync(types, cancellationToken))
        {
            var first = await db.ContentItems.AsNoTracking().Where(row => row.Published && row.ContentType == type).OrderBy(row => row.PublishedUtc).Select(row => row.PublishedUtc).FirstOrDefaultAsync(cancellationToken);
            if (first is { } date && (oldest is null || date < oldest))
                oldest = date;
        }
        return oldest;
    }

    /// <summary>How many items were published between each bound and the next one.</summary>
    /// <param name="types">Their content types.</param>
    /// <param name="key">A list key that they bear; null for all.</param>
    /// <param name="bounds">Dates in UTC, rising; a period begins with its first and ends before its second.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>One number less than there are bounds.</returns>
    public async Task<IReadOnlyList<int>> ByPeriodAsync(IReadOnlyList<string> types, string? key, IReadOnlyList<DateTime> bounds, CancellationToken cancellationToken)
    {
        var counts = new int[Math.Max(0, bounds.Count - 1)];
        var seen = await SeenAsync(types, cancellationToken);
        if (seen.Count == 0)
            return counts;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        for (var start = 0; start < counts.Length; start += PerStatement)
        {
            var (sql, parameters) = Statement(seen, key, bounds, start, Math.Min(PerStatement, counts.Length - start));
            foreach (var found in await db.Database.SqlQueryRaw<PeriodCount>(sql, parameters).ToListAsync(cancellationToken))
                counts[found.Place] = (int)found.Count;
        }
        return counts;
    }

    /// <summary>How many items bear each of the list keys; keys that none bears are left out.</summary>
    public async Task<IReadOnlyDictionary<string, int>> ByKeyAsync(IReadOnlyList<string> types, IReadOnlyCollection<string> keys, DateTime sinceUtc, CancellationToken cancellationToken)
    {
        var seen = await SeenAsync(types, cancellationToken);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        if (seen.Count == 0 || keys.Count == 0)
            return counts;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var some in keys.Distinct(StringComparer.Ordinal).Chunk(500))
        {
            var found = db.ListKeys.AsNoTracking().Where(row => EF.Parameter(some).Contains(row.Key) && EF.Parameter(seen).Contains(row.ContentType) && row.PublishedUtc >= sinceUtc)
                .GroupBy(row => row.Key).Select(group => new { group.Key, Count = group.Count() });
            await foreach (var one in found.AsAsyncEnumerable().WithCancellation(cancellationToken))
                counts[one.Key] = one.Count;
        }
        return counts;
    }

    async Task<List<string>> SeenAsync(IReadOnlyList<string> types, CancellationToken cancellationToken)
    {
        var hidden = await visibility.HiddenTypesAsync(null, cancellationToken);
        return [.. types.Where(type => !hidden.Contains(type)).Distinct(StringComparer.Ordinal)];
    }

    static (string Sql, object[] Parameters) Statement(List<string> types, string? key, IReadOnlyList<DateTime> bounds, int start, int count)
    {
        var parameters = new List<object>([.. types]);
        var among = string.Join(", ", Enumerable.Range(0, types.Count).Select(index => $"{{{index}}}"));
        var from = "\"ContentItems\" WHERE \"Published\"";
        if (key is not null)
        {
            from = string.Create(CultureInfo.InvariantCulture, $"\"ListKeys\" WHERE \"Key\" = {{{parameters.Count}}}");
            parameters.Add(key);
        }
        var first = parameters.Count;
        for (var index = 0; index <= count; index++)
            parameters.Add(bounds[start + index]);
        var sql = new StringBuilder();
        for (var index = 0; index < count; index++)
        {
            sql.Append(index == 0 ? "" : " UNION ALL ").Append(CultureInfo.InvariantCulture,
                $"SELECT {start + index} AS \"Place\", COUNT(*) AS \"Count\" FROM {from} AND \"ContentType\" IN ({among}) AND \"PublishedUtc\" >= {{{first + index}}} AND \"PublishedUtc\" < {{{first + index + 1}}}");
        }
        return (sql.ToString(), [.. parameters]);
    }

    sealed record PeriodCount(int Place, long Count);
}
