using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.People;

/// <summary>
/// Personal access tokens, by which a person's programs use the API: 256 random bits after <c>portal_</c> (so that scanners for
/// secrets know them), kept as a hash, with an end.
/// </summary>
public sealed class AccessTokens(UnitOfWork work, IDbContextFactory<PortalDbContext> databases, TimeProvider time)
{
    /// <summary>What each token begins with.</summary>
    public const string Prefix = "portal_";

    /// <summary>Most tokens of one person.</summary>
    public const int MaxForPerson = 50;

    /// <summary>Longest life of a token.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(366);

    // The last use is told to people, who need it to the minute at most.
    static readonly TimeSpan TouchInterval = TimeSpan.FromMinutes(1);

    /// <summary>Makes a token. The text is nowhere else: whoever loses it makes another one.</summary>
    /// <returns>The text, or null where the person has too many tokens already.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is not between nothing and <see cref="MaxLifetime"/>.</exception>
    public async Task<string?> CreateAsync(string userId, string name, IReadOnlyCollection<string> scopes, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, MaxLifetime);
        var token = Prefix + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        return await work.RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
        {
            if (await scope.Db.Set<AccessTokenRecord>().CountAsync(one => one.UserId == userId, ct) >= MaxForPerson)
                return null;
            scope.Db.Add(new AccessTokenRecord
            {
                Id = ContentIdentity.New(),
                TokenHash = Hash(token),
                UserId = userId,
                Name = name.Length > AccessTokenRecord.MaxNameLength ? name[..AccessTokenRecord.MaxNameLength] : name,
                Scopes = string.Join(' ', scopes.Order(StringComparer.Ordinal)),
                CreatedUtc = scope.NowUtc,
                ExpiresUtc = scope.NowUtc + lifetime,
            });
            return token;
        }, cancellationToken);
    }

    /// <summary>The person's tokens, newest first.</summary>
    public async Task<IReadOnlyList<AccessTokenRecord>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<AccessTokenRecord>().AsNoTracking().Where(one => one.UserId == userId).OrderByDescending(one => one.CreatedUtc).ToListAsync(cancellationToken);
    }

    /// <summary>Makes one of the person's tokens worthless; without an identifier, all of them.</summary>
    public Task RevokeAsync(string userId, string? id, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, ContentActor.System,
            (scope, ct) => scope.Db.Set<AccessTokenRecord>().Where(one => one.UserId == userId && (id == null || one.Id == id)).ExecuteDeleteAsync(ct), cancellationToken);

    /// <summary>The token of that text where it is still good, else null; its last use is recorded.</summary>
    public async Task<AccessTokenRecord?> UseAsync(string token, CancellationToken cancellationToken)
    {
        if (!token.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var (hash, now) = (Hash(token), time.GetUtcNow().UtcDateTime);
        AccessTokenRecord? record;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
            record = await db.Set<AccessTokenRecord>().AsNoTracking().FirstOrDefaultAsync(one => one.TokenHash == hash, cancellationToken);
        if (record is null || record.ExpiresUtc <= now)
            return null;
        if (record.LastUsedUtc is not { } used || now - used >= TouchInterval)
            await work.RunAsync(WriteTurn.Background, ContentActor.System,
                (scope, ct) => scope.Db.Set<AccessTokenRecord>().Where(one => one.Id == record.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.LastUsedUtc, now), ct), cancellationToken);
        return record;
    }

    static string Hash(string token) => Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));
}
