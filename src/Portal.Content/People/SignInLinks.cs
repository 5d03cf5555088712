using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.People;

/// <summary>A one-time link by which a person signs in without a password. Only a hash of its token is stored.</summary>
public sealed class SignInLinkRecord
{
    /// <summary>SHA-256 of the token, in hexadecimal.</summary>
    public required string TokenHash { get; set; }

    /// <summary>Whom it signs in.</summary>
    public required string UserId { get; set; }

    /// <summary>After this it is worthless.</summary>
    public DateTime ExpiresUtc { get; set; }
}

/// <summary>Makes and redeems one-time sign-in links: 256 random bits, one use, one hour unless said otherwise.</summary>
public sealed class SignInLinks(UnitOfWork work, TimeProvider time)
{
    /// <summary>How long a link can be used where nothing else is said.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Makes a token for the person; earlier ones of the same person become worthless.</summary>
    public Task<string> CreateAsync(string userId, CancellationToken cancellationToken) => CreateAsync(userId, Lifetime, cancellationToken);

    /// <summary>Makes a token for the person that can be used for so long; earlier ones of the same person become worthless.</summary>
    public async Task<string> CreateAsync(string userId, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        await work.RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
        {
            await scope.Db.SignInLinks.Where(link => link.UserId == userId).ExecuteDeleteAsync(ct);
            scope.Db.SignInLinks.Add(new() { TokenHash = Hash(token), UserId = userId, ExpiresUtc = scope.NowUtc + lifetime });
        }, cancellationToken);
        return token;
    }

    /// <summary>The person whom the token signs in, or null; the token is spent by this call.</summary>
    public async Task<string?> RedeemAsync(string token, CancellationToken cancellationToken)
    {
        var hash = Hash(token);
        var now = time.GetUtcNow().UtcDateTime;
        return await work.RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
        {
            var link = await scope.Db.SignInLinks.AsNoTracking().FirstOrDefaultAsync(one => one.TokenHash == hash, ct);
            var spent = await scope.Db.SignInLinks.Where(one => one.TokenHash == hash).ExecuteDeleteAsync(ct);
            return spent == 1 && link?.ExpiresUtc > now ? link.UserId : null;
        }, cancellationToken);
    }

    /// <summary>Makes the person's links worthless: whoever has chosen a password needs none.</summary>
    public Task RevokeAsync(string userId, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, ContentActor.System,
            (scope, ct) => scope.Db.SignInLinks.Where(link => link.UserId == userId).ExecuteDeleteAsync(ct), cancellationToken);

    static string Hash(string token) => Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));
}
