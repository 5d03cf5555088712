using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Searches;

namespace Portal.Newsletter.Subscribing;

/// <summary>Where a confirmation link stands.</summary>
enum ConfirmationResult
{
    /// <summary>Nobody's link.</summary>
    Unknown,

    /// <summary>It can be confirmed.</summary>
    Open,

    /// <summary>It was confirmed by this call.</summary>
    Confirmed,

    /// <summary>It was confirmed before and does nothing any more.</summary>
    Used,

    /// <summary>It is too old.</summary>
    Expired,

    /// <summary>The address to which a subscription was to move has one of its own.</summary>
    Occupied,
}

/// <summary>What the link's page needs.</summary>
/// <param name="Result">Where the link stands.</param>
/// <param name="Token">The token of the person's pages, once confirmed by this call; null else.</param>
/// <param name="Search">Words of the search that is followed by it; null where it is a digest.</param>
/// <param name="IsFull">Whether the search was not added, as the person follows as many as can be.</param>
sealed record Confirmation(ConfirmationResult Result, string? Token = null, string? Search = null, bool IsFull = false)
{
    /// <summary>The new address of a subscription that moves; null for a sign-up.</summary>
    public string? Address { get; init; }
}

/// <summary>Confirms sign-ups: each link once, within three days.</summary>
sealed class Confirmations(IDbContextFactory<PortalDbContext> databases, UnitOfWork work, Suppressions suppressions, AddressChanges changes, NoticeMail notices, DeliverySignal signal, TimeProvider time)
{
    /// <summary>How long a link can be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(72);

    /// <summary>Looks without changing anything: mail scanners follow links too.</summary>
    public async Task<Confirmation> LookAsync(string token, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await SubscriberLinks.FindRequestAsync(db, token, cancellationToken) is var (request, _)
            ? new(State(request, time.GetUtcNow().UtcDateTime), Search: SearchOf(request)?.Name) { Address = request.Address }
            : new(ConfirmationResult.Unknown);
    }

    /// <summary>Confirms: from now on what was chosen holds, and the proof is kept.</summary>
    public async Task<Confirmation> ConfirmAsync(string token, string ip, CancellationToken cancellationToken)
    {
        var confirmation = await WriteAsync(token, ip, cancellationToken);
        signal.Raise();
        return confirmation;
    }

    Task<Confirmation> WriteAsync(string token, string ip, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
        {
            if (await SubscriberLinks.FindRequestAsync(scope.Db, token, ct) is not var (request, subscriber))
                return new Confirmation(ConfirmationResult.Unknown);
            if (State(request, scope.NowUtc) is var state and not ConfirmationResult.Open)
                return new(state);
            if (request.Address is not null && !await changes.MoveAsync(scope, request, subscriber, ct))
                return new(ConfirmationResult.Occupied);
            (request.ConfirmedUtc, request.ConfirmedIp) = (scope.NowUtc, ip);
            if (request.Address is not null)
                return new(ConfirmationResult.Confirmed, SubscriberLinks.Token(subscriber)) { Address = request.Address };
            var search = SearchOf(request);
            var wasThere = subscriber.State == SubscriberState.Confirmed;
            // Whoever has a digest and follows a search besides keeps the digest as it is.
            if (search is null || !wasThere)
                (subscriber.Rhythm, subscriber.Topics, subscriber.Regions, subscriber.Sources, subscriber.Language) = (request.Rhythm, request.Topics, request.Regions, request.Sources, request.Language);
            if (!wasThere)
            {
                await SavedSearches.RestartAsync(scope, subscriber.Id, ct);
                await WelcomeAsync(scope, subscriber, ct);
                SubscriberHistory.Add(scope, subscriber.Id, SubscriberEventKind.Confirmed, request.Form);
            }
            (subscriber.State, subscriber.ConfirmedUtc, subscriber.UnsubscribedUtc, subscriber.PausedUntilUtc) = (SubscriberState.Confirmed, scope.NowUtc, null, null);
            await suppressions.LiftAsync(scope, subscriber.AddressKey, ct);
            var isFull = search is not null && !await SavedSearches.AddAsync(scope, subscriber, new(search, request.SearchDelivery), ct);
            return new(ConfirmationResult.Confirmed, SubscriberLinks.Token(subscriber), search?.Name, isFull);
        }, cancellationToken);

    // Who comes back was welcomed before.
    async Task WelcomeAsync(WriteScope scope, SubscriberRecord subscriber, CancellationToken cancellationToken)
    {
        var id = subscriber.Id;
        if (!await scope.Db.Set<DeliveryRecord>().AnyAsync(row => row.SubscriberId == id && row.IssueId == NoticeMail.Welcome, cancellationToken))
            scope.Db.Add(notices.Row(scope, subscriber, NoticeMail.Welcome));
    }

    static SavedSearch? SearchOf(ConsentRecord request) => request.Search is { } text && SavedSearch.TryRead("?" + text, out var search) ? search : null;

    static ConfirmationResult State(ConsentRecord request, DateTime now) =>
        request.ConfirmedUtc is not null ? ConfirmationResult.Used
        : request.RequestedUtc + Lifetime < now ? ConfirmationResult.Expired
        : ConfirmationResult.Open;
}
