using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>What people have, so that nobody gets an item twice.</summary>
static class SentItems
{
    /// <summary>Which of the items each of the people has or will get from issues of any plan: somebody may have changed from daily to weekly.</summary>
    public static async Task<Dictionary<string, HashSet<string>>> ReadAsync(PortalDbContext db, IReadOnlyCollection<string> contentItemIds, IQueryable<SubscriberRecord> people, CancellationToken cancellationToken)
    {
        var pairs = await (
            from item in db.Set<EditionItemRecord>()
            join delivery in db.Set<DeliveryRecord>() on item.EditionId equals delivery.EditionId
            join subscriber in people on delivery.SubscriberId equals subscriber.Id
            where contentItemIds.Contains(item.ContentItemId)
                && delivery.State != DeliveryState.Failed && delivery.State != DeliveryState.Suppressed && delivery.State != DeliveryState.Skipped
            select new { delivery.SubscriberId, item.ContentItemId }).ToListAsync(cancellationToken);
        return pairs.GroupBy(pair => pair.SubscriberId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(pair => pair.ContentItemId).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
