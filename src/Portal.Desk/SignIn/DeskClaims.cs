using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Content.People;

namespace Portal.Desk.SignIn;

/// <summary>Makes the signed-in person of a user: roles, their permissions with all that they imply, and whether a password is still missing.</summary>
sealed class DeskClaims(UserManager<PortalUser> users, RoleManager<PortalRole> roles, PermissionCatalog permissions, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<PortalUser, PortalRole>(users, roles, options)
{
    /// <summary>Claim of people who came by a link and have chosen no password.</summary>
    public const string NoPassword = "portal:no-password";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(PortalUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        var held = identity.FindAll(Permissions.ClaimType).ToList();
        // Everybody who is signed in has this role; a site that was set up before it existed holds to its default.
        var names = await RoleManager.FindByNameAsync(Permissions.Authenticated) is { } everybody
            ? (await RoleManager.GetClaimsAsync(everybody)).Where(claim => claim.Type == Permissions.ClaimType).Select(claim => claim.Value)
            : [Permissions.ViewContent];
        var all = permissions.WithImplied(held.Select(claim => claim.Value).Concat(names));
        held.ForEach(identity.RemoveClaim);
        // Administrators have every permission without a claim.
        if (!identity.HasClaim(identity.RoleClaimType, Permissions.Administrator))
            identity.AddClaims(all.Order(StringComparer.Ordinal).Select(name => new Claim(Permissions.ClaimType, name)));
        if (user.PasswordHash is null)
            identity.AddClaim(new Claim(NoPassword, "true"));
        return identity;
    }
}
