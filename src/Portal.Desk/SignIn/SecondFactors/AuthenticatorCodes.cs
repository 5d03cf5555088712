using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.People;
using Portal.Content.Storage;

namespace Portal.Desk.SignIn.SecondFactors;

/// <summary>
/// Verifies the codes of authenticators, each once (RFC 6238, 5.2): whoever saw a code being typed gains nothing by it, on no node,
/// nor by one that is older than a code that was used.
/// </summary>
sealed class AuthenticatorCodes(UnitOfWork work, TimeProvider time) : AuthenticatorTokenProvider<PortalUser>
{
    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<PortalUser> manager, PortalUser user) =>
        await manager.GetAuthenticatorKeyAsync(user) is { Length: > 0 } key && TimeCode.StepOf(key, token, time.GetUtcNow()) is { } step && await SpendAsync(user.Id, step);

    async Task<bool> SpendAsync(string userId, long step) => await work.RunAsync(WriteTurn.Person, ContentActor.System, (scope, ct) => scope.Db.Database.ExecuteSqlAsync($"""
        INSERT INTO "SignInAuthenticatorUses" ("UserId", "Step") VALUES ({userId}, {step})
        ON CONFLICT ("UserId") DO UPDATE SET "Step" = excluded."Step" WHERE "SignInAuthenticatorUses"."Step" < excluded."Step"
        """, ct), CancellationToken.None) > 0;
}
