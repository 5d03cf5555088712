using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.People;
using Portal.Desk.Shell;
using Portal.Desk.SignIn;
using Portal.Desk.SignIn.SecondFactors;
using Portal.Desk.SignIn.Sessions;

namespace Portal.Desk.People;

/// <summary>Somebody who may sign in.</summary>
/// <param name="Id">Identifier of the user.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Roles">Roles, in order of their names.</param>
/// <param name="Locked">Whether an administrator locked the account.</param>
/// <param name="HasSignedIn">Whether the person has a way to sign in: a password, a passkey or an account elsewhere.</param>
/// <param name="SecondStep">Whether the second step is on.</param>
public sealed record PersonLine(string Id, string Email, IReadOnlyList<string> Roles, bool Locked, bool HasSignedIn, bool SecondStep);

/// <summary>What was asked for was not done; the message is for people, in their language where it comes from Identity, else in English.</summary>
sealed class PeopleRefusedException(string message) : Exception(message);

/// <summary>The person has to prove once more who they are before something that concerns the safety of an account.</summary>
sealed class ConfirmationNeededException() : Exception("The sign-in is not fresh.");

/// <summary>
/// Invites people, gives them roles and locks their accounts. Whoever is no administrator cannot make one or touch one, the site
/// never loses its last administrator, and each change asks for a fresh sign-in.
/// </summary>
sealed class PeopleActions(IServiceScopeFactory scopes, SignInLinks links, AccountMessages messages, UserSessions sessions)
{
    /// <summary>Everybody, in order of their addresses.</summary>
    public async Task<IReadOnlyList<PersonLine>> ListAsync(ClaimsPrincipal acting, CancellationToken cancellationToken)
    {
        Demand(acting);
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var lines = new List<PersonLine>();
        foreach (var user in await users.Users.OrderBy(user => user.Email).Take(500).ToListAsync(cancellationToken))
            lines.Add(new(user.Id, user.Email ?? user.UserName ?? user.Id, [.. (await users.GetRolesAsync(user)).Order(StringComparer.Ordinal)], IsLocked(user),
                user.PasswordHash is not null || (await users.GetPasskeysAsync(user)).Count > 0 || (await users.GetLoginsAsync(user)).Count > 0, user.TwoFactorEnabled));
        return lines;
    }

    /// <summary>The roles that the person may give.</summary>
    public async Task<IReadOnlyList<string>> RolesAsync(ClaimsPrincipal acting, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var names = await scope.ServiceProvider.GetRequiredService<RoleManager<PortalRole>>().Roles.Select(role => role.Name!).OrderBy(name => name).ToListAsync(cancellationToken);
        return [.. names.Where(name => name is not ("Anonymous" or "Authenticated") && (name != Permissions.Administrator || acting.IsInRole(Permissions.Administrator)))];
    }

    /// <summary>Makes a user without a password and sends a link by which the person signs in. Returns null where the message was sent, else the link.</summary>
    public async Task<Uri?> InviteAsync(ClaimsPrincipal acting, string email, IReadOnlyCollection<string> roles, CancellationToken cancellationToken)
    {
        await DemandFreshAsync(acting, cancellationToken);
        DemandRoles(acting, roles);
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var user = new PortalUser { UserName = email.Trim(), Email = email.Trim(), EmailConfirmed = true, LockoutEnabled = true };
        Expect(await users.CreateAsync(user));
        Expect(await users.AddToRolesAsync(user, roles));
        return await messages.SendInvitationAsync(user, acting.Actor().Name, CultureInfo.CurrentUICulture, cancellationToken);
    }

    /// <summary>Sends a new one-time link, or returns it where no message can be sent. A password that the person had is dropped when it is used.</summary>
    public async Task<Uri?> NewLinkAsync(ClaimsPrincipal acting, string id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var user = await FindAsync(acting, Users(scope), id, cancellationToken);
        if (IsLocked(user))
            throw new PeopleRefusedException("This account is locked. Unlock it first.");
        return await messages.SendResetAsync(user, CultureInfo.CurrentUICulture, cancellationToken);
    }

    /// <summary>Gives exactly these roles. The person's sessions end, so that the change holds at once.</summary>
    public async Task SetRolesAsync(ClaimsPrincipal acting, string id, IReadOnlyCollection<string> roles, CancellationToken cancellationToken)
    {
        DemandRoles(acting, roles);
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var user = await FindAsync(acting, users, id, cancellationToken);
        var held = await users.GetRolesAsync(user);
        if (held.Contains(Permissions.Administrator) && !roles.Contains(Permissions.Administrator))
            await DemandAnotherAdministratorAsync(users, user);
        Expect(await users.RemoveFromRolesAsync(user, held.Except(roles, StringComparer.Ordinal)));
        Expect(await users.AddToRolesAsync(user, roles.Except(held, StringComparer.Ordinal)));
        await EndSessionsAsync(users, user, cancellationToken);
    }

    /// <summary>Ends every session of the person, on all devices, and revokes the links and access tokens.</summary>
    public async Task SignOutAsync(ClaimsPrincipal acting, string id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var user = await FindAsync(acting, users, id, cancellationToken);
        await EndSessionsAsync(users, user, cancellationToken);
        await links.RevokeAsync(user.Id, cancellationToken);
        await scope.ServiceProvider.GetRequiredService<AccessTokens>().RevokeAsync(user.Id, null, cancellationToken);
    }

    /// <summary>Takes the second step and the passkeys away of somebody who lost phone or device, and ends the sessions.</summary>
    public async Task ResetSecondStepAsync(ClaimsPrincipal acting, string id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var user = await FindAsync(acting, users, id, cancellationToken);
        await Authenticator.ForgetAsync(users, user);
        foreach (var passkey in await users.GetPasskeysAsync(user))
            Expect(await users.RemovePasskeyAsync(user, passkey.CredentialId));
        await EndSessionsAsync(users, user, cancellationToken);
    }

    /// <summary>Locks the account and ends its sessions, or opens it again.</summary>
    public async Task SetLockedAsync(ClaimsPrincipal acting, string id, bool locked, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var user = await FindAsync(acting, users, id, cancellationToken);
        if (locked && user.Id == acting.UserId())
            throw new PeopleRefusedException("You can’t lock your own account.");
        if (locked && await users.IsInRoleAsync(user, Permissions.Administrator))
            await DemandAnotherAdministratorAsync(users, user);
        Expect(await users.SetLockoutEnabledAsync(user, true));
        Expect(await users.SetLockoutEndDateAsync(user, locked ? DateTimeOffset.MaxValue : null));
        Expect(await users.ResetAccessFailedCountAsync(user));
        if (!locked)
            return;
        await EndSessionsAsync(users, user, cancellationToken);
        await links.RevokeAsync(user.Id, cancellationToken);
    }

    async Task EndSessionsAsync(UserManager<PortalUser> users, PortalUser user, CancellationToken cancellationToken)
    {
        Expect(await users.UpdateSecurityStampAsync(user));
        await sessions.EndAsync(user.Id, null, cancellationToken);
    }

    static UserManager<PortalUser> Users(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();

    async Task<PortalUser> FindAsync(ClaimsPrincipal acting, UserManager<PortalUser> users, string id, CancellationToken cancellationToken)
    {
        await DemandFreshAsync(acting, cancellationToken);
        var user = await users.FindByIdAsync(id) ?? throw new PeopleRefusedException("This person is no longer here.");
        if (await users.IsInRoleAsync(user, Permissions.Administrator) && !acting.IsInRole(Permissions.Administrator))
            throw new PeopleRefusedException("Only an administrator can change the account of an administrator.");
        return user;
    }

    static async Task DemandAnotherAdministratorAsync(UserManager<PortalUser> users, PortalUser user)
    {
        if (!(await users.GetUsersInRoleAsync(Permissions.Administrator)).Any(other => other.Id != user.Id && !IsLocked(other)))
            throw new PeopleRefusedException("This is the last administrator. Make somebody else an administrator first.");
    }

    static void DemandRoles(ClaimsPrincipal acting, IReadOnlyCollection<string> roles)
    {
        if (roles.Contains(Permissions.Administrator, StringComparer.OrdinalIgnoreCase) && !acting.IsInRole(Permissions.Administrator))
            throw new PeopleRefusedException("Only an administrator can make somebody an administrator.");
    }

    static void Demand(ClaimsPrincipal acting)
    {
        if (!acting.HasPermission(Permissions.ManageUsers))
            throw new PeopleRefusedException("Your roles don’t allow you to invite or change people.");
    }

    async Task DemandFreshAsync(ClaimsPrincipal acting, CancellationToken cancellationToken)
    {
        Demand(acting);
        if (!await sessions.IsFreshAsync(acting, cancellationToken))
            throw new ConfirmationNeededException();
    }

    static void Expect(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new PeopleRefusedException(string.Join(' ', result.Errors.Select(error => error.Description)));
    }

    // Wrong passwords lock for a while; an administrator locks until somebody unlocks.
    static bool IsLocked(PortalUser user) => user.LockoutEnd == DateTimeOffset.MaxValue;
}
