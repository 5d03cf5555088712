using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Portal.Content.People;
using Portal.Content.Storage;

namespace Portal.Desk.SignIn;

/// <summary>Keeps users as Identity does, but the secret of the authenticator encrypted and recovery codes hashed: a copy of the database opens no account.</summary>
sealed class SecretStore(PortalDbContext db, IDataProtectionProvider protection, IdentityErrorDescriber errors)
    : UserStore<PortalUser, PortalRole, PortalDbContext>(db, errors)
{
    const int HashLength = 2 * SHA256.HashSizeInBytes;

    readonly IDataProtector _protector = protection.CreateProtector("Portal.AuthenticatorKey");

    public override Task SetAuthenticatorKeyAsync(PortalUser user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, _protector.Protect(key), cancellationToken);

    public override async Task<string?> GetAuthenticatorKeyAsync(PortalUser user, CancellationToken cancellationToken)
    {
        try
        {
            return await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { } kept ? _protector.Unprotect(kept) : null;
        }
        catch (CryptographicException)
        {
            // The keys of the site are gone; an administrator takes the second factor away.
            return null;
        }
    }

    public override Task ReplaceCodesAsync(PortalUser user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        // When a code is spent, the others come back here as they were kept.
        base.ReplaceCodesAsync(user, recoveryCodes.Select(code => code.Length == HashLength ? code : Hash(user, code)), cancellationToken);

    public override Task<bool> RedeemCodeAsync(PortalUser user, string code, CancellationToken cancellationToken) =>
        base.RedeemCodeAsync(user, Hash(user, code), cancellationToken);

    static string Hash(PortalUser user, string code) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{user.Id} {code.Trim().ToUpperInvariant()}")));
}
