using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Content;
using Portal.Content.Storage;
using Portal.Testing.Databases;
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
    public async Task An_empty_PostgreSQL_database_is_brought_up_by_several_nodes_at_once()
    {
        var connection = await PostgresCluster.CreateDatabaseAsync(Cancellation);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
            {
                await using var db = DesignTimeDatabases.Open<PostgresPortalDbContext>(connection);
                await DatabaseSchema.MigrateServerAsync(db, Cancellation);
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

    [Fact]
    public async Task A_process_killed_while_it_migrated_does_not_keep_the_next_one_waiting()
    {
        var folder = Directory.CreateTempSubdirectory("portal-test-").FullName;
        try
        {
            // What a process leaves that is killed between EF's lock and the first migration.
            await using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "portal.db")}"))
            {
                await connection.OpenAsync(Cancellation);
                await using var left = connection.CreateCommand();
                left.CommandText = """
                    CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                    INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-24 10:00:00');
                    """;
                await left.ExecuteNonQueryAsync(Cancellation);
            }
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Portal:DataDirectory"] = folder }).Build();
            await using var services = new ServiceCollection().AddLogging().AddContent(configuration).BuildServiceProvider();
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => services.GetRequiredService<DatabaseSchema>().MigrateAsync(Cancellation))).WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
            await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
            (await db.ContentItems.CountAsync(Cancellation)).ShouldBe(0);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }
}
