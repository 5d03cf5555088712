using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Localization;
using Portal.Content.Hosting;
using Portal.Content.Storage;

namespace Portal.Web.Diagnostics;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it is set up, reaches the database, and its index has caught up.</summary>
static class SiteHealth
{
    public static IServiceCollection AddSiteHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<SiteReady>("site", tags: ["ready"]);
        services.AddSingleton<ISiteCheck, DatabaseCheck>();
        services.AddSingleton<ISiteCheck, CertificateCheck>();
        return services;
    }

    public static void MapSiteHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
    }

    sealed class SiteReady(SiteReadiness readiness, IDbContextFactory<PortalDbContext> databases) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (!readiness.IsReady)
                return HealthCheckResult.Unhealthy("The site is being set up.");
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            return await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database cannot be reached.");
        }
    }

    sealed class DatabaseCheck(IDbContextFactory<PortalDbContext> databases, StorageOptions storage, IStringLocalizer texts) : ISiteCheck
    {
        const long LowSpace = 500L * 1024 * 1024;

        public async Task<IReadOnlyList<CheckResult>> LookAsync(CancellationToken cancellationToken)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var name = storage.Provider == DatabaseProvider.Postgres ? "PostgreSQL" : "SQLite";
            var free = new DriveInfo(storage.DataDirectory).AvailableFreeSpace;
            return
            [
                await db.Database.CanConnectAsync(cancellationToken)
                    ? new(CheckState.Well, texts["Database"], texts["{0} answers.", name])
                    : new(CheckState.Trouble, texts["Database"], texts["{0} cannot be reached. Look at its log and at ConnectionStrings:Portal.", name]),
                free > LowSpace
                    ? new(CheckState.Well, texts["Disk"], texts["{0} GB are free where the site keeps its data.", free / 1024 / 1024 / 1024])
                    : new(CheckState.Trouble, texts["Disk"], texts["Only {0} MB are free where the site keeps its data ({1}). Make room, or move the data to a larger disk.", free / 1024 / 1024, storage.DataDirectory]),
            ];
        }
    }
}
