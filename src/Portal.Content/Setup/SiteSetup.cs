using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.People;
using Portal.Content.Recipes;
using Portal.Content.Settings;
using Portal.Content.Storage;

namespace Portal.Content.Setup;

/// <summary>How a new site shall be.</summary>
/// <param name="Recipe">The recipe that makes it.</param>
/// <param name="AdminEmail">Mail address of the administrator; also the name to sign in with.</param>
/// <param name="AdminPassword">The administrator's password, or null to sign in by a one-time link first.</param>
public sealed record SetupRequest(Recipe Recipe, string AdminEmail, string? AdminPassword)
{
    /// <summary>Is told how far the recipe is.</summary>
    public IProgress<RecipeProgress>? Progress { get; init; }
}

/// <summary>Sets a new site up: roles, the administrator and the recipe, in one transaction, by one of the nodes that start together.</summary>
public sealed class SiteSetup(UnitOfWork work, SiteDocuments documents, RecipeRunner recipes, IEnumerable<Permission> permissions, TimeProvider time)
{
    /// <summary>Name of the setting that holds the time of the setup.</summary>
    public const string SetupUtc = "SetupUtc";

    /// <summary>Name of the setting that holds the name which the recipe gave the site.</summary>
    public const string SetupName = "SetupName";

    static readonly (string Name, string Description)[] Roles =
    [
        (Permissions.Administrator, "May do everything."),
        ("Editor", "Writes, publishes and curates."),
        ("Moderator", "Looks after what others send in."),
        ("Author", "Writes and publishes own content."),
        ("Contributor", "Writes own content; others publish it."),
        (Permissions.Authenticated, "Everybody who is signed in."),
        (Permissions.Anonymous, "Visitors, who are not signed in."),
    ];

    /// <summary>Whether the site was set up.</summary>
    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken) =>
        (await documents.GetAsync<SiteSettings>(cancellationToken)).Text(SetupUtc) is not null;

    /// <summary>Sets the site up; returns null where that has been done already, perhaps by another node at this moment.</summary>
    /// <exception cref="RecipeException">The recipe failed; nothing was stored.</exception>
    public Task<RecipeReport?> RunAsync(SetupRequest request, CancellationToken cancellationToken)
    {
        var user = new PortalUser
        {
            UserName = request.AdminEmail,
            NormalizedUserName = request.AdminEmail.ToUpperInvariant(),
            Email = request.AdminEmail,
            NormalizedEmail = request.AdminEmail.ToUpperInvariant(),
            EmailConfirmed = true,
            LockoutEnabled = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
        };
        if (request.AdminPassword is { Length: > 0 } password)
            user.PasswordHash = new PasswordHasher<PortalUser>().HashPassword(user, password);
        return work.RunAsync(WriteTurn.Person, new ContentActor(user.Id, request.AdminEmail), async (scope, ct) =>
        {
            await scope.Db.LockAsync(DatabaseLock.Setup, ct);
            if ((await scope.ReadDocumentAsync<SiteSettings>(ct)).Text(SetupUtc) is not null)
                return null;
            var now = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            await scope.UpdateDocumentAsync<SiteSettings>(settings => settings.With([KeyValuePair.Create(SetupUtc, (JsonNode?)now), .. Named(request)]), ct);
            foreach (var (name, description) in Roles)
                await RoleStorage.StoreAsync(scope, name, description, permissions.Where(permission => permission.Roles.Contains(name)).Select(permission => permission.Name).ToHashSet(StringComparer.Ordinal), "Replace", ct);
            scope.Db.Users.Add(user);
            var administrator = await scope.Db.Roles.FirstAsync(role => role.Name == Permissions.Administrator, ct);
            scope.Db.UserRoles.Add(new() { UserId = user.Id, RoleId = administrator.Id });
            await scope.Db.SaveChangesAsync(ct);
            var report = await recipes.RunAsync(request.Recipe, Parameters(user, request), scope, request.Progress, ct);
            await scope.UpdateDocumentAsync<SiteSettings>(settings => settings.With([KeyValuePair.Create(SetupName, (JsonNode?)settings.SiteName)]), ct);
            return (RecipeReport?)report;
        }, cancellationToken);
    }

    /// <summary>When the site was surely set up, with all that its recipe brought; the beginning of time where nobody knows.</summary>
    public static DateTime DoneUtc(SiteSettings settings) =>
        DateTime.TryParse(settings.Text(SetupUtc), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var begun)
            // The recipe's items bear the time at which the setup began, of which only whole seconds are kept.
            ? begun.AddSeconds(1)
            : DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);

    // Recipes that are made for many sites say nothing of the name.
    static IEnumerable<KeyValuePair<string, JsonNode?>> Named(SetupRequest request) =>
        request.Recipe.DisplayName.Length > 0 ? [KeyValuePair.Create("SiteName", (JsonNode?)request.Recipe.DisplayName)] : [];

    // The names are Orchard Core's (SetupConstants).
    static Dictionary<string, string> Parameters(PortalUser user, SetupRequest request) => new(StringComparer.Ordinal)
    {
        ["AdminUserId"] = user.Id,
        ["AdminUsername"] = request.AdminEmail,
        ["AdminEmail"] = request.AdminEmail,
        ["SiteName"] = request.Recipe.DisplayName,
        ["AdminPassword"] = "",
        ["SiteTimeZone"] = SiteSettings.Empty.TimeZoneId,
        ["DatabaseProvider"] = "",
        ["DatabaseConnectionString"] = "",
        ["DatabaseTablePrefix"] = "",
    };
}
