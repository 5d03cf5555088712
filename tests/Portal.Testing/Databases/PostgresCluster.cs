using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Portal.Testing.Hosting;
using Xunit;

namespace Portal.Testing.Databases;

/// <summary>
/// A PostgreSQL server for tests: the one named by <c>PORTAL_TEST_POSTGRES</c> (a connection string whose user may create databases),
/// else a private cluster in a temporary folder that is started for the process and removed with it.
/// </summary>
public static class PostgresCluster
{
    static readonly Lazy<Task<string>> Server = new(StartAsync);

    /// <summary>Makes an empty database and returns its connection string; skips the test where no PostgreSQL is installed.</summary>
    public static async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var server = await Server.Value;
        var name = "portal_" + Guid.NewGuid().ToString("N");
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(cancellationToken);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 40 }.ConnectionString;
    }

    /// <summary>Takes the database away.</summary>
    public static async Task DropDatabaseAsync(string connectionString)
    {
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection(await Server.Value);
        await connection.OpenAsync();
        await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)", connection);
        await drop.ExecuteNonQueryAsync();
    }

    static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("PORTAL_TEST_POSTGRES") is { Length: > 0 } given)
            return given;
        var binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        Assert.SkipWhen(binaries is null, "PostgreSQL is not installed (Debian: apt install postgresql), and PORTAL_TEST_POSTGRES names no server.");
        var folder = Path.Combine(Path.GetTempPath(), "portal-pg-" + Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(folder);
        var port = LoopbackPort.Next();
        var data = Path.Combine(folder, "data");
        // initdb refuses to run as root, as which containers often run.
        var asOther = Environment.UserName == "root";
        if (asOther)
            await RunAsync("chown", ["postgres", folder]);
        await RunAsync(asOther, Path.Combine(binaries!, "initdb"), ["-D", data, "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        var options = string.Create(CultureInfo.InvariantCulture, $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200");
        await RunAsync(asOther, Path.Combine(binaries!, "pg_ctl"), ["-D", data, "-w", "-l", Path.Combine(folder, "log"), "-o", options, "start"]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            try
            {
                using var stop = Start(asOther, Path.Combine(binaries!, "pg_ctl"), ["-D", data, "-m", "immediate", "stop"]);
                stop.WaitForExit(10_000);
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                // A folder that stays behind in the temporary files does no harm.
            }
        };
        return string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=portal;Database=postgres;Include Error Detail=true");
    }

    static Task RunAsync(bool asOther, string program, string[] arguments) =>
        asOther ? RunAsync("runuser", ["-u", "postgres", "--", program, .. arguments]) : RunAsync(program, arguments);

    static Process Start(bool asOther, string program, string[] arguments) =>
        Process.Start(asOther ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", program, .. arguments]) : new ProcessStartInfo(program, arguments))!;

    static async Task RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Path.GetTempPath() };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
