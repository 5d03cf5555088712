using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Searches;

namespace Portal.Newsletter.Subscribing;

/// <summary>What a person may do by the signed link in each mail. A forged token finds nobody.</summary>
sealed class Subscriptions(IDbContextFactory<PortalDbContext> databases, UnitOfWork work, Suppressions suppressions)
{
    /// <summary>Longest pause.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromDays(366);

    /// <summary>How long a request that nobody confirmed is kept.</summary>
    static readonly TimeSpan UnconfirmedKept = TimeSpan.FromDays(7);

    /// <summary>Whose page it is, or null.</summary>
    public async Task<SubscriberRecord?> FindAsync(string token, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await SubscriberLinks.FindAsync(db, token, cancellationToken);
    }

    /// <summary>Changes what comes, when and in which language.</summary>
    public Task<SubscriberRecord?> ChangeAsync(string token, SubscriberChoices choices, CancellationToken cancellationToken) =>
        WriteAsync(token, async (scope, subscriber, ct) =>
        {
            if (SubscriberChoices.Of(subscriber) == choices)
                return;
            choices.Apply(subscriber);
            SubscriberHistory.Add(scope, subscriber.Id, SubscriberEventKind.Changed);
            // What stood in a digest comes by itself once there is no digest.
            var owner = subscriber.Id;
            if (choices.Rhythm == DigestRhythm.Searches)
                await scope.Db.Set<SavedSearchRecord>().Where(one => one.SubscriberId == owner && one.Delivery == SearchDelivery.InDigest)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.Delivery, SearchDelivery.Daily), ct);
        }, cancellationToken);

    /// <summary>Holds everything back until a time; a past one, or null, ends the pause.</summary>
    public Task<SubscriberRecord?> PauseAsync(string token, DateTime? untilUtc, CancellationToken cancellationToken) =>
        WriteAsync(token, (scope, subscriber, _) =>
        {
            Pause(scope, subscriber, untilUtc);
            return Task.CompletedTask;
        }, cancellationToken);

    /// <summary>Ends the subscription; once more does no harm. Mails that are queued are not sent.</summary>
    public Task<SubscriberRecord?> UnsubscribeAsync(string token, CancellationToken cancellationToken) =>
        WriteAsync(token, (scope, subscriber, ct) => LeaveAsync(scope, subscriber, "", "", ct), cancellationToken);

    /// <summary>Whose the searches of an edition are and which of them are still followed, or null where the token is none of these.</summary>
    public async Task<FollowedByMail?> FindSearchesAsync(string token, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await SubscriberLinks.FindSearchesAsync(db, token, cancellationToken) is var (subscriber, edition)
            ? new(subscriber, await (await SearchesAsync(db, subscriber.Id, edition, cancellationToken)).AsNoTracking().Select(one => one.Name).ToListAsync(cancellationToken))
            : null;
    }

    /// <summary>Ends the searches that the edition told of, or everything; once more does no harm. Null where the token is none of these.</summary>
    public Task<FollowedByMail?> EndSearchesAsync(string token, bool everything, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
        {
            if (await SubscriberLinks.FindSearchesAsync(scope.Db, token, ct) is not var (subscriber, edition))
                return null;
            var searches = await SearchesAsync(scope.Db, subscriber.Id, edition, ct);
            var ended = new FollowedByMail(subscriber, await searches.Select(one => one.Name).ToListAsync(ct));
            if (everything)
            {
                await LeaveAsync(scope, subscriber, "", "", ct);
            }
            else if (ended.Names.Count > 0)
            {
                await searches.ExecuteDeleteAsync(ct);
                SubscriberHistory.Add(scope, subscriber.Id, SubscriberEventKind.Changed);
            }
            return ended;
        }, cancellationToken);

    /// <summary>Erases the person (GDPR, Article 17): what stays is a keyed hash of the address and the ledger's rows, which name nobody.</summary>
    public Task<SubscriberRecord?> EraseAsync(string token, CancellationToken cancellationToken) =>
        WriteAsync(token, (scope, subscriber, ct) => EraseAsync(scope, subscriber, ct), cancellationToken);

    /// <summary>Erases somebody in a transaction that is under way.</summary>
    public async Task EraseAsync(WriteScope scope, SubscriberRecord subscriber, CancellationToken cancellationToken)
    {
        await suppressions.AddAsync(scope, subscriber.AddressKey, SuppressionReason.Erased, "", cancellationToken);
        var id = subscriber.Id;
        await scope.Db.Set<ConsentRecord>().Where(row => row.SubscriberId == id).ExecuteDeleteAsync(cancellationToken);
        await scope.Db.Set<SavedSearchRecord>().Where(row => row.SubscriberId == id).ExecuteDeleteAsync(cancellationToken);
        await SubscriberHistory.ForgetAsync(scope, id, cancellationToken);
        scope.Db.Remove(subscriber);
    }

    /// <summary>Ends a subscription in a transaction that is under way.</summary>
    public static async Task LeaveAsync(WriteScope scope, SubscriberRecord subscriber, string note, string by, CancellationToken cancellationToken)
    {
        // Whose mail came back may still say that none is wanted: then no editor may write again.
        if (subscriber.State == SubscriberState.Unsubscribed && await SubscriberHistory.LastChangeAsync(scope.Db, subscriber.Id, cancellationToken) != SubscriberEventKind.Bounced)
            return;
        (subscriber.State, subscriber.UnsubscribedUtc) = (SubscriberState.Unsubscribed, scope.NowUtc);
        SubscriberHistory.Add(scope, subscriber.Id, SubscriberEventKind.Left, note, by);
    }

    /// <summary>Pauses or resumes in a transaction that is under way.</summary>
    public static void Pause(WriteScope scope, SubscriberRecord subscriber, DateTime? untilUtc, string note = "", string by = "")
    {
        var until = untilUtc > scope.NowUtc ? untilUtc > scope.NowUtc + LongestPause ? scope.NowUtc + LongestPause : untilUtc : null;
        if (subscriber.PausedUntilUtc == until)
            return;
        subscriber.PausedUntilUtc = until;
        SubscriberHistory.Add(scope, subscriber.Id, until is null ? SubscriberEventKind.Resumed : SubscriberEventKind.Paused, note, by);
    }

    /// <summary>Forgets requests that nobody confirmed, and addresses that were never confirmed.</summary>
    public Task ForgetUnconfirmedAsync(CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Background, ContentActor.System, async (scope, ct) =>
    {
        var (db, before) = (scope.Db, scope.NowUtc - UnconfirmedKept);
        await db.Set<ConsentRecord>().Where(row => row.ConfirmedUtc == null && row.RequestedUtc < before).ExecuteDeleteAsync(ct);
        var forgotten = db.Set<SubscriberRecord>()
            .Where(row => row.State == SubscriberState.Pending && row.CreatedUtc < before && !db.Set<ConsentRecord>().Any(consent => consent.SubscriberId == row.Id));
        await db.Set<SubscriberEventRecord>().Where(one => forgotten.Any(row => row.Id == one.SubscriberId)).ExecuteDeleteAsync(ct);
        await forgotten.ExecuteDeleteAsync(ct);
    }, cancellationToken);

    static async Task<IQueryable<SavedSearchRecord>> SearchesAsync(PortalDbContext db, string subscriberId, long editionId, CancellationToken cancellationToken)
    {
        var hashes = ChoiceList.Read(await db.Set<Digests.EditionRecord>().Where(one => one.Id == editionId).Select(one => one.Searches).FirstOrDefaultAsync(cancellationToken) ?? "");
        return db.Set<SavedSearchRecord>().Where(one => one.SubscriberId == subscriberId && hashes.Contains(one.SearchHash));
    }

    Task<SubscriberRecord?> WriteAsync(string token, Func<WriteScope, SubscriberRecord, CancellationToken, Task> change, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
        {
            var subscriber = await SubscriberLinks.FindAsync(scope.Db, token, ct);
            if (subscriber is not null)
                await change(scope, subscriber, ct);
            return subscriber;
        }, cancellationToken);
}

/// <summary>Whose a mail about saved searches is, and the words of those searches that were followed when it was asked.</summary>
sealed record FollowedByMail(SubscriberRecord Subscriber, IReadOnlyList<string> Names);
