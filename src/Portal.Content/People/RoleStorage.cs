using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.People;

/// <summary>Writes roles and their permissions within an open transaction.</summary>
static class RoleStorage
{
    /// <summary>Makes or changes a role.</summary>
    /// <param name="db">The open transaction.</param>
    /// <param name="name">Name of the role.</param>
    /// <param name="description">What it is for, or null to leave that as it is.</param>
    /// <param name="permissions">Names of permissions; those that nobody here knows are kept for whoever does.</param>
    /// <param name="behavior"><c>Replace</c>, <c>Add</c> or <c>Remove</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task StoreAsync(PortalDbContext db, string name, string? description, IReadOnlySet<string> permissions, string behavior, CancellationToken cancellationToken)
    {
        var normalized = name.ToUpperInvariant();
        var role = await db.Roles.FirstOrDefaultAsync(one => one.NormalizedName == normalized, cancellationToken);
        if (role is null)
            db.Roles.Add(role = new PortalRole { Id = ContentIdentity.New(), Name = name, NormalizedName = normalized, ConcurrencyStamp = Guid.NewGuid().ToString() });
        role.Description = description ?? role.Description;
        var held = await db.RoleClaims.Where(claim => claim.RoleId == role.Id && claim.ClaimType == Permissions.ClaimType).ToListAsync(cancellationToken);
        db.RoleClaims.RemoveRange(held.Where(claim => behavior switch
        {
            "Add" => false,
            "Remove" => permissions.Contains(claim.ClaimValue!),
            _ => !permissions.Contains(claim.ClaimValue!),
        }));
        if (behavior != "Remove")
            db.RoleClaims.AddRange(permissions.Where(permission => held.TrueForAll(claim => claim.ClaimValue != permission))
                .Select(permission => new IdentityRoleClaim<string> { RoleId = role.Id, ClaimType = Permissions.ClaimType, ClaimValue = permission }));
        await db.SaveChangesAsync(cancellationToken);
    }
}
