using Microsoft.EntityFrameworkCore;
using Portal.Content.Hosting;
using Portal.Content.People;
using Portal.Content.Recipes;
using Portal.Content.Setup;
using Portal.Content.Storage;
using Portal.Content.Transfer;

namespace Portal.Web.Hosting;

/// <summary>Brings the site to the state in which it can be served, and tells whoever started it how to get in.</summary>
/// <remarks>
/// Configuration: <c>Portal:Setup:Recipe</c> (a recipe's name or file), <c>Portal:Setup:AdminEmail</c>, <c>Portal:Setup:AdminPassword</c>,
/// <c>Portal:DatabaseWaitSeconds</c> (how long a host waits for PostgreSQL at its start; verbs wait ten seconds at most).
/// </remarks>
sealed class SiteStartup(DatabaseSchema schema, DatabaseWait wait, SiteSetup setup, SiteFolders folders, SiteAddress address, SignInLinks links,
    IDbContextFactory<PortalDbContext> databases, IConfiguration configuration)
{
    /// <summary>Recipe of a site that nobody chose one for.</summary>
    public const string DefaultRecipe = "diplomacy";

    static readonly TimeSpan LongestForVerbs = TimeSpan.FromSeconds(10);

    /// <summary>Waits for the database and migrates it; needed before anything else is done with it.</summary>
    /// <param name="serving">Whether the site is going to be served: then nobody sits before it, and it waits longer.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IOException">The database does not answer.</exception>
    public Task MigrateAsync(bool serving, CancellationToken cancellationToken) =>
        wait.RunAsync(schema.MigrateAsync, Limit(serving), cancellationToken);

    /// <summary>
    /// Sets a new site up by the configured recipe. Returns false where that was done before. The set-up is one transaction: where the database
    /// goes away meanwhile, it is waited for, and all of it is done again.
    /// </summary>
    /// <exception cref="RecipeException">The recipe is missing or failed.</exception>
    /// <exception cref="IOException">The database does not answer.</exception>
    public async Task<bool> EnsureSetUpAsync(CancellationToken cancellationToken)
    {
        var (begun, isNew) = (false, false);
        await wait.RunAsync(async ct =>
        {
            var before = begun;
            if (!await setup.IsDoneAsync(ct))
            {
                begun = true;
                isNew = await SetUpAsync(configuration["Portal:Setup:Recipe"] ?? DefaultRecipe, configuration["Portal:Setup:AdminEmail"] ?? "admin@localhost",
                    configuration["Portal:Setup:AdminPassword"], null, ct) is not null;
            }
            // The database may have kept what was done before, and only its answer was lost.
            isNew |= before;
        }, Limit(serving: true), cancellationToken);
        return isNew;
    }

    /// <summary>Sets the site up; null where that was done before.</summary>
    public async Task<RecipeReport?> SetUpAsync(string recipe, string adminEmail, string? adminPassword, IProgress<RecipeProgress>? progress, CancellationToken cancellationToken)
    {
        var path = File.Exists(recipe) || Directory.Exists(recipe) ? recipe : Path.Combine(folders.Recipes, recipe + ".recipe.json");
        using var package = await RecipePackage.OpenAsync(path, cancellationToken);
        return await setup.RunAsync(new(package.Recipe, adminEmail, adminPassword) { Progress = progress }, cancellationToken);
    }

    /// <summary>A one-time link for the administrator, while no administrator has set a password or passkey; else null.</summary>
    /// <param name="serving">As for <see cref="MigrateAsync"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Uri?> FirstSignInAsync(bool serving, CancellationToken cancellationToken)
    {
        Uri? link = null;
        await wait.RunAsync(async ct => link = await MakeLinkAsync(ct), Limit(serving), cancellationToken);
        return link;
    }

    TimeSpan Limit(bool serving)
    {
        var limit = TimeSpan.FromSeconds(Math.Clamp(configuration.GetValue("Portal:DatabaseWaitSeconds", 120), 0, 86_400));
        return serving || limit < LongestForVerbs ? limit : LongestForVerbs;
    }

    async Task<Uri?> MakeLinkAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var administrators = from user in db.Users
                             join member in db.UserRoles on user.Id equals member.UserId
                             join role in db.Roles on member.RoleId equals role.Id
                             where role.Name == Permissions.Administrator
                             select user;
        if (await administrators.AnyAsync(user => user.PasswordHash != null || db.UserPasskeys.Any(passkey => passkey.UserId == user.Id), cancellationToken)
            || await administrators.OrderBy(user => user.Id).Select(user => user.Id).FirstOrDefaultAsync(cancellationToken) is not { } id)
            return null;
        return address.Absolute($"Login/Link?token={await links.CreateAsync(id, cancellationToken)}");
    }
}

static class SiteStartupRegistration
{
    public static IServiceCollection AddSiteStartup(this IServiceCollection services) => services.AddSingleton<SiteStartup>();
}
