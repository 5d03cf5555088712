using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Desk.Shell;
using Portal.Desk.SignIn.Sessions;

namespace Portal.Desk.People;

/// <summary>A role with what it allows.</summary>
/// <param name="Name">Name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Permissions">Permissions that were given to it; what they imply is not among them.</param>
/// <param name="Members">How many people have it.</param>
public sealed record RoleLine(string Name, string? Description, IReadOnlySet<string> Permissions, int Members)
{
    /// <summary>Whether the role holds every permission without being given one.</summary>
    public bool HoldsAll => Name == Content.People.Permissions.Administrator;

    /// <summary>Whether the site can't be without it.</summary>
    public bool BuiltIn => RoleStorage.IsBuiltIn(Name);
}

/// <summary>Makes roles and says what they allow. Whoever is no administrator gives and takes only what they hold themselves.</summary>
sealed class RoleActions(UnitOfWork work, IDbContextFactory<PortalDbContext> databases, PermissionCatalog catalog, UserSessions sessions)
{
    /// <summary>Longest name of a role.</summary>
    public const int MaxNameLength = 64;

    /// <summary>All roles, in order of their names.</summary>
    public async Task<IReadOnlyList<RoleLine>> ListAsync(ClaimsPrincipal acting, CancellationToken cancellationToken)
    {
        Demand(acting);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var roles = await db.Roles.AsNoTracking().OrderBy(role => role.Name).ToListAsync(cancellationToken);
        var claims = (await db.RoleClaims.AsNoTracking().Where(claim => claim.ClaimType == Permissions.ClaimType).ToListAsync(cancellationToken)).ToLookup(claim => claim.RoleId, claim => claim.ClaimValue!, StringComparer.Ordinal);
        var members = await db.UserRoles.GroupBy(member => member.RoleId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, StringComparer.Ordinal, cancellationToken);
        return [.. roles.Select(role => new RoleLine(role.Name!, role.Description, claims[role.Id].ToHashSet(StringComparer.Ordinal), members.GetValueOrDefault(role.Id)))];
    }

    /// <summary>Every permission that can be given, by group.</summary>
    public async Task<IReadOnlyList<Permission>> PermissionsAsync(CancellationToken cancellationToken) => await catalog.AllAsync(cancellationToken);

    /// <summary>Makes a role without permissions.</summary>
    public async Task CreateAsync(ClaimsPrincipal acting, string name, string? description, CancellationToken cancellationToken)
    {
        await DemandFreshAsync(acting, cancellationToken);
        name = name.Trim();
        if (name.Length is 0 or > MaxNameLength || name.Any(char.IsControl))
            throw new PeopleRefusedException("A role needs a name of at most 64 characters.");
        var roles = await ListAsync(acting, cancellationToken);
        if (roles.Any(role => string.Equals(role.Name, name, StringComparison.OrdinalIgnoreCase)))
            throw new PeopleRefusedException("There is a role of this name already.");
        await work.RunAsync(WriteTurn.Person, acting.Actor(), (scope, ct) => RoleStorage.StoreAsync(scope, name, description, new HashSet<string>(StringComparer.Ordinal), "Replace", ct), cancellationToken);
    }

    /// <summary>Gives exactly these permissions; those that nobody here knows stay as they are.</summary>
    public async Task SetPermissionsAsync(ClaimsPrincipal acting, string name, IReadOnlySet<string> permissions, CancellationToken cancellationToken)
    {
        await DemandFreshAsync(acting, cancellationToken);
        var role = (await ListAsync(acting, cancellationToken)).FirstOrDefault(one => one.Name == name) ?? throw new PeopleRefusedException("This role is no longer here.");
        if (role.HoldsAll)
            throw new PeopleRefusedException("Administrators may do everything; there is nothing to give or to take.");
        var known = (await catalog.AllAsync(cancellationToken)).Select(permission => permission.Name).ToHashSet(StringComparer.Ordinal);
        var wanted = permissions.Where(known.Contains).Concat(role.Permissions.Where(permission => !known.Contains(permission))).ToHashSet(StringComparer.Ordinal);
        var changed = wanted.Except(role.Permissions, StringComparer.Ordinal).Concat(role.Permissions.Except(wanted, StringComparer.Ordinal));
        if (changed.Any(permission => !acting.HasPermission(permission)))
            throw new PeopleRefusedException("You can give and take only what your own roles allow.");
        await work.RunAsync(WriteTurn.Person, acting.Actor(), (scope, ct) => RoleStorage.StoreAsync(scope, name, null, wanted, "Replace", ct), cancellationToken);
    }

    /// <summary>Takes a role away, also from the people who have it.</summary>
    public async Task RemoveAsync(ClaimsPrincipal acting, string name, CancellationToken cancellationToken)
    {
        await DemandFreshAsync(acting, cancellationToken);
        var role = (await ListAsync(acting, cancellationToken)).FirstOrDefault(one => one.Name == name);
        if (role is null || role.BuiltIn)
            throw new PeopleRefusedException("The site can’t be without this role.");
        if (role.Permissions.Any(permission => !acting.HasPermission(permission)))
            throw new PeopleRefusedException("You can give and take only what your own roles allow.");
        await work.RunAsync(WriteTurn.Person, acting.Actor(), (scope, ct) => RoleStorage.RemoveAsync(scope, name, ct), cancellationToken);
    }

    static void Demand(ClaimsPrincipal acting)
    {
        if (!acting.HasPermission(Permissions.ManageRoles))
            throw new PeopleRefusedException("Your roles don’t allow you to change roles.");
    }

    async Task DemandFreshAsync(ClaimsPrincipal acting, CancellationToken cancellationToken)
    {
        Demand(acting);
        if (!await sessions.IsFreshAsync(acting, cancellationToken))
            throw new ConfirmationNeededException();
    }
}
