using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.People;

/// <summary>Writes roles and their permissions within an open transaction.</summary>
public static class RoleStorage
{
    /// <summary>Roles that the site can't be without.</summary>
    public static bool IsBuiltIn(string name) => name is Permissions.Administrator or Permissions.Authenticated or Permissions.Anonymous;

    /// <summary>Makes or changes a role.</summary>
    /// <param name="scope">The open transaction.</param>
    /// <param name="name">Name of the role.</param>
    /// <param name="description">What it is for, or null to leave that as it is.</param>
    /// <param name="permissions">Names of permissions; those that nobody here knows are kept for whoever does.</param>
    /// <param name="behavior"><c>Replace</c>, <c>Add</c> or <c>Remove</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task StoreAsync(WriteScope scope, string name, string? description, IReadOnlySet<string> permissions, string behavior, CancellationToken cancellationToken)
    {
        var db = scope.Db;
        var normalized = name.ToUpperInvariant();
        var role = await db.Roles.FirstOrDefaultAsync(one => one.NormalizedName == normalized, cancellationToken);
        if (role is null)
            db.Roles.Add(role = new PortalRole { Id = ContentIdentity.New(), Name = name, NormalizedName = normalized, ConcurrencyStamp = Guid.NewGuid().ToString() });
        role.Description = description ?? role.Description;
        var held = await db.RoleClaims.Where(claim => claim.RoleId == role.Id && claim.ClaimType == Permissions.ClaimType).ToListAsync(cancellationToken);
        var names = held.Select(claim => claim.ClaimValue!).ToHashSet(StringComparer.Ordinal);
        if (behavior == "Remove")
            names.ExceptWith(permissions);
        else if (behavior == "Add")
            names.UnionWith(permissions);
        else
            names = [.. permissions];
        db.RoleClaims.RemoveRange(held.Where(claim => !names.Contains(claim.ClaimValue!)));
        db.RoleClaims.AddRange(names.Where(permission => held.TrueForAll(claim => claim.ClaimValue != permission))
            .Select(permission => new IdentityRoleClaim<string> { RoleId = role.Id, ClaimType = Permissions.ClaimType, ClaimValue = permission }));
        await db.SaveChangesAsync(cancellationToken);
        if (normalized == "ANONYMOUS")
            await scope.UpdateDocumentAsync<AnonymousRole>(_ => new([.. names.Order(StringComparer.Ordinal)]), cancellationToken);
    }

    /// <summary>Takes a role away, also from the people who have it.</summary>
    /// <returns>False where there is no such role, or the site can't be without it.</returns>
    public static async Task<bool> RemoveAsync(WriteScope scope, string name, CancellationToken cancellationToken)
    {
        var normalized = name.ToUpperInvariant();
        if (await scope.Db.Roles.FirstOrDefaultAsync(one => one.NormalizedName == normalized, cancellationToken) is not { } role || IsBuiltIn(role.Name!))
            return false;
        await scope.Db.UserRoles.Where(member => member.RoleId == role.Id).ExecuteDeleteAsync(cancellationToken);
        await scope.Db.RoleClaims.Where(claim => claim.RoleId == role.Id).ExecuteDeleteAsync(cancellationToken);
        scope.Db.Roles.Remove(role);
        return true;
    }
}
