using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Content.People;

namespace Portal.Desk.SignIn;

/// <summary>Makes the signed-in person of a user: roles, their permissions, and whether a password is still missing.</summary>
sealed class DeskClaims(UserManager<PortalUser> users, RoleManager<PortalRole> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<PortalUser, PortalRole>(users, roles, options)
{
    /// <summary>Claim of people who came by a link and have chosen no password.</summary>
    public const string NoPassword = "portal:no-password";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(PortalUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (user.PasswordHash is null)
            identity.AddClaim(new Claim(NoPassword, "true"));
        return identity;
    }
}
