using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content;
using Portal.Content.Hosting;
using Portal.Content.Storage;

namespace Portal.Testing.Databases;

/// <summary>
/// The kernel and the modules under test on a database of their own, SQLite or PostgreSQL, in a temporary data folder.
/// The schema comes from the model; that the migrations say the same is a test of the host.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    readonly IHost _host;
    readonly string? _postgres;
    readonly bool _owner;
    bool _ownsDirectory;

    TestDatabase(IHost host, string dataDirectory, string? postgres, bool owner) => (_host, DataDirectory, _postgres, _owner) = (host, dataDirectory, postgres, owner);

    /// <summary>Both databases, for <c>[MemberData]</c>.</summary>
    public static IEnumerable<Xunit.TheoryDataRow<DatabaseProvider>> Providers => [new(DatabaseProvider.Sqlite), new(DatabaseProvider.Postgres)];

    /// <summary>The data folder.</summary>
    public string DataDirectory { get; }

    /// <summary>The services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Makes a database with the kernel and what <paramref name="configure"/> adds; hosted services do not run until <see cref="StartAsync"/>.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider, Action<IServiceCollection, IConfiguration>? configure = null,
        IReadOnlyDictionary<string, string?>? settings = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var postgres = provider == DatabaseProvider.Postgres ? await PostgresCluster.CreateDatabaseAsync(cancellationToken) : null;
        var directory = Directory.CreateTempSubdirectory("portal-test-").FullName;
        return await OpenAsync(directory, postgres, create: true, configure, settings, time, cancellationToken);
    }

    /// <summary>The same data in a new set of services, as after a restart. Dispose the first one only after this one.</summary>
    public Task<TestDatabase> ReopenAsync(Action<IServiceCollection, IConfiguration>? configure = null,
        IReadOnlyDictionary<string, string?>? settings = null, TimeProvider? time = null, CancellationToken cancellationToken = default) =>
        OpenAsync(DataDirectory, _postgres, create: false, configure, settings, time, cancellationToken);

    /// <summary>Another node on the same PostgreSQL database, with a data folder of its own. Dispose the first one only after this one.</summary>
    public async Task<TestDatabase> AddNodeAsync(Action<IServiceCollection, IConfiguration>? configure = null, CancellationToken cancellationToken = default)
    {
        var node = await OpenAsync(Directory.CreateTempSubdirectory("portal-node-").FullName, _postgres ?? throw new InvalidOperationException("Nodes share a PostgreSQL database."), create: false, configure, null, null, cancellationToken);
        node._ownsDirectory = true;
        return node;
    }

    static async Task<TestDatabase> OpenAsync(string directory, string? postgres, bool create, Action<IServiceCollection, IConfiguration>? configure,
        IReadOnlyDictionary<string, string?>? settings, TimeProvider? time, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
        {
            ["Portal:DataDirectory"] = directory,
            ["ConnectionStrings:Portal"] = postgres,
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        if (time is not null)
            builder.Services.AddSingleton(time);
        builder.Services.AddContent(builder.Configuration);
        configure?.Invoke(builder.Services, builder.Configuration);
        var host = builder.Build();
        if (create)
        {
            await using var db = await host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellationToken);
            await DatabaseSchema.CreateAsync(db, cancellationToken);
        }
        return new(host, directory, postgres, create);
    }

    /// <summary>Starts the hosted services and says that the site is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _host.StartAsync(cancellationToken);
        Services.GetRequiredService<SiteReadiness>().MarkReady();
    }

    /// <summary>One of the services.</summary>
    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        if (_ownsDirectory)
            Directory.Delete(DataDirectory, recursive: true);
        if (!_owner)
            return;
        if (_postgres is not null)
            await PostgresCluster.DropDatabaseAsync(_postgres);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(DataDirectory, recursive: true);
    }
}
