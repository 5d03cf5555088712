using Microsoft.AspNetCore.Identity;
using Portal.Content.People;

namespace Portal.Desk.SignIn;

/// <summary>Signs people in by a one-time link.</summary>
sealed class LinkSignIn(SignInLinks links, PortalSignIn signIn, UserManager<PortalUser> users)
{
    /// <summary>
    /// Spends the link and signs its person in, or asks for the second factor. A password that the person had is taken away: whoever
    /// needs a link has lost it, and chooses a new one. Where a second factor is still to come, it stays until they do.
    /// </summary>
    /// <returns>Failed where the link is unknown, spent or too old, or the person is locked out by an administrator.</returns>
    public async Task<SignInResult> RedeemAsync(string token, CancellationToken cancellationToken)
    {
        if (await links.RedeemAsync(token, cancellationToken) is not { } userId || await users.FindByIdAsync(userId) is not { } user)
            return SignInResult.Failed;
        if (!await users.GetTwoFactorEnabledAsync(user) && user.LockoutEnd != DateTimeOffset.MaxValue)
        {
            if (user.PasswordHash is not null)
                await users.RemovePasswordAsync(user);
            await users.ResetAccessFailedCountAsync(user);
            await users.SetLockoutEndDateAsync(user, null);
        }
        return await signIn.LinkSignInAsync(user);
    }
}
