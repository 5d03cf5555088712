using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>What people have, so that nobody gets an item twice.</summary>
static class SentItems
{
    /// <summary>
    /// Which of the items each of the people has or will get from issues of any plan: somebody may have changed from daily to weekly.
    /// Who has the same shares one set, since there may be very many people.
    /// </summary>
    public static async Task<Dictionary<string, HashSet<string>>> ReadAsync(PortalDbContext db, IReadOnlyCollection<string> contentItemIds, IQueryable<SubscriberRecord> people, CancellationToken cancellationToken)
    {
        var editions = (await db.Set<EditionItemRecord>().AsNoTracking().Where(item => contentItemIds.Contains(item.ContentItemId)).ToListAsync(cancellationToken))
            .ToLookup(item => item.EditionId, item => item.ContentItemId);
        var pairs =
            from delivery in db.Set<DeliveryRecord>()
            join subscriber in people on delivery.SubscriberId equals subscriber.Id
            where delivery.State != DeliveryState.Failed && delivery.State != DeliveryState.Suppressed && delivery.State != DeliveryState.Skipped
                && db.Set<EditionItemRecord>().Any(item => item.EditionId == delivery.EditionId && contentItemIds.Contains(item.ContentItemId))
            orderby delivery.SubscriberId, delivery.EditionId
            select new { delivery.SubscriberId, EditionId = delivery.EditionId!.Value };
        var had = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var shared = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var (person, theirs) = ("", new List<long>());
        await foreach (var pair in pairs.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (pair.SubscriberId != person)
            {
                Keep();
                person = pair.SubscriberId;
                theirs.Clear();
            }
            theirs.Add(pair.EditionId);
        }
        Keep();
        return had;

        void Keep()
        {
            if (theirs.Count == 0)
                return;
            var key = string.Join(' ', theirs);
            if (!shared.TryGetValue(key, out var items))
                shared[key] = items = theirs.SelectMany(edition => editions[edition]).ToHashSet(StringComparer.Ordinal);
            had[person] = items;
        }
    }
}
