using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Audience;

/// <summary>What an editor may do to a subscription, always with a reason that stands in its history.</summary>
sealed class SubscriberActions(UnitOfWork work, Suppressions suppressions, Subscriptions subscriptions, SubscriberEntry entry, DeliverySignal signal)
{
    /// <summary>Adds an address: confirmed where there is proof of consent, else asked to confirm.</summary>
    public async Task<EntryResult> AddAsync(NewEntry added, ContentActor actor, CancellationToken cancellationToken)
    {
        if (SubscriberAddress.Normalize(added.Address) is not { } address)
            return EntryResult.BadAddress;
        var result = await work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
        {
            var key = SubscriberAddress.Key(address);
            var known = await scope.Db.Set<SubscriberRecord>().FirstOrDefaultAsync(one => one.AddressKey == key, ct);
            var isSuppressed = (await suppressions.KnownAsync(scope.Db, [key], ct)).Count > 0;
            return entry.Write(scope, added with { Address = address }, known, isSuppressed, scope.NowUtc, dryRun: false);
        }, cancellationToken);
        signal.Raise();
        return result;
    }

    /// <summary>Holds the mails back until a time; null ends the pause.</summary>
    public Task<bool> PauseAsync(string id, DateTime? untilUtc, string reason, ContentActor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, (scope, subscriber, _) =>
        {
            Subscriptions.Pause(scope, subscriber, untilUtc, reason, actor.Name);
            return Task.CompletedTask;
        }, cancellationToken);

    /// <summary>Ends the subscription.</summary>
    public Task<bool> UnsubscribeAsync(string id, string reason, ContentActor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, (scope, subscriber, ct) => Subscriptions.LeaveAsync(scope, subscriber, reason, actor.Name, ct), cancellationToken);

    /// <summary>Erases everything about the person; only the keyed hash of the address stays.</summary>
    public Task<bool> EraseAsync(string id, ContentActor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, (scope, subscriber, ct) => subscriptions.EraseAsync(scope, subscriber, ct), cancellationToken);

    /// <summary>Puts an address on the list of those who must not be written to; false where it is no address.</summary>
    public async Task<bool> SuppressAsync(string typed, string reason, ContentActor actor, CancellationToken cancellationToken)
    {
        if (SubscriberAddress.Normalize(typed) is not { } address)
            return false;
        await work.RunAsync(WriteTurn.Person, actor, (scope, ct) =>
            suppressions.AddAsync(scope, SubscriberAddress.Key(address), SuppressionReason.ByHand, $"{reason} ({actor.Name})", ct), cancellationToken);
        return true;
    }

    /// <summary>Takes an address from that list. It is written to again only once it has opted in.</summary>
    public async Task<bool> LiftAsync(string typed, string reason, ContentActor actor, CancellationToken cancellationToken) =>
        SubscriberAddress.Normalize(typed) is { } address && await work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
        {
            var key = SubscriberAddress.Key(address);
            if (!await suppressions.LiftAsync(scope, key, ct))
                return false;
            if (await scope.Db.Set<SubscriberRecord>().FirstOrDefaultAsync(one => one.AddressKey == key, ct) is { } subscriber)
                SubscriberHistory.Add(scope, subscriber.Id, SubscriberEventKind.Changed, reason, actor.Name);
            return true;
        }, cancellationToken);

    /// <summary>Writes again to somebody whose mail came back. False where the person left, complained or was erased, or no mail came back.</summary>
    public Task<bool> WriteAgainAsync(string id, string reason, ContentActor actor, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
        {
            if (await scope.Db.Set<SubscriberRecord>().FirstOrDefaultAsync(one => one.Id == id, ct) is not { State: SubscriberState.Unsubscribed } subscriber
                || await SubscriberHistory.LastChangeAsync(scope.Db, id, ct) != SubscriberEventKind.Bounced)
                return false;
            await suppressions.LiftAsync(scope, subscriber.AddressKey, ct);
            (subscriber.State, subscriber.UnsubscribedUtc) = (SubscriberState.Confirmed, null);
            SubscriberHistory.Add(scope, id, SubscriberEventKind.Confirmed, reason, actor.Name);
            return true;
        }, cancellationToken);

    Task<bool> ChangeAsync(string id, ContentActor actor, Func<WriteScope, SubscriberRecord, CancellationToken, Task> change, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
        {
            if (await scope.Db.Set<SubscriberRecord>().FirstOrDefaultAsync(one => one.Id == id, ct) is not { } subscriber)
                return false;
            await change(scope, subscriber, ct);
            return true;
        }, cancellationToken);
}
