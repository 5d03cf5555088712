using Microsoft.AspNetCore.Identity;
using Portal.Content.People;

namespace Portal.Desk.SignIn;

/// <summary>Signs people in by a one-time link.</summary>
sealed class LinkSignIn(SignInLinks links, SignInManager<PortalUser> signIn, UserManager<PortalUser> users)
{
    /// <summary>
    /// Spends the link and signs its person in. A password that the person had is taken away: whoever needs a link has lost it,
    /// and chooses a new one.
    /// </summary>
    /// <returns>False where the link is unknown, spent or too old, or the person is locked out by an administrator.</returns>
    public async Task<bool> RedeemAsync(string token, CancellationToken cancellationToken)
    {
        if (await links.RedeemAsync(token, cancellationToken) is not { } userId || await users.FindByIdAsync(userId) is not { } user)
            return false;
        if (user.LockoutEnd == DateTimeOffset.MaxValue)
            return false;
        if (user.PasswordHash is not null)
            await users.RemovePasswordAsync(user);
        await users.ResetAccessFailedCountAsync(user);
        await users.SetLockoutEndDateAsync(user, null);
        await signIn.SignInAsync(user, isPersistent: false, authenticationMethod: "link");
        return true;
    }
}
