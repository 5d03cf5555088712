using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Content.People;

namespace Portal.Desk.SignIn.SecondFactors;

/// <summary>A passkey as its owner sees it.</summary>
sealed record PasskeyLine(string Id, string Name, DateTime CreatedUtc);

/// <summary>The passkeys (WebAuthn) of one's own account.</summary>
sealed class Passkeys(UserManager<PortalUser> users, PortalSignIn signIn)
{
    /// <summary>Most passkeys of one person.</summary>
    public const int MaxForPerson = 20;

    const int MaxNameLength = 100;

    public async Task<IReadOnlyList<PasskeyLine>> ListAsync(ClaimsPrincipal person) => await users.GetUserAsync(person) is { } user
        ? [.. (await users.GetPasskeysAsync(user)).OrderBy(one => one.CreatedAt).Select(one => new PasskeyLine(WebEncoders.Base64UrlEncode(one.CredentialId), one.Name ?? "", one.CreatedAt.UtcDateTime))]
        : [];

    /// <summary>What the browser needs to make a passkey, as JSON (WebAuthn, 5.1.8).</summary>
    public async Task<string?> CreationOptionsAsync(ClaimsPrincipal person) => await users.GetUserAsync(person) is { } user
        ? await signIn.MakePasskeyCreationOptionsAsync(new() { Id = user.Id, Name = user.Email ?? user.Id, DisplayName = user.Email ?? user.Id })
        : null;

    /// <summary>Adds the passkey that the browser made. False where it is refused, or the person has too many.</summary>
    public async Task<bool> AddAsync(ClaimsPrincipal person, string credential, string name)
    {
        if (await users.GetUserAsync(person) is not { } user || (await users.GetPasskeysAsync(user)).Count >= MaxForPerson)
            return false;
        try
        {
            var attestation = await signIn.PerformPasskeyAttestationAsync(credential);
            if (!attestation.Succeeded || attestation.UserEntity.Id != user.Id)
                return false;
            attestation.Passkey.Name = name.Length > MaxNameLength ? name[..MaxNameLength] : name;
            return (await users.AddOrUpdatePasskeyAsync(user, attestation.Passkey)).Succeeded;
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.Text.Json.JsonException or ArgumentException)
        {
            // Nothing was asked for in this browser, or what was sent is no credential.
            return false;
        }
    }

    public async Task RemoveAsync(ClaimsPrincipal person, string id)
    {
        if (await users.GetUserAsync(person) is not { } user)
            return;
        foreach (var passkey in await users.GetPasskeysAsync(user))
        {
            if (WebEncoders.Base64UrlEncode(passkey.CredentialId) == id)
                await users.RemovePasskeyAsync(user, passkey.CredentialId);
        }
    }
}
