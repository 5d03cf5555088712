using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Content.People;

namespace Portal.Desk.SignIn;

/// <summary>Identity's ways to sign in, and ours: by link with the second factor, by passkey where the account is not locked.</summary>
sealed class PortalSignIn(UserManager<PortalUser> users, IHttpContextAccessor http, IUserClaimsPrincipalFactory<PortalUser> people, IOptions<IdentityOptions> options,
    ILogger<SignInManager<PortalUser>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<PortalUser> confirmation)
    : SignInManager<PortalUser>(users, http, people, options, log, schemes, confirmation)
{
    /// <summary>How somebody came who signed in by a link.</summary>
    public const string ByLink = "link";

    /// <summary>Signs in whoever holds a link; those with a second factor are asked for it next.</summary>
    public async Task<SignInResult> LinkSignInAsync(PortalUser user) =>
        IsShut(user) ? SignInResult.LockedOut : await SignInOrTwoFactorAsync(user, isPersistent: false, ByLink);

    /// <summary>Signs in by a passkey, which is two factors by itself: the device, and how it knows its owner.</summary>
    public override async Task<SignInResult> PasskeySignInAsync(string credentialJson) =>
        await UserOfPasskeyAsync(credentialJson) is { } user
            ? await SignInOrTwoFactorAsync(user, isPersistent: false, bypassTwoFactor: true)
            : SignInResult.Failed;

    /// <summary>Whose passkey it is, or null where it is refused or the account is locked.</summary>
    public async Task<PortalUser?> UserOfPasskeyAsync(string credentialJson)
    {
        try
        {
            var assertion = await PerformPasskeyAssertionAsync(credentialJson);
            return assertion.Succeeded && !IsShut(assertion.User) && (await UserManager.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey)).Succeeded
                ? assertion.User
                : null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.Text.Json.JsonException or ArgumentException)
        {
            // No challenge was asked for in this browser, or what was sent is no credential.
            return null;
        }
    }

    /// <summary>How the person came who is asked for the second factor: <see cref="ByLink"/>, or null for a password.</summary>
    public async Task<string?> FirstFactorAsync() =>
        (await Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal?.FindFirstValue(ClaimTypes.AuthenticationMethod);

    /// <summary>Signs the person in once more in this browser, as by a password just proved.</summary>
    public async Task BeginAnewAsync(PortalUser user)
    {
        var properties = (await Context.AuthenticateAsync(AuthenticationScheme)).Properties;
        await SignInWithClaimsAsync(user, new AuthenticationProperties { IsPersistent = properties?.IsPersistent ?? false }, [new Claim("amr", "pwd")]);
    }

    // Wrong passwords lock for a while; an administrator locks until somebody unlocks.
    static bool IsShut(PortalUser user) => user.LockoutEnd == DateTimeOffset.MaxValue;
}
