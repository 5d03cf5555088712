using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Searches;

namespace Portal.Newsletter.Subscribing;

/// <summary>What a person may do by the signed link in each mail. A forged token finds nobody.</summary>
sealed class Subscriptions(IDbContextFactory<PortalDbContext> databases, UnitOfWork work, Suppressions suppressions)
{
    /// <summary>How long a request that nobody confirmed is kept.</summary>
    static readonly TimeSpan UnconfirmedKept = TimeSpan.FromDays(7);

    /// <summary>Whose page it is, or null.</summary>
    public async Task<SubscriberRecord?> FindAsync(string token, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await SubscriberLinks.FindAsync(db, token, cancellationToken);
    }

    /// <summary>Changes what comes, how often and in which language.</summary>
    public Task<SubscriberRecord?> ChangeAsync(string token, DigestRhythm rhythm, string topics, string language, CancellationToken cancellationToken) =>
        WriteAsync(token, async (scope, subscriber, ct) =>
        {
            (subscriber.Rhythm, subscriber.Topics, subscriber.Language) = (rhythm, topics, language);
            // What stood in a digest comes by itself once there is no digest.
            var owner = subscriber.Id;
            if (rhythm == DigestRhythm.Searches)
                await scope.Db.Set<SavedSearchRecord>().Where(one => one.SubscriberId == owner && one.Delivery == SearchDelivery.InDigest)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.Delivery, SearchDelivery.Daily), ct);
        }, cancellationToken);

    /// <summary>Ends the subscription; once more does no harm. Mails that are queued are not sent.</summary>
    public Task<SubscriberRecord?> UnsubscribeAsync(string token, CancellationToken cancellationToken) =>
        WriteAsync(token, (scope, subscriber, _) =>
        {
            if (subscriber.State != SubscriberState.Unsubscribed)
                (subscriber.State, subscriber.UnsubscribedUtc) = (SubscriberState.Unsubscribed, scope.NowUtc);
            return Task.CompletedTask;
        }, cancellationToken);

    /// <summary>Erases the person (GDPR, Article 17): what stays is a keyed hash of the address and the ledger's rows, which name nobody.</summary>
    public Task<SubscriberRecord?> EraseAsync(string token, CancellationToken cancellationToken) =>
        WriteAsync(token, async (scope, subscriber, ct) =>
        {
            await suppressions.AddAsync(scope, subscriber.AddressKey, ct);
            var id = subscriber.Id;
            await scope.Db.Set<ConsentRecord>().Where(row => row.SubscriberId == id).ExecuteDeleteAsync(ct);
            await scope.Db.Set<SavedSearchRecord>().Where(row => row.SubscriberId == id).ExecuteDeleteAsync(ct);
            scope.Db.Remove(subscriber);
        }, cancellationToken);

    /// <summary>Forgets requests that nobody confirmed, and addresses that were never confirmed.</summary>
    public Task ForgetUnconfirmedAsync(CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Background, ContentActor.System, async (scope, ct) =>
    {
        var (db, before) = (scope.Db, scope.NowUtc - UnconfirmedKept);
        await db.Set<ConsentRecord>().Where(row => row.ConfirmedUtc == null && row.RequestedUtc < before).ExecuteDeleteAsync(ct);
        await db.Set<SubscriberRecord>()
            .Where(row => row.State == SubscriberState.Pending && row.CreatedUtc < before && !db.Set<ConsentRecord>().Any(consent => consent.SubscriberId == row.Id))
            .ExecuteDeleteAsync(ct);
    }, cancellationToken);

    Task<SubscriberRecord?> WriteAsync(string token, Func<WriteScope, SubscriberRecord, CancellationToken, Task> change, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
        {
            var subscriber = await SubscriberLinks.FindAsync(scope.Db, token, ct);
            if (subscriber is not null)
                await change(scope, subscriber, ct);
            return subscriber;
        }, cancellationToken);
}
