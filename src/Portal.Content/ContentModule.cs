using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using Portal.Content.Audit;
using Portal.Content.Checking;
using Portal.Content.CommandLine;
using Portal.Content.Documents;
using Portal.Content.Handlers;
using Portal.Content.Hosting;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Localization;
using Portal.Content.Media;
using Portal.Content.People;
using Portal.Content.Queries;
using Portal.Content.Recipes;
using Portal.Content.Recipes.Steps;
using Portal.Content.Redirection;
using Portal.Content.Scheduling;
using Portal.Content.Setup;
using Portal.Content.Storage;
using Portal.Content.Taxonomies;
using Portal.Content.Transfer;
using Portal.Content.Trash;

namespace Portal.Content;

/// <summary>Registers the kernel.</summary>
public static class ContentModule
{
    /// <summary>Name of the assembly that holds the migrations: the host, where the whole model is known.</summary>
    public const string MigrationsAssembly = "portal";

    /// <summary>Adds content items, storage, journal, documents, recipes and media.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Read: <c>ConnectionStrings:Portal</c>, <c>Portal:DataDirectory</c>.</param>
    public static IServiceCollection AddContent(this IServiceCollection services, IConfiguration configuration)
    {
        var storage = new StorageOptions
        {
            DataDirectory = Path.GetFullPath(configuration["Portal:DataDirectory"] is { Length: > 0 } directory ? directory : "App_Data"),
            ConnectionString = configuration.GetConnectionString("Portal"),
        };
        services.AddSingleton(storage);
        // With passkeys; the model asks for it even where nobody signs in.
        services.Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        services.TryAddSingleton(TimeProvider.System);
        AddDatabase(services, storage);

        services.AddSingleton<DatabaseSchema>();
        services.AddSingleton<DatabaseWait>();
        services.AddSingleton<WriteQueue>();
        services.AddSingleton<UnitOfWork>();
        services.AddSingleton<ContentReader>();
        services.AddSingleton<PublicContent>();
        services.AddSingleton<PublicCounts>();
        services.AddSingleton<SiteDocuments>();
        services.AddSingleton<IJournalObserver>(provider => provider.GetRequiredService<SiteDocuments>());
        services.AddSingleton<IContentHandler, TitleHandler>();
        services.AddSingleton<ItemPatterns>();
        services.AddSingleton<IContentHandler, AutorouteHandler>();
        services.AddSingleton<IContentHandler, AliasHandler>();
        services.AddSingleton<IContentHandler, HomeRouteHandler>();
        services.AddSingleton<IContentHandler, ListKeyHandler>();
        AddLife(services);
        services.AddSingleton<IContentHandler, TaxonomyHandler>();
        services.AddSingleton<IEntityModel, TermAncestorModel>();
        services.AddSingleton<TermUse>();
        services.AddSingleton<TermMerge>();
        services.AddSingleton<IContentHandler, CultureSetHandler>();
        services.AddSingleton<IEntityModel, CultureSetModel>();
        services.AddSingleton<CultureSets>();
        services.AddSingleton<IContentHandler, MediaUseHandler>();

        services.AddSingleton<JournalSignal>();
        services.AddSingleton<JournalReader>();
        services.AddHostedService<JournalTail>();
        if (storage.Provider == DatabaseProvider.Postgres)
            services.AddHostedService<JournalNotifications>();

        services.AddSingleton<HtmlCleaner>();
        services.AddSingleton<WrittenText>();
        services.AddSingleton<ContentCheck>();
        AddMedia(services, configuration);
        services.AddSingleton<SignInLinks>();
        services.AddSingleton<AccessTokens>();
        foreach (var scope in AccessTokenScope.All)
            services.AddSingleton(scope);
        services.AddSingleton<IEntityModel, PeopleModel>();
        services.AddSingleton<PermissionCatalog>();
        services.AddSingleton<Visibility>();
        services.AddPermissions(Permissions.All);
        services.AddPermissions(TransferPermissions.All);
        services.AddSingleton<Texts>();
        services.AddSingleton<IStringLocalizerFactory>(provider => provider.GetRequiredService<Texts>());
        services.AddSingleton<IStringLocalizer>(provider => provider.GetRequiredService<Texts>());

        services.AddSingleton<RecipeCatalog>();
        services.AddSingleton<RecipeRunner>();
        services.AddSingleton<IRecipeStep, FeatureStep>();
        services.AddSingleton<IRecipeStep, SettingsStep>();
        services.AddSingleton<IRecipeStep, ContentDefinitionStep>();
        services.AddSingleton<IRecipeStep, ReplaceContentDefinitionStep>();
        services.AddSingleton<IRecipeStep, DeleteContentDefinitionStep>();
        services.AddSingleton<IRecipeStep, CustomSettingsStep>();
        services.AddSingleton<IRecipeStep, QueriesStep>();
        services.AddSingleton<IRecipeStep, DeploymentStep>();
        services.AddSingleton<IRecipeStep, ContentStep>();
        services.AddSingleton<IRecipeStep, MediaStep>();
        services.AddSingleton<IRecipeStep, MediaMovesStep>();
        services.AddSingleton<IRecipeStep, RolesStep>();
        services.AddSingleton<SiteSetup>();
        services.AddSingleton<QueryTemplates>();
        services.AddSingleton<QueryRun>();
        services.AddSingleton<IRecipeExport, KeptStepsExport>();
        services.AddSingleton<IRecipeExport, SettingsExport>();
        services.AddSingleton<IRecipeExport, DefinitionExport>();
        services.AddSingleton<IRecipeExport, RolesExport>();
        services.AddSingleton<IRecipeExport, QueriesExport>();
        services.AddSingleton<IRecipeExport, PlansExport>();
        services.AddSingleton<IRecipeExport, MediaProfilesExport>();
        services.AddSingleton<IRecipeStep, RedirectsStep>();
        services.AddSingleton<IRecipeStep, UsersStep>();
        services.AddSingleton<IRecipeExport, UsersExport>();
        services.AddSingleton<IRecipeExport, RedirectsExport>();
        services.AddSingleton<SiteExport>();
        services.AddSingleton<ContentExport>();
        services.AddSingleton<ContentImport>();
        services.AddSingleton<SiteBackup>();
        services.AddSingleton<WordPress.WxrImport>();

        services.TryAddSingleton<SiteFolders>();
        services.AddSingleton<SiteReadiness>();
        services.AddSingleton(provider => new SiteAddress(provider.GetService<Microsoft.AspNetCore.Hosting.Server.IServer>(), configuration));
        return services;
    }

    /// <summary>The verbs <c>recipe</c>, <c>content</c>, <c>import</c>, <c>users</c>, <c>doctor</c> and <c>backup</c>.</summary>
    public static IReadOnlyList<Command> Commands(SiteAccess site) =>
        [RecipeCommands.Create(site), ContentCommands.Content(site), ImportCommands.Import(site), UserCommands.Users(site), DoctorCommand.Create(site), BackupCommand.Create(site)];

    /// <summary>Declares permissions of a module.</summary>
    public static IServiceCollection AddPermissions(this IServiceCollection services, IEnumerable<Permission> permissions)
    {
        foreach (var permission in permissions)
            services.AddSingleton(permission);
        return services;
    }

    /// <summary>Adds the translations embedded in a module's assembly (<c>Localization/sr.po</c>, logical name <c>sr.po</c>).</summary>
    public static IServiceCollection AddTexts(this IServiceCollection services, System.Reflection.Assembly assembly) =>
        services.AddSingleton(TextSource.Embedded(assembly));

    // What happens to items over time: old addresses, set times, the trash, and who did what.
    static void AddLife(IServiceCollection services)
    {
        services.AddSingleton<IEntityModel, RedirectModel>();
        services.AddSingleton<RedirectReader>();
        services.AddSingleton<IEntityModel, ScheduleModel>();
        services.AddSingleton<IContentHandler, ScheduleHandler>();
        services.AddSingleton<Scheduler>();
        services.AddSingleton<ScheduleReader>();
        services.AddHostedService<SchedulerService>();
        services.AddSingleton<ISiteCheck, ScheduleCheck>();
        services.AddSingleton<IEntityModel, TrashModel>();
        services.AddSingleton<IContentHandler, TrashHandler>();
        services.AddSingleton<TrashReader>();
        services.AddSingleton<IEntityModel, AuditModel>();
        services.AddSingleton<IContentHandler, AuditHandler>();
        services.AddSingleton<AuditReader>();
        services.AddPermissions(AuditPermissions.All);
        services.AddSingleton<AuditRetention>();
        services.AddHostedService(provider => provider.GetRequiredService<AuditRetention>());
    }

    static void AddMedia(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(MediaOptions.Read(configuration));
        services.AddSingleton<IEntityModel, MediaModel>();
        services.AddSingleton<MediaStore>();
        services.AddSingleton<Pictures>();
        services.AddSingleton<MediaIntake>();
        services.AddSingleton<MediaLibrary>();
        services.AddSingleton<MediaWriter>();
        services.AddSingleton<MediaTrash>();
        services.AddSingleton<IRecipeStep, MediaProfilesStep>();
        services.AddPermissions(MediaRights.All);
    }

    static void AddDatabase(IServiceCollection services, StorageOptions storage)
    {
        if (storage.Provider == DatabaseProvider.Postgres)
        {
            services.AddPooledDbContextFactory<PostgresPortalDbContext>((provider, options) => options
                .UseNpgsql(storage.EffectiveConnectionString, npgsql => npgsql.MigrationsAssembly(MigrationsAssembly))
                .ConfigureWarnings(TrustMigrations)
                .UseModules(provider));
            services.AddSingleton<IDbContextFactory<PortalDbContext>, PortalDbContextFactory<PostgresPortalDbContext>>();
            services.AddKeyedSingleton(UnitOfWork.Writing, (provider, _) => provider.GetRequiredService<IDbContextFactory<PortalDbContext>>());
        }
        else
        {
            services.AddPooledDbContextFactory<SqlitePortalDbContext>((provider, options) =>
            {
                UseSqlite(options, storage.EffectiveConnectionString)
                    .AddInterceptors(new SqliteConnectionSettings(storage))
                    .ConfigureWarnings(TrustMigrations)
                    .UseModules(provider);
                if (provider.GetServices<CompiledModel>().FirstOrDefault(one => one.Provider == DatabaseProvider.Sqlite) is { } compiled)
                    options.UseModel(compiled.Model);
            });
            services.AddSingleton<IDbContextFactory<PortalDbContext>, PortalDbContextFactory<SqlitePortalDbContext>>();
            services.AddKeyedSingleton<IDbContextFactory<PortalDbContext>>(UnitOfWork.Writing, (provider, _) =>
            {
                var options = new DbContextOptionsBuilder<SqlitePortalDbContext>(provider.GetRequiredService<DbContextOptions<SqlitePortalDbContext>>());
                UseSqlite(options, storage.WritingConnectionString);
                return new PortalDbContextFactory<SqlitePortalDbContext>(new PooledDbContextFactory<SqlitePortalDbContext>(options.Options));
            });
        }
        // Identity's stores want one for each request.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext());
    }

    static DbContextOptionsBuilder UseSqlite(DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlite(connectionString, sqlite => sqlite.MigrationsAssembly(MigrationsAssembly));

    static DbContextOptionsBuilder UseModules(this DbContextOptionsBuilder options, IServiceProvider provider)
    {
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(new ModuleTables(provider.GetServices<IEntityModel>()));
        return options.ReplaceService<IModelCacheKeyFactory, PortalModelCacheKeyFactory>();
    }

    // Comparing the model with the migrations at each start builds the model a second time. A test of the host does it.
    static void TrustMigrations(WarningsConfigurationBuilder warnings) => warnings.Ignore(RelationalEventId.PendingModelChangesWarning);

    sealed class PortalDbContextFactory<T>(IDbContextFactory<T> factory) : IDbContextFactory<PortalDbContext> where T : PortalDbContext
    {
        public PortalDbContext CreateDbContext() => factory.CreateDbContext();

        public async Task<PortalDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) => await factory.CreateDbContextAsync(cancellationToken);
    }
}
