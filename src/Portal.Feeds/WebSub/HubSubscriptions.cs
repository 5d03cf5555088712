using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Feeds.Fetching;
using Portal.Feeds.Importing;
using Portal.Feeds.Sources;

namespace Portal.Feeds.WebSub;

/// <summary>
/// Subscribes to feeds at the hubs that they announce, and renews that in time. Only where the world can reach the site: <c>Portal:BaseUrl</c> must be a public address.
/// </summary>
sealed class HubSubscriptions(GuardedHttp http, UnitOfWork work, IDbContextFactory<PortalDbContext> databases, IDataProtectionProvider protection, SiteAddress site, FeedsOptions options, TimeProvider time)
{
    static readonly TimeSpan WantedLease = TimeSpan.FromDays(10);
    static readonly TimeSpan AnswerTime = TimeSpan.FromHours(1);

    /// <summary>So often a hub is told that nothing more is wanted of it.</summary>
    const int MostFarewells = 3;

    readonly IDataProtector _protector = protection.CreateProtector("Portal.Feeds.HubSecrets");

    /// <summary>Whether hubs can reach the site.</summary>
    public bool IsReachable => options.WebSub && site.BaseUrl is var address && (options.AllowPrivateNetworks
        || (!address.IsLoopback && address.HostNameType == UriHostNameType.Dns && address.Host.Contains('.', StringComparison.Ordinal) && !address.Host.EndsWith(".local", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Notes which hub a feed announces, in the transaction of its import.</summary>
    public async Task NoteAsync(WriteScope scope, string sourceId, string? hub, string? topic, CancellationToken cancellationToken)
    {
        var rows = scope.Db.Set<HubSubscription>();
        var known = await rows.AsNoTracking().Where(row => row.SourceId == sourceId).Select(row => new { row.HubUrl, row.TopicUrl }).FirstOrDefaultAsync(cancellationToken);
        var wanted = IsReachable && hub is { Length: <= 2048 } && topic is { Length: <= 2048 };
        if (known is not null && (!wanted || known.HubUrl != hub || known.TopicUrl != topic))
            await LeaveAsync(scope.Db, sourceId, scope.NowUtc, cancellationToken);
        else if (known is not null)
            return;
        if (!wanted)
            return;
        rows.Add(new()
        {
            SourceId = sourceId,
            CallbackId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20)),
            HubUrl = hub!,
            TopicUrl = topic!,
            Secret = _protector.Protect(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))),
            DueUtc = scope.NowUtc,
        });
    }

    /// <summary>Ends a source's subscription, in the transaction in which the source no longer wants it; a hub that has promised something is told later.</summary>
    public static async Task LeaveAsync(PortalDbContext db, string sourceId, DateTime now, CancellationToken cancellationToken)
    {
        var rows = db.Set<HubSubscription>().Where(row => row.SourceId == sourceId);
        await db.Set<FeedSourceState>().Where(row => row.SourceId == sourceId && row.PushedUntilUtc != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.PushedUntilUtc, (DateTime?)null), cancellationToken);
        await rows.Where(row => row.State != HubState.Verified && row.State != HubState.Requested).ExecuteDeleteAsync(cancellationToken);
        if (await rows.AsNoTracking().FirstOrDefaultAsync(cancellationToken) is not { } known)
            return;
        await rows.ExecuteDeleteAsync(cancellationToken);
        db.Set<HubSubscription>().Add(new()
        {
            SourceId = ContentIdentity.New(),
            CallbackId = known.CallbackId,
            HubUrl = known.HubUrl,
            TopicUrl = known.TopicUrl,
            Secret = known.Secret,
            LeaseUntilUtc = known.LeaseUntilUtc,
            State = HubState.Leaving,
            DueUtc = now,
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Notes that the hub has let go.</summary>
    public Task EndAsync(HubSubscription subscription, CancellationToken cancellationToken) => UpdateAsync(subscription, rows => rows.ExecuteDeleteAsync(cancellationToken), cancellationToken);

    /// <summary>Asks the hubs whose turn it is; returns how many it asked.</summary>
    public async Task<int> RunAsync(int count, CancellationToken cancellationToken)
    {
        if (!IsReachable)
            return 0;
        var now = time.GetUtcNow().UtcDateTime;
        List<HubSubscription> due;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            due = await db.Set<HubSubscription>().AsNoTracking().Where(row => row.DueUtc <= now)
                .Where(row => row.State == HubState.Leaving || db.Set<FeedSourceState>().Any(state => state.SourceId == row.SourceId && state.Active)).OrderBy(row => row.DueUtc).Take(count).ToListAsync(cancellationToken);
        }
        foreach (var subscription in due)
            await AskAsync(subscription, cancellationToken);
        return due.Count;
    }

    /// <summary>The subscription of a callback, or null.</summary>
    public async Task<HubSubscription?> FindAsync(string callbackId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<HubSubscription>().AsNoTracking().FirstOrDefaultAsync(row => row.CallbackId == callbackId, cancellationToken);
    }

    /// <summary>Notes that the hub keeps its word from now on, and asks again before its promise ends.</summary>
    public Task VerifyAsync(HubSubscription subscription, int leaseSeconds, CancellationToken cancellationToken)
    {
        var lease = TimeSpan.FromSeconds(Math.Clamp(leaseSeconds > 0 ? leaseSeconds : (int)WantedLease.TotalSeconds, 300, 90 * 86_400));
        var now = time.GetUtcNow().UtcDateTime;
        return UpdateAsync(subscription, rows => rows.ExecuteUpdateAsync(set => set
            .SetProperty(row => row.State, HubState.Verified).SetProperty(row => row.Failures, 0)
            .SetProperty(row => row.LeaseUntilUtc, now + lease).SetProperty(row => row.DueUtc, now + (lease * 0.75)), cancellationToken), cancellationToken);
    }

    /// <summary>Notes that the hub refuses, and asks again in a week.</summary>
    public Task RefuseAsync(HubSubscription subscription, CancellationToken cancellationToken) =>
        UpdateAsync(subscription, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.State, HubState.Refused)
            .SetProperty(row => row.LeaseUntilUtc, (DateTime?)null).SetProperty(row => row.DueUtc, time.GetUtcNow().UtcDateTime.AddDays(7)), cancellationToken), cancellationToken);

    /// <summary>Notes that the hub has told of something: from now on the source need not be asked as often.</summary>
    public Task TrustAsync(HubSubscription subscription, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Background, FeedActor.Actor, async (scope, ct) =>
        {
            await scope.Db.Set<HubSubscription>().Where(row => row.SourceId == subscription.SourceId).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastPushUtc, scope.NowUtc), ct);
            await scope.Db.Set<FeedSourceState>().Where(row => row.SourceId == subscription.SourceId).ExecuteUpdateAsync(set => set.SetProperty(row => row.PushedUntilUtc, subscription.LeaseUntilUtc), ct);
        }, cancellationToken);

    /// <summary>Whether the body was signed with the secret that the hub was given.</summary>
    public bool IsSigned(HubSubscription subscription, string? signature, ReadOnlySpan<byte> body)
    {
        try
        {
            return HubSignature.IsValid(signature, System.Text.Encoding.ASCII.GetBytes(_protector.Unprotect(subscription.Secret)), body);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    async Task AskAsync(HubSubscription subscription, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        // Before the hub is asked: it may answer at the callback at once. No other node asks meanwhile.
        await UpdateAsync(subscription, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.DueUtc, now + AnswerTime)
            .SetProperty(row => row.State, row => row.State == HubState.Wanted || row.State == HubState.Refused ? HubState.Requested : row.State), cancellationToken), cancellationToken);
        if (subscription.State == HubState.Leaving && subscription.Failures >= MostFarewells)
        {
            // It will find out by itself when its promise ends.
            await EndAsync(subscription, cancellationToken);
            return;
        }
        try
        {
            var form = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["hub.mode"] = subscription.State == HubState.Leaving ? "unsubscribe" : "subscribe",
                ["hub.topic"] = subscription.TopicUrl,
                ["hub.callback"] = new Uri(site.BaseUrl, $"websub/{subscription.CallbackId}").AbsoluteUri,
                ["hub.secret"] = _protector.Unprotect(subscription.Secret),
                ["hub.lease_seconds"] = ((int)WantedLease.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture),
            };
            await http.GetAsync(new(subscription.HubUrl, 100_000, "*/*") { Form = form }, cancellationToken);
            if (subscription.State == HubState.Leaving)
                await UpdateAsync(subscription, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.Failures, row => row.Failures + 1), cancellationToken), cancellationToken);
        }
        catch (Exception failed) when (failed is FetchException or CryptographicException)
        {
            var wait = TimeSpan.FromHours(Math.Min(6 * Math.Pow(2, subscription.Failures), 24 * 7));
            await UpdateAsync(subscription, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.DueUtc, now + wait).SetProperty(row => row.Failures, row => row.Failures + 1), cancellationToken), cancellationToken);
        }
    }

    Task UpdateAsync(HubSubscription subscription, Func<IQueryable<HubSubscription>, Task<int>> update, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Background, FeedActor.Actor, (scope, _) => update(scope.Db.Set<HubSubscription>().Where(row => row.SourceId == subscription.SourceId && row.CallbackId == subscription.CallbackId)), cancellationToken);
}
