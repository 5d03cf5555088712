using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.People;
using Portal.Content.Storage;

namespace Portal.Content.CommandLine;

/// <summary>The verbs <c>portal users …</c>.</summary>
static class UserCommands
{
    public static Command Users(SiteAccess site)
    {
        var email = new Argument<string>("EMAIL") { Description = "The person's mail address." };
        var role = new Option<string>("--role") { Description = "The person's role.", DefaultValueFactory = _ => "Editor" };
        var add = new Command("add", "Adds a person and prints a one-time sign-in link.") { email, role };
        add.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, async (services, ct) =>
        {
            var id = await AddAsync(services.GetRequiredService<UnitOfWork>(), parsed.GetRequiredValue(email), parsed.GetRequiredValue(role), ct);
            if (id is null)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"{parsed.GetRequiredValue(email)} could not be added: the person is there already, or there is no role {parsed.GetRequiredValue(role)}.");
                return 1;
            }
            await PrintLinkAsync(parsed, services, id, ct);
            return 0;
        }, cancellationToken));

        var link = new Command("reset-password", "Prints a one-time link by which the person signs in and sets a new password.") { email };
        link.SetAction((parsed, cancellationToken) => site.RunAsync(parsed, async (services, ct) =>
        {
            var normalized = parsed.GetRequiredValue(email).ToUpperInvariant();
            await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(ct);
            var id = await db.Users.Where(user => user.NormalizedUserName == normalized).Select(user => user.Id).FirstOrDefaultAsync(ct);
            if (id is null)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"There is no person with the mail address {parsed.GetRequiredValue(email)}.");
                return 1;
            }
            await PrintLinkAsync(parsed, services, id, ct);
            return 0;
        }, cancellationToken));
        return new Command("users", "Adds people who work here, and helps them to sign in.") { add, link };
    }

    static Task<string?> AddAsync(UnitOfWork work, string email, string role, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, ContentActor.System, async (scope, ct) =>
        {
            var (normalized, roleName) = (email.ToUpperInvariant(), role.ToUpperInvariant());
            var found = await scope.Db.Roles.FirstOrDefaultAsync(one => one.NormalizedName == roleName, ct);
            if (found is null || await scope.Db.Users.AnyAsync(one => one.NormalizedUserName == normalized, ct))
                return null;
            var user = new PortalUser
            {
                UserName = email,
                NormalizedUserName = normalized,
                Email = email,
                NormalizedEmail = normalized,
                LockoutEnabled = true,
                SecurityStamp = Guid.NewGuid().ToString("N"),
            };
            scope.Db.Users.Add(user);
            scope.Db.UserRoles.Add(new IdentityUserRole<string> { UserId = user.Id, RoleId = found.Id });
            return user.Id;
        }, cancellationToken);

    static async Task PrintLinkAsync(ParseResult parsed, IServiceProvider services, string userId, CancellationToken cancellationToken)
    {
        var token = await services.GetRequiredService<SignInLinks>().CreateAsync(userId, cancellationToken);
        await parsed.InvocationConfiguration.Output.WriteLineAsync("This link signs in once, within an hour:");
        await parsed.InvocationConfiguration.Output.WriteLineAsync(services.GetRequiredService<SiteAddress>().Absolute($"Login/Link?token={token}").ToString());
    }
}
