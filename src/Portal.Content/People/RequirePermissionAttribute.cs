using Microsoft.AspNetCore.Authorization;

namespace Portal.Content.People;

/// <summary>Lets a page or endpoint be reached only by people whose roles have the permission.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequirePermissionAttribute(string permission) : AuthorizeAttribute(PermissionPolicies.Prefix + permission)
{
    /// <summary>Name of the permission.</summary>
    public string Permission { get; } = permission;
}
