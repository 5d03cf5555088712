using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Portal.Content.People;
using Portal.Desk.SignIn.Sessions;

namespace Portal.Desk.SignIn;

/// <summary>What people change about their own account.</summary>
sealed class AccountChanges(UserManager<PortalUser> users, PortalSignIn signIn, SignInLinks links, UserSessions sessions)
{
    /// <summary>Whether the person chooses a password without knowing the old one: there is none, or they came by a link just now.</summary>
    public async Task<bool> ChoosesAnewAsync(ClaimsPrincipal person, CancellationToken cancellationToken) =>
        person.HasClaim(DeskClaims.NoPassword, "true")
        || (person.HasClaim(ClaimTypes.AuthenticationMethod, PortalSignIn.ByLink) && await sessions.IsFreshAsync(person, cancellationToken));

    /// <summary>Sets the first password, or changes it. Other sessions end, and links made before become worthless.</summary>
    public async Task<IdentityResult> SetPasswordAsync(ClaimsPrincipal person, string? current, string password, CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(person) is not { } user)
            return IdentityResult.Failed();
        var result = user.PasswordHash is null ? await users.AddPasswordAsync(user, password)
            : await ChoosesAnewAsync(person, cancellationToken) ? await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password)
            : await users.ChangePasswordAsync(user, current ?? "", password);
        if (!result.Succeeded)
            return result;
        await links.RevokeAsync(user.Id, cancellationToken);
        await sessions.EndAsync(user.Id, null, cancellationToken);
        await signIn.BeginAnewAsync(user);
        return result;
    }

    /// <summary>Ends all sessions of the person, this one too.</summary>
    public async Task LeaveEverywhereAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(person) is { } user)
        {
            await users.UpdateSecurityStampAsync(user);
            await sessions.EndAsync(user.Id, null, cancellationToken);
        }
        await signIn.SignOutAsync();
    }
}
