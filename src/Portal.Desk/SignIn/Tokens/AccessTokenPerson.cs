using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Content.People;

namespace Portal.Desk.SignIn.Tokens;

/// <summary>Makes the person as whom a program with an access token acts: the owner, with no more rights than the token's scopes cover.</summary>
sealed class AccessTokenPerson(UserManager<PortalUser> users, IUserClaimsPrincipalFactory<PortalUser> people, PermissionCatalog permissions,
    IEnumerable<AccessTokenScope> scopes, IOptions<IdentityOptions> options)
{
    /// <summary>The person, or null where the owner is gone or locked out.</summary>
    public async Task<ClaimsPrincipal?> FindAsync(AccessTokenRecord token, CancellationToken cancellationToken)
    {
        // Wrong passwords lock people out for a while, not the programs they run: else anybody could stop these.
        if (await users.FindByIdAsync(token.UserId) is not { } user || user.LockoutEnd == DateTimeOffset.MaxValue)
            return null;
        var owner = await people.CreateAsync(user);
        var held = owner.IsInRole(Permissions.Administrator)
            ? (await permissions.AllAsync(cancellationToken)).Select(permission => permission.Name)
            : owner.FindAll(Permissions.ClaimType).Select(claim => claim.Value);
        var given = token.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var covering = scopes.Where(scope => given.Contains(scope.Name, StringComparer.Ordinal)).ToList();
        var claims = options.Value.ClaimsIdentity;
        // No roles: what a role may do beyond its permissions is not the token's.
        var identity = new ClaimsIdentity(AccessTokenHandler.Scheme, claims.UserNameClaimType, claims.RoleClaimType);
        identity.AddClaim(new(claims.UserIdClaimType, user.Id));
        identity.AddClaim(new(claims.UserNameClaimType, user.UserName ?? user.Id));
        identity.AddClaims(held.Where(name => covering.Exists(scope => scope.Covers(name))).Select(name => new Claim(Permissions.ClaimType, name)));
        return new(identity);
    }
}
