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
        return rows.Select(row => new ListPlace { Date = row.PublishedUtc, Row = row.ItemRow });
    }

    static IQueryable<ListPlace> OfType(PortalDbContext db, ContentListQuery query, string type)
    {
        var rows = db.ContentItems.AsNoTracking().Where(row => row.Published && row.ContentType == type);
        if (query.SinceUtc is { } since)
            rows = rows.Where(row => row.PublishedUtc >= since);
        return rows.Select(row => new ListPlace { Date = row.PublishedUtc!.Value, Row = row.Id });
    }
}
