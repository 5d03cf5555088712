using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Content.Items;

/// <summary>Queries for what editors work on.</summary>
static class LatestRows
{
    /// <summary>The rows that the query asks for, newest change first.</summary>
    public static IQueryable<ContentItemRecord> Of(PortalDbContext db, LatestListQuery query, int count) =>
        ListPlaces.Newest(db, query.Types.Distinct(StringComparer.Ordinal).DefaultIfEmpty()
            .Select(type => OfType(db, query, type).Select(row => new ListPlace { Date = row.ModifiedUtc, Row = row.Id })), query.After, count);

    static IQueryable<ContentItemRecord> OfType(PortalDbContext db, LatestListQuery query, string? type)
    {
        var rows = db.ContentItems.AsNoTracking().Where(row => row.Latest);
        if (type is not null)
            rows = rows.Where(row => row.ContentType == type);
        if (query.Owner is { } owner)
            rows = rows.Where(row => row.Owner == owner);
        if (!string.IsNullOrWhiteSpace(query.Text))
        {
            var pattern = $"%{Escape(query.Text.Trim())}%";
            rows = db.Provider == DatabaseProvider.Postgres
                ? rows.Where(row => EF.Functions.ILike(row.DisplayText!, pattern, @"\"))
                : rows.Where(row => EF.Functions.Like(row.DisplayText!, pattern, @"\"));
        }
        return query.State switch
        {
            ContentState.Published => rows.Where(row => row.Published),
            ContentState.Unpublished => rows.Where(row => !row.Published && !db.ContentItems.Any(other => other.ContentItemId == row.ContentItemId && other.Published)),
            ContentState.Changed => rows.Where(row => !row.Published && db.ContentItems.Any(other => other.ContentItemId == row.ContentItemId && other.Published)),
            _ => rows,
        };
    }

    /// <summary>The same rows without the JSON.</summary>
    public static IQueryable<ContentHeader> Headers(IQueryable<ContentItemRecord> rows) => rows.Select(row => new ContentHeader(
        row.Id, row.ContentItemId, row.ContentItemVersionId, row.ContentType, row.DisplayText, row.Published, row.ModifiedUtc, row.Owner, row.Author, row.Stamp));

    static string Escape(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
