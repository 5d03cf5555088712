using System.Globalization;
using System.Net.Mail;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Definitions;
using Portal.Content.Items;
using Portal.Content.Recipes;
using Portal.Content.Transfer;

namespace Portal.Content.People;

/// <summary>
/// Takes over people with their roles (step <c>Users</c>, Orchard Core's). Passwords and other secrets are not taken, whatever the recipe
/// holds: each of them signs in by a link first. Who is known already stays as they are.
/// </summary>
sealed class UsersStep : IRecipeStep
{
    public string Name => "Users";

    public async Task ExecuteAsync(RecipeStepContext context, CancellationToken cancellationToken)
    {
        var roles = await context.Scope.Db.Roles.AsNoTracking().ToDictionaryAsync(role => role.NormalizedName!, role => role.Id, StringComparer.Ordinal, cancellationToken);
        var added = 0;
        foreach (var (node, number) in ((context.Data["Users"] ?? context.Data["users"]) as JsonArray ?? []).Select((node, index) => (node, index + 1)))
        {
            if (node is not JsonObject user)
                throw new RecipeException($"User {number} is no JSON object.");
            if (await AddAsync(context, user, roles, cancellationToken))
                added++;
        }
        if (added > 0)
            context.Report(string.Create(CultureInfo.InvariantCulture, $"{added} people were taken over without passwords. They sign in by a link first: send it in the desk, or print it by “portal users reset-password”."));
    }

    static async Task<bool> AddAsync(RecipeStepContext context, JsonObject json, Dictionary<string, string> roles, CancellationToken cancellationToken)
    {
        var (email, name) = (json.TextOrNull("Email")?.Trim() ?? "", json.TextOrNull("UserName")?.Trim() ?? "");
        if (!MailAddress.TryCreate(email, out _) || email.Length > 256 || name.Length > 256)
        {
            context.Report($"“{(name.Length > 0 ? name : email)}” was skipped: a person needs a mail address to sign in here.");
            return false;
        }
        var id = json.TextOrNull("UserId") is { Length: > 0 and <= ContentIdentity.MaxLength } given && given.All(char.IsAsciiLetterOrDigit) ? given : ContentIdentity.New();
        var (normalizedEmail, normalizedName) = (email.ToUpperInvariant(), (name.Length > 0 ? name : email).ToUpperInvariant());
        var db = context.Scope.Db;
        if (await db.Users.AnyAsync(one => one.Id == id || one.NormalizedEmail == normalizedEmail || one.NormalizedUserName == normalizedName || one.NormalizedUserName == normalizedEmail, cancellationToken))
        {
            context.Report($"{email} is known here already and was left as it is.");
            return false;
        }
        db.Users.Add(new PortalUser
        {
            Id = id,
            UserName = name.Length > 0 ? name : email,
            NormalizedUserName = normalizedName,
            Email = email,
            NormalizedEmail = normalizedEmail,
            EmailConfirmed = json["EmailConfirmed"] is JsonValue confirmed && confirmed.TryGetValue<bool>(out var yes) && yes,
            LockoutEnabled = true,
            LockoutEnd = json["IsEnabled"] is JsonValue enabled && enabled.TryGetValue<bool>(out var on) && !on ? DateTimeOffset.MaxValue : null,
            SecurityStamp = Guid.NewGuid().ToString("N"),
        });
        foreach (var role in (json["RoleNames"] as JsonArray ?? []).OfType<JsonValue>().Select(role => role.ToString()).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (roles.TryGetValue(role.ToUpperInvariant(), out var known))
                db.UserRoles.Add(new IdentityUserRole<string> { UserId = id, RoleId = known });
            else
                context.Report($"{email} has the role “{role}”, which does not exist here.");
        }
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}

/// <summary>The people without anything secret: step <c>Users</c>. Only where it is asked for, and only for those who may manage people.</summary>
sealed class UsersExport : IRecipeExport
{
    public IReadOnlyList<string> PlanSteps => [ExportRequest.People];

    public int Order => 45;

    public async Task<IReadOnlyList<JsonObject>> WriteAsync(ExportContext context, CancellationToken cancellationToken)
    {
        var users = await context.Db.Users.AsNoTracking().ToListAsync(cancellationToken);
        var held = await (
            from member in context.Db.UserRoles.AsNoTracking()
            join role in context.Db.Roles.AsNoTracking() on member.RoleId equals role.Id
            select new { member.UserId, role.Name }).ToListAsync(cancellationToken);
        var roles = held.ToLookup(one => one.UserId, one => one.Name ?? "", StringComparer.Ordinal);
        return users.Count == 0 ? [] : [new JsonObject
        {
            ["name"] = "Users",
            ["Users"] = new JsonArray([.. users.OrderBy(user => user.NormalizedUserName, StringComparer.Ordinal).Select(user => new JsonObject
            {
                ["UserName"] = user.UserName,
                ["UserId"] = user.Id,
                ["Email"] = user.Email,
                ["EmailConfirmed"] = user.EmailConfirmed,
                ["IsEnabled"] = user.LockoutEnd != DateTimeOffset.MaxValue,
                ["RoleNames"] = new JsonArray([.. roles[user.Id].Order(StringComparer.Ordinal).Select(role => JsonValue.Create(role))]),
            })]),
        }];
    }
}
