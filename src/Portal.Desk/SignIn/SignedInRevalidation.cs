using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Content.People;
using Portal.Desk.SignIn.Sessions;

namespace Portal.Desk.SignIn;

/// <summary>Ends what a person may do in an open page once the session was ended, the account locked, or its roles or what they allow changed.</summary>
sealed class SignedInRevalidation(ILoggerFactory logs, IServiceScopeFactory scopes, IOptions<IdentityOptions> options, UserSessions sessions)
    : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var person = authenticationState.User;
        if (!await sessions.IsOpenAsync(person, cancellationToken))
            return false;
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        // Only administrators end sessions: wrong passwords, which anybody may type, lock nobody out of an open page.
        if (await users.GetUserAsync(person) is not { } user || user.LockoutEnd == DateTimeOffset.MaxValue
            || person.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType) != await users.GetSecurityStampAsync(user))
            return false;
        var now = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<PortalUser>>().CreateAsync(user);
        return Rights(now).SetEquals(Rights(person));
    }

    static HashSet<string> Rights(ClaimsPrincipal person) =>
        person.Claims.Where(claim => claim.Type is Permissions.ClaimType or ClaimTypes.Role).Select(claim => $"{claim.Type} {claim.Value}").ToHashSet(StringComparer.Ordinal);
}
