using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Desk.Shell;

namespace Portal.Desk.SignIn.Sessions;

/// <summary>The devices on which people are signed in. A session that was ended opens nothing here at once, on other nodes within seconds. Thread-safe.</summary>
public sealed class UserSessions(UnitOfWork work, IDbContextFactory<PortalDbContext> databases, TimeProvider time)
{
    /// <summary>Claim that names the session.</summary>
    public const string Claim = "portal:session";

    /// <summary>A session that was not used for so long is over.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>For so long after somebody proved who they are, changes that ask for it are allowed.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromMinutes(15);

    static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(5);
    static readonly TimeSpan TouchInterval = TimeSpan.FromMinutes(5);

    // Each page asks for dozens of files; one look at the database serves them all.
    readonly ConcurrentDictionary<string, DateTimeOffset> _known = new(StringComparer.Ordinal);

    DateTime NowUtc => time.GetUtcNow().UtcDateTime;

    /// <summary>Begins a session, in place of the one that the same person had in this browser. Returns its identifier.</summary>
    public async Task<string> BeginAsync(string userId, string device, string address, string? replaced, CancellationToken cancellationToken)
    {
        var id = ContentIdentity.New();
        await work.RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
        {
            var (now, oldest) = (scope.NowUtc, scope.NowUtc - Lifetime);
            await scope.Db.Set<UserSessionRecord>().Where(one => one.LastUsedUtc < oldest || (one.Id == replaced && one.UserId == userId)).ExecuteDeleteAsync(ct);
            scope.Db.Add(new UserSessionRecord { Id = id, UserId = userId, Device = device, Address = address, CreatedUtc = now, ConfirmedUtc = now, LastUsedUtc = now });
        }, cancellationToken);
        Forget(replaced);
        return id;
    }

    /// <summary>Whether the person's session is still open; its use is recorded.</summary>
    public async Task<bool> IsOpenAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        if (Id(person) is not { } id || person.UserId() is not { } userId)
            return false;
        if (_known.TryGetValue(id, out var until) && time.GetUtcNow() < until)
            return true;
        var session = await FindAsync(userId, id, cancellationToken);
        if (session is null || NowUtc - session.LastUsedUtc > Lifetime)
        {
            Forget(id);
            return false;
        }
        if (NowUtc - session.LastUsedUtc >= TouchInterval)
            await ChangeAsync(userId, id, set => set.SetProperty(one => one.LastUsedUtc, NowUtc), cancellationToken);
        if (_known.Count > 10_000)
            _known.Clear();
        _known[id] = time.GetUtcNow() + KnownFor;
        return true;
    }

    /// <summary>Whether the person proved who they are a short while ago.</summary>
    public async Task<bool> IsFreshAsync(ClaimsPrincipal person, CancellationToken cancellationToken) =>
        Id(person) is { } id && person.UserId() is { } userId
        && await FindAsync(userId, id, cancellationToken) is { } session && NowUtc - session.ConfirmedUtc < Freshness;

    /// <summary>The person has just proved who they are.</summary>
    public Task ConfirmAsync(ClaimsPrincipal person, CancellationToken cancellationToken) =>
        ChangeAsync(person.UserId() ?? "", Id(person) ?? "", set => set.SetProperty(one => one.ConfirmedUtc, NowUtc), cancellationToken);

    /// <summary>The person's open sessions, last used first.</summary>
    public async Task<IReadOnlyList<UserSessionRecord>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        var oldest = NowUtc - Lifetime;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<UserSessionRecord>().AsNoTracking().Where(one => one.UserId == userId && one.LastUsedUtc >= oldest)
            .OrderByDescending(one => one.LastUsedUtc).ThenByDescending(one => one.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Ends one session of the person, or all.</summary>
    public async Task EndAsync(string userId, string? id, CancellationToken cancellationToken)
    {
        await work.RunAsync(WriteTurn.Person, ContentActor.System,
            (scope, ct) => scope.Db.Set<UserSessionRecord>().Where(one => one.UserId == userId && (id == null || one.Id == id)).ExecuteDeleteAsync(ct), cancellationToken);
        if (id is null)
            _known.Clear();
        else
            Forget(id);
    }

    /// <summary>Identifier of the session in which the person acts, or null.</summary>
    public static string? Id(ClaimsPrincipal person) => person.FindFirstValue(Claim);

    async Task<UserSessionRecord?> FindAsync(string userId, string id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<UserSessionRecord>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id && one.UserId == userId, cancellationToken);
    }

    Task ChangeAsync(string userId, string id, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<UserSessionRecord>> change, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, ContentActor.System,
            (scope, ct) => scope.Db.Set<UserSessionRecord>().Where(one => one.Id == id && one.UserId == userId).ExecuteUpdateAsync(change, ct), cancellationToken);

    void Forget(string? id)
    {
        if (id is not null)
            _known.TryRemove(id, out _);
    }
}
