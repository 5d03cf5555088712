using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Portal.Content.People;
using Portal.Desk.Shell;
using Portal.Desk.SignIn.Sessions;

namespace Portal.Desk.SignIn;

/// <summary>By what somebody can prove who they are.</summary>
sealed record ConfirmationWays(bool Password, bool Authenticator, bool Passkey);

/// <summary>Lets a signed-in person prove once more who they are, before something that concerns the safety of an account.</summary>
sealed class IdentityConfirmation(UserManager<PortalUser> users, PortalSignIn signIn, UserSessions sessions)
{
    /// <summary>By what the person can.</summary>
    public async Task<ConfirmationWays> WaysAsync(ClaimsPrincipal person) => await users.GetUserAsync(person) is not { } user
        ? new(false, false, false)
        : new(user.PasswordHash is not null, user.TwoFactorEnabled, (await users.GetPasskeysAsync(user)).Count > 0);

    public async Task<bool> ByPasswordAsync(ClaimsPrincipal person, string password, CancellationToken cancellationToken) =>
        await users.GetUserAsync(person) is { } user
        && (await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true)).Succeeded
        && await ConfirmAsync(person, cancellationToken);

    public async Task<bool> ByCodeAsync(ClaimsPrincipal person, string code, CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(person) is not { TwoFactorEnabled: true } user || await users.IsLockedOutAsync(user))
            return false;
        if (await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, new([.. code.Where(char.IsAsciiDigit)])))
            return await ConfirmAsync(person, cancellationToken);
        await users.AccessFailedAsync(user);
        return false;
    }

    public async Task<bool> ByPasskeyAsync(ClaimsPrincipal person, string credential, CancellationToken cancellationToken) =>
        await signIn.UserOfPasskeyAsync(credential) is { } user && user.Id == person.UserId() && await ConfirmAsync(person, cancellationToken);

    async Task<bool> ConfirmAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        await sessions.ConfirmAsync(person, cancellationToken);
        return true;
    }
}
