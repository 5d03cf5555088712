using Microsoft.EntityFrameworkCore;
using Portal.Content.People;
using Portal.Content.Storage;

namespace Portal.Desk.Editors;

/// <summary>A user who can be chosen in a field.</summary>
sealed record UserChoice(string Id, string Name);

/// <summary>Finds the users among whom a field lets editors choose.</summary>
sealed class UserChoices(IDbContextFactory<PortalDbContext> databases)
{
    const int Count = 10;

    /// <summary>Users whose name holds the text.</summary>
    /// <param name="text">A part of the name, compared without case.</param>
    /// <param name="roles">Roles of which the user must have one; empty for all.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<UserChoice>> FindAsync(string text, IReadOnlyList<string> roles, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var wanted = text.Trim().ToUpperInvariant();
        var users = db.Set<PortalUser>().AsNoTracking().Where(user => user.NormalizedUserName!.Contains(wanted));
        if (roles.Count > 0)
        {
            users = users.Where(user => db.Set<Microsoft.AspNetCore.Identity.IdentityUserRole<string>>()
                .Any(link => link.UserId == user.Id && db.Set<PortalRole>().Any(role => role.Id == link.RoleId && roles.Contains(role.Name!))));
        }
        return await users.OrderBy(user => user.UserName).Take(Count).Select(user => new UserChoice(user.Id, user.UserName ?? "")).ToListAsync(cancellationToken);
    }

    /// <summary>Names of users by their identifiers; those who are gone are left out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return new Dictionary<string, string>(StringComparer.Ordinal);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<PortalUser>().AsNoTracking().Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.UserName ?? "", StringComparer.Ordinal, cancellationToken);
    }
}
