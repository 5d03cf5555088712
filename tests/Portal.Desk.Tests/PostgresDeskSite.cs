using Portal.Testing.Databases;

namespace Portal.Desk.Tests;

/// <summary>The same desk on PostgreSQL.</summary>
public sealed class PostgresDeskSite : DeskSite
{
    string? _database;

    public override async ValueTask InitializeAsync()
    {
        Settings["ConnectionStrings:Portal"] = _database = await PostgresCluster.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_database is not null)
            await PostgresCluster.DropDatabaseAsync(_database);
    }
}
