using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Portal.Content.People;

namespace Portal.Desk.SignIn.External;

/// <summary>Signs people in who come from the OpenID Connect provider: those linked, and those whose verified address is known here.</summary>
sealed class ExternalSignIn(UserManager<PortalUser> users, PortalSignIn signIn, ExternalSignInOptions options)
{
    /// <summary>Sends the browser to the provider.</summary>
    public static IResult Begin(string? returnUrl, PortalSignIn signIn, ExternalSignInOptions options) => options.IsConfigured
        ? TypedResults.Challenge(signIn.ConfigureExternalAuthenticationProperties(ExternalSignInOptions.Scheme, $"/Login/External/Back?returnUrl={Uri.EscapeDataString(LocalAddress.Of(returnUrl))}"), [ExternalSignInOptions.Scheme])
        : TypedResults.NotFound();

    /// <summary>Takes the browser that comes back.</summary>
    public static async Task<IResult> EndAsync(string? returnUrl, ExternalSignIn external)
    {
        var target = LocalAddress.Of(returnUrl);
        return TypedResults.LocalRedirect(await external.SignInAsync() switch
        {
            { Succeeded: true } => target,
            { RequiresTwoFactor: true } => $"/Login/SecondFactor?returnUrl={Uri.EscapeDataString(target)}",
            { IsLockedOut: true } => "/Login?external=locked",
            { IsNotAllowed: true } => "/Login?external=unknown",
            _ => "/Login?external=failed",
        });
    }

    async Task<SignInResult> SignInAsync()
    {
        if (await signIn.GetExternalLoginInfoAsync() is not { } info)
            return SignInResult.Failed;
        if (await FindAsync(info) is not { } user)
            return SignInResult.NotAllowed;
        await MapRolesAsync(user, info);
        return await signIn.ExternalLoginSignInAsync(info.LoginProvider, info.ProviderKey, isPersistent: false, bypassTwoFactor: options.TrustSecondStep);
    }

    async Task<PortalUser?> FindAsync(ExternalLoginInfo info)
    {
        if (await users.FindByLoginAsync(info.LoginProvider, info.ProviderKey) is { } linked)
            return linked;
        // An address that nobody verified may be anybody's.
        if (Claim(info, ClaimTypes.Email, "email") is not { } email || !string.Equals(Claim(info, "email_verified"), "true", StringComparison.OrdinalIgnoreCase))
            return null;
        if (await users.FindByEmailAsync(email) is { } known)
            return options.LinkByVerifiedEmail && (await users.AddLoginAsync(known, info)).Succeeded ? known : null;
        if (!options.CreateAccounts || Mapped(info).Count == 0)
            return null;
        var user = new PortalUser { UserName = email, Email = email, EmailConfirmed = true, LockoutEnabled = true };
        return (await users.CreateAsync(user)).Succeeded && (await users.AddLoginAsync(user, info)).Succeeded ? user : null;
    }

    async Task MapRolesAsync(PortalUser user, ExternalLoginInfo info)
    {
        if (options.Roles.Count == 0)
            return;
        var (mapped, held) = (Mapped(info), await users.GetRolesAsync(user));
        var taken = held.Where(role => options.Roles.ContainsValue(role) && !mapped.Contains(role)).ToList();
        // The site never loses its last administrator, whatever the provider says.
        if (taken.Contains(Permissions.Administrator) && (await users.GetUsersInRoleAsync(Permissions.Administrator)).Count < 2)
            taken.Remove(Permissions.Administrator);
        var given = mapped.Except(held, StringComparer.Ordinal).ToList();
        if (given.Count + taken.Count == 0)
            return;
        await users.RemoveFromRolesAsync(user, taken);
        await users.AddToRolesAsync(user, given);
        await users.UpdateSecurityStampAsync(user);
    }

    HashSet<string> Mapped(ExternalLoginInfo info) => info.Principal.Claims
        .Where(claim => claim.Type == options.RoleClaim || (claim.Type == ClaimTypes.Role && options.RoleClaim == "roles"))
        .Select(claim => options.Roles.GetValueOrDefault(claim.Value)).OfType<string>().ToHashSet(StringComparer.Ordinal);

    static string? Claim(ExternalLoginInfo info, params ReadOnlySpan<string> types)
    {
        foreach (var type in types)
        {
            if (info.Principal.FindFirstValue(type) is { } value)
                return value;
        }
        return null;
    }
}
