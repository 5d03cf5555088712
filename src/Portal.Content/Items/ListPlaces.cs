using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;

namespace Portal.Content.Items;

/// <summary>Where an item stands in a list.</summary>
sealed class ListPlace
{
    /// <summary>The date that the list is ordered by, newest first.</summary>
    public DateTime Date { get; init; }

    /// <summary>Number of the item's row; decides among equal dates.</summary>
    public long Row { get; init; }
}

/// <summary>Merges lists that each stand in an index.</summary>
static class ListPlaces
{
    /// <summary>The items at the newest places: of each list its newest rows are read from an index and no more, in one statement.</summary>
    public static IQueryable<ContentItemRecord> Newest(PortalDbContext db, IEnumerable<IQueryable<ListPlace>> lists, ListCursor? after, int count)
    {
        if (after is not null)
        {
            // The first condition says nothing new, but is one that PostgreSQL finds a place in an index by.
            lists = lists.Select(list => list.Where(place => place.Date <= after.PublishedUtc && (place.Date < after.PublishedUtc || place.Row < after.Row)));
        }
        var newest = lists.Select(list => list.OrderByDescending(place => place.Date).ThenByDescending(place => place.Row).Take(count))
            .Aggregate((one, other) => one.Union(other));
        return from place in newest.OrderByDescending(place => place.Date).ThenByDescending(place => place.Row).Take(count)
               join item in db.ContentItems.AsNoTracking() on place.Row equals item.Id
               orderby place.Date descending, place.Row descending
               select item;
    }
}
