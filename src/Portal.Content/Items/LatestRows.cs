using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Content.Items;

/// <summary>Queries for what editors work on.</summary>
static class LatestRows
{
    /// <summary>What stands before a sign that means itself in a pattern.</summary>
    public const string Escaping = @"\";

    /// <summary>The rows that the query asks for, newest change first; null where it is known already that there are none.</summary>
    public static async Task<IQueryable<ContentItemRecord>?> OfAsync(PortalDbContext db, LatestListQuery query, int count, CancellationToken cancellationToken)
    {
        var part = TitleKey.Of(query.Text);
        var titled = part.Length > 0 ? await TitleIndex.MatchesAsync(db, part, cancellationToken) : null;
        if (titled is { Count: 0 })
            return null;
        return ListPlaces.Newest(db, query.Types.Distinct(StringComparer.Ordinal).DefaultIfEmpty()
            .Select(type => OfType(db, query, type, part, titled).Select(row => new ListPlace { Date = row.ModifiedUtc, Row = row.Id })), query.After, count);
    }

    /// <summary>The pattern of texts that hold a part.</summary>
    public static string Holding(string part) =>
        $"%{part.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";

    static IQueryable<ContentItemRecord> OfType(PortalDbContext db, LatestListQuery query, string? type, string part, IReadOnlyList<long>? titled)
    {
        var rows = InState(db, query.State);
        if (type is not null)
            rows = rows.Where(row => row.ContentType == type);
        if (query.Owner is { } owner)
            rows = rows.Where(row => row.Owner == owner);
        if (titled is not null)
            return rows.Where(row => titled.Contains(row.Id));
        return part.Length > 0 ? rows.Where(row => EF.Functions.Like(row.TitleKey, Holding(part), Escaping)) : rows;
    }

    static IQueryable<ContentItemRecord> InState(PortalDbContext db, ContentState? state)
    {
        var rows = db.ContentItems.AsNoTracking();
        // Said in the words of their index. SQLite must not hear the words of the larger one: it would take that, not knowing which is larger.
        // PostgreSQL must: it counts rows by columns that are true, and takes two columns that differ for nearly the whole table.
        var drafts = db.Provider == DatabaseProvider.Postgres
            ? rows.Where(row => row.Latest && !row.Published)
            : rows.Where(row => row.Latest != row.Published && !row.Published);
        return state switch
        {
            ContentState.Published => rows.Where(row => row.Latest && row.Published),
            ContentState.Unpublished => drafts.Where(row => !db.ContentItems.Any(other => other.ContentItemId == row.ContentItemId && other.Published)),
            ContentState.Changed => drafts.Where(row => db.ContentItems.Any(other => other.ContentItemId == row.ContentItemId && other.Published)),
            _ => rows.Where(row => row.Latest),
        };
    }

    /// <summary>The same rows without the JSON.</summary>
    public static IQueryable<ContentHeader> Headers(IQueryable<ContentItemRecord> rows) => rows.Select(row => new ContentHeader(
        row.Id, row.ContentItemId, row.ContentItemVersionId, row.ContentType, row.DisplayText, row.Published, row.ModifiedUtc, row.Owner, row.Author, row.Stamp));
}
