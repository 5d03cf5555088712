using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Portal.Content.People;

/// <summary>Makes an authorization policy of each permission's name, so that none has to be declared.</summary>
public sealed class PermissionPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    /// <summary>What policy names of permissions begin with.</summary>
    public const string Prefix = "Permission:";

    /// <inheritdoc/>
    public override Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        policyName.StartsWith(Prefix, StringComparison.Ordinal)
            ? Task.FromResult<AuthorizationPolicy?>(new AuthorizationPolicyBuilder()
                .RequireAuthenticatedUser()
                .RequireAssertion(context => context.User.HasPermission(policyName[Prefix.Length..]))
                .Build())
            : base.GetPolicyAsync(policyName);
}

/// <summary>What a signed-in person may do.</summary>
public static class PermissionClaims
{
    /// <summary>Whether one of the person's roles has the permission; administrators have every one.</summary>
    public static bool HasPermission(this ClaimsPrincipal person, string permission) =>
        person.IsInRole(Permissions.Administrator) || person.HasClaim(Permissions.ClaimType, permission);
}
