using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Content.Storage;
using Portal.Testing.Databases;
using Portal.Testing.Hosting;
using Portal.Web.Storage;
using Portal.Web.Storage.Compiled;
using Shouldly;
using Xunit;

namespace Portal.Web.Tests.Storage;

public sealed class MigrationTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_migrations_say_the_same_as_the_model()
    {
        using var sqlite = new SqliteDesignTime().CreateDbContext([]);
        sqlite.Database.HasPendingModelChanges().ShouldBeFalse("the model changed: dotnet ef migrations add … --context SqlitePortalDbContext");
        using var postgres = new PostgresDesignTime().CreateDbContext([]);
        postgres.Database.HasPendingModelChanges().ShouldBeFalse("the model changed: dotnet ef migrations add … --context PostgresPortalDbContext");
    }

    [Fact]
    public void The_compiled_model_says_the_same_as_the_model()
    {
        using var built = new SqliteDesignTime().CreateDbContext([]);
        Describe(SqlitePortalDbContextModel.Instance).ShouldBe(Describe(built.Model), "the tables changed: make the compiled model anew, as CompiledModels.cs says");

        static IEnumerable<string> Describe(IModel model) =>
            from type in model.GetEntityTypes()
            from property in type.GetProperties()
            orderby type.Name, property.Name
            select $"{type.Name}.{property.Name} {type.GetTableName()}.{property.GetColumnName()} {property.ClrType} {property.IsNullable} {property.GetMaxLength()} {property.IsConcurrencyToken} {property.ValueGenerated} {property.GetValueConverter()?.GetType().Name}";
    }

    [Fact]
    public async Task A_migration_that_was_killed_holds_nobody_up()
    {
        await using var site = await PortalSite.CreateAsync(DatabaseProvider.Sqlite, new Dictionary<string, string?>(), Cancellation);
        // What EF Core leaves behind when the process dies while it migrates.
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(site.DataDirectory, "portal.db")}"))
        {
            await connection.OpenAsync(Cancellation);
            await using var mark = connection.CreateCommand();
            mark.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-24 10:00:00+00:00');
                """;
            await mark.ExecuteNonQueryAsync(Cancellation);
        }
        (await site.RunVerbAsync(["feeds", "list"], Cancellation)).EnsureSuccess();
    }

    [Fact]
    public async Task An_empty_PostgreSQL_database_is_brought_up_by_several_nodes_at_once()
    {
        var connection = await PostgresCluster.CreateDatabaseAsync(Cancellation);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
            {
                await using var db = DesignTimeDatabases.Open<PostgresPortalDbContext>(connection);
                await db.Database.MigrateAsync(Cancellation);
            }));
            await using var migrated = DesignTimeDatabases.Open<PostgresPortalDbContext>(connection);
            (await migrated.Database.GetPendingMigrationsAsync(Cancellation)).ShouldBeEmpty();
            (await migrated.ContentItems.CountAsync(Cancellation)).ShouldBe(0);
        }
        finally
        {
            await PostgresCluster.DropDatabaseAsync(connection);
        }
    }
}
