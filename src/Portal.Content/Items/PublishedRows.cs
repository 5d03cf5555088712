using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Content.Items;

/// <summary>Queries for what visitors see.</summary>
static class PublishedRows
{
    /// <summary>The rows that the query asks for, newest date of publication first.</summary>
    public static IQueryable<ContentItemRecord> Of(PortalDbContext db, ContentListQuery query, int count) =>
        ListPlaces.Newest(db, query.Keys.Count > 0
            ? query.Keys.Distinct(StringComparer.Ordinal).Select(key => Keyed(db, query, key))
            : query.Types.Distinct(StringComparer.Ordinal).Select(type => OfType(db, query, type)), query.After, count);

    static IQueryable<ListPlace> Keyed(PortalDbContext db, ContentListQuery query, string key)
    {
        var rows = db.ListKeys.AsNoTracking().Where(row => row.Key == key && query.Types.Contains(row.ContentType));
        if (query.SinceUtc is { } since)
            rows = rows.Where(row => row.PublishedUtc >= since);
        if (query.BeforeUtc is { } before)
            rows = rows.Where(row => row.PublishedUtc < before);
        // Each further key is looked up in the same index, at the very place of the row.
        foreach (var also in query.AllOf.Distinct(StringComparer.Ordinal))
            rows = rows.Where(row => db.ListKeys.Any(other => other.Key == also && other.PublishedUtc == row.PublishedUtc && other.ItemRow == row.ItemRow));
        return rows.Select(row => new ListPlace { Date = row.PublishedUtc, Row = row.ItemRow });
    }

    static IQueryable<ListPlace> OfType(PortalDbContext db, ContentListQuery query, string type)
    {
        var rows = db.ContentItems.AsNoTracking().Where(row => row.Published && row.ContentType == type);
        if (query.SinceUtc is { } since)
            rows = rows.Where(row => row.PublishedUtc >= since);
        if (query.BeforeUtc is { } before)
            rows = rows.Where(row => row.PublishedUtc < before);
        return rows.Select(row => new ListPlace { Date = row.PublishedUtc!.Value, Row = row.Id });
    }
}
