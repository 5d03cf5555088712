using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Portal.Content.People;

namespace Portal.Desk.SignIn;

/// <summary>What people change about their own account.</summary>
sealed class AccountChanges(UserManager<PortalUser> users, SignInManager<PortalUser> signIn, SignInLinks links)
{
    /// <summary>Sets the first password, or changes it. Other sessions end, and links made before become worthless.</summary>
    public async Task<IdentityResult> SetPasswordAsync(ClaimsPrincipal person, string? current, string password, CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(person) is not { } user)
            return IdentityResult.Failed();
        var result = user.PasswordHash is null
            ? await users.AddPasswordAsync(user, password)
            : await users.ChangePasswordAsync(user, current ?? "", password);
        if (!result.Succeeded)
            return result;
        await links.RevokeAsync(user.Id, cancellationToken);
        await signIn.RefreshSignInAsync(user);
        return result;
    }

    /// <summary>Ends all sessions of the person, this one too.</summary>
    public async Task LeaveEverywhereAsync(ClaimsPrincipal person)
    {
        if (await users.GetUserAsync(person) is { } user)
            await users.UpdateSecurityStampAsync(user);
        await signIn.SignOutAsync();
    }
}
