using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Searches;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Audience;

/// <summary>A mail to somebody.</summary>
sealed record StoryMail(long Id, DeliveryKind Kind, string IssueId, string? Subject, DeliveryState State, string? Reply, DateTime ChangedUtc);

/// <summary>Everything that the desk shows of one subscriber.</summary>
sealed record Story(
    SubscriberRecord Subscriber, IReadOnlyList<ConsentRecord> Consents, IReadOnlyList<SubscriberEventRecord> Events, IReadOnlyList<SavedSearchRecord> Searches, IReadOnlyList<StoryMail> Mails,
    SuppressionRecord? Suppression);

/// <summary>Reads what happened to one subscriber: proof of consent, history, what was sent and what became of it.</summary>
sealed class SubscriberStory(IDbContextFactory<PortalDbContext> databases, Suppressions suppressions)
{
    /// <summary>Most lines of each kind, newest first.</summary>
    public const int Most = 200;

    /// <summary>The story, or null where there is no such subscriber.</summary>
    public async Task<Story?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<SubscriberRecord>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, cancellationToken) is not { } subscriber)
            return null;
        var mails = await (
            from row in db.Set<DeliveryRecord>().AsNoTracking()
            where row.SubscriberId == id
            join edition in db.Set<EditionRecord>() on row.EditionId equals edition.Id into editions
            from edition in editions.DefaultIfEmpty()
            orderby row.Id descending
            select new StoryMail(row.Id, row.Kind, row.IssueId, edition == null ? null : edition.Subject, row.State, row.Reply, row.ChangedUtc)).Take(Most).ToListAsync(cancellationToken);
        return new(
            subscriber,
            await db.Set<ConsentRecord>().AsNoTracking().Where(one => one.SubscriberId == id).OrderByDescending(one => one.RequestedUtc).Take(Most).ToListAsync(cancellationToken),
            await db.Set<SubscriberEventRecord>().AsNoTracking().Where(one => one.SubscriberId == id).OrderByDescending(one => one.Id).Take(Most).ToListAsync(cancellationToken),
            await db.Set<SavedSearchRecord>().AsNoTracking().Where(one => one.SubscriberId == id).OrderBy(one => one.CreatedUtc).ToListAsync(cancellationToken),
            mails,
            await suppressions.FindAsync(db, subscriber.AddressKey, cancellationToken));
    }
}
