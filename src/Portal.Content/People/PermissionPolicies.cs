using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Portal.Content.Documents;

namespace Portal.Content.People;

/// <summary>Makes an authorization policy of each permission's name, so that none has to be declared.</summary>
public sealed class PermissionPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    /// <summary>What policy names of permissions begin with.</summary>
    public const string Prefix = "Permission:";

    /// <inheritdoc/>
    public override Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        policyName.StartsWith(Prefix, StringComparison.Ordinal)
            ? Task.FromResult<AuthorizationPolicy?>(new AuthorizationPolicyBuilder().AddRequirements(new PermissionRequirement(policyName[Prefix.Length..])).Build())
            : base.GetPolicyAsync(policyName);
}

/// <summary>That the person, or every visitor, has a permission.</summary>
/// <param name="Permission">Name of the permission.</param>
public sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

/// <summary>Looks whether a requirement of a permission is met.</summary>
public sealed class PermissionRequirementHandler(SiteDocuments documents) : AuthorizationHandler<PermissionRequirement>
{
    /// <inheritdoc/>
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (context.User.Identity?.IsAuthenticated == true)
        {
            if (context.User.HasPermission(requirement.Permission))
                context.Succeed(requirement);
        }
        // Nobody opens the desk unknown, whatever the role of visitors says: what is done there is done in somebody's name.
        else if (requirement.Permission != Permissions.AccessAdminPanel
            && (await documents.GetAsync<AnonymousRole>(CancellationToken.None)).Permissions.Contains(requirement.Permission))
        {
            context.Succeed(requirement);
        }
    }
}

/// <summary>What a signed-in person may do.</summary>
public static class PermissionClaims
{
    /// <summary>Whether one of the person's roles has the permission; administrators have every one.</summary>
    public static bool HasPermission(this ClaimsPrincipal person, string permission) =>
        person.IsInRole(Permissions.Administrator) || person.HasClaim(Permissions.ClaimType, permission);
}
