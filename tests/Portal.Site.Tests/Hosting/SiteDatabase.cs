using Portal.Content.Storage;
using Portal.Testing.Databases;

namespace Portal.Site.Tests.Hosting;

/// <summary>The site on either database.</summary>
static class SiteDatabase
{
    public static async Task<SiteHost> StartAsync(DatabaseProvider provider, IReadOnlyDictionary<string, string?>? settings = null) => await SiteHost.StartAsync(
        new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
        {
            ["ConnectionStrings:Portal"] = provider == DatabaseProvider.Postgres ? await PostgresCluster.CreateDatabaseAsync(CancellationToken.None) : null,
        });
}
