using System.Diagnostics;
using System.Globalization;
using Portal.Content.Storage;
using Portal.Testing.Databases;

namespace Portal.Testing.Hosting;

/// <summary>
/// An installation of Portal for a test: an empty data folder, a database, a port and settings. The host can be started on it,
/// killed and started again, and verbs of the command line can be run, all by the program that a user would run.
/// </summary>
public sealed class PortalSite : IAsyncDisposable
{
    readonly Dictionary<string, string?> _settings;

    PortalSite(DatabaseProvider provider, string dataDirectory, string? postgres, IReadOnlyDictionary<string, string?> settings)
    {
        (Provider, DataDirectory, Postgres) = (provider, dataDirectory, postgres);
        Address = new($"http://127.0.0.1:{LoopbackPort.Next().ToString(CultureInfo.InvariantCulture)}/");
        // Tests fetch nothing from the world, whatever sources a recipe brings and whether there is a network or not.
        _settings = new(settings, StringComparer.OrdinalIgnoreCase) { ["Portal:Feeds:AllowedHosts:0"] = "127.0.0.1", ["Portal:Newsletter:FormSeconds"] = "0" };
    }

    /// <summary>Which database it uses.</summary>
    public DatabaseProvider Provider { get; }

    /// <summary>Its data folder, in the temporary files.</summary>
    public string DataDirectory { get; }

    /// <summary>Connection string of its PostgreSQL database, or null on SQLite.</summary>
    public string? Postgres { get; }

    /// <summary>Where the host serves when it runs; the same after each start.</summary>
    public Uri Address { get; }

    /// <summary>Makes an empty installation. Settings are names of the configuration (<c>Portal:Smtp:Host</c>) and their values.</summary>
    public static async Task<PortalSite> CreateAsync(DatabaseProvider provider, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var postgres = provider == DatabaseProvider.Postgres ? await PostgresCluster.CreateDatabaseAsync(cancellationToken) : null;
        return new(provider, Directory.CreateTempSubdirectory("portal-site-").FullName, postgres, settings);
    }

    /// <summary>Changes a setting for the processes that are started from now on.</summary>
    public void Set(string name, string? value) => _settings[name] = value;

    /// <summary>Starts the host and waits until it is ready.</summary>
    public Task<PortalProcess> StartAsync(CancellationToken cancellationToken) =>
        PortalProcess.StartAsync(Program("serve", "--urls", Address.AbsoluteUri.TrimEnd('/'), "--data", DataDirectory), Address, cancellationToken);

    /// <summary>Runs a verb such as <c>feeds list --json</c> on the installation and waits for its end.</summary>
    public async Task<ProcessResult> RunVerbAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        await using var verb = StartVerb([.. arguments]);
        return await verb.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Starts a verb on the installation; the caller waits for it, or kills it.</summary>
    public ChildProcess StartVerb(params string[] arguments) => new(Program([.. arguments, "--data", DataDirectory]));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Postgres is not null)
            await PostgresCluster.DropDatabaseAsync(Postgres);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(DataDirectory, recursive: true);
    }

    ProcessStartInfo Program(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [HostAssembly, .. arguments])
        {
            // Where `dotnet run --project src/Portal.Web` would run it.
            WorkingDirectory = Path.Combine(Repository.Root, "src", "Portal.Web"),
        };
        start.Environment["ConnectionStrings__Portal"] = Postgres ?? "";
        start.Environment["Portal__BaseUrl"] = Address.AbsoluteUri;
        foreach (var (name, value) in _settings)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value ?? "";
        return start;
    }

    static string HostAssembly
    {
        get
        {
            // The tests stand in …/bin/{Configuration}/net10.0/; the host was built with them, in its own folder.
            var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(Repository.Root, "src", "Portal.Web", "bin", output.Parent!.Name, output.Name, "portal.dll");
        }
    }
}
