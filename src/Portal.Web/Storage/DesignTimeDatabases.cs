using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Portal.Content;
using Portal.Content.Storage;
using Portal.Desk;
using Portal.Feeds;
using Portal.Newsletter;
using Portal.Search;
using Portal.Site;

namespace Portal.Web.Storage;

/// <summary>Opens both databases for <c>dotnet ef migrations add</c>, with the tables of every module.</summary>
sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqlitePortalDbContext>
{
    public SqlitePortalDbContext CreateDbContext(string[] args) => DesignTimeDatabases.Open<SqlitePortalDbContext>(null);
}

/// <inheritdoc cref="SqliteDesignTime"/>
sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresPortalDbContext>
{
    public PostgresPortalDbContext CreateDbContext(string[] args) => DesignTimeDatabases.Open<PostgresPortalDbContext>("Host=localhost");
}

static class DesignTimeDatabases
{
    public static T Open<T>(string? connectionString) where T : PortalDbContext
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Portal"] = connectionString }).Build();
        return new ServiceCollection().AddLogging()
            .AddContent(configuration).AddSite(configuration).AddDesk(configuration)
            .AddFeeds(configuration).AddSearch(configuration).AddNewsletter(configuration)
            .BuildServiceProvider()
            .GetRequiredService<IDbContextFactory<T>>().CreateDbContext();
    }
}
