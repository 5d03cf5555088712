using Npgsql;

namespace Portal.Benchmarks.Sites;

/// <summary>An empty PostgreSQL database that is taken away at the end.</summary>
sealed class MeasuredDatabase : IAsyncDisposable
{
    readonly string _server;
    readonly string _name = "portal_measured_" + Guid.NewGuid().ToString("N");

    MeasuredDatabase(string server) => _server = server;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ConnectionString;

    public static async Task<MeasuredDatabase> CreateAsync(string server, CancellationToken cancellationToken)
    {
        var database = new MeasuredDatabase(server);
        await database.RunAsync($"CREATE DATABASE {database._name}", cancellationToken);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)", CancellationToken.None);
    }

    // The name is made here, of letters and digits.
    async Task RunAsync(string statement, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync(cancellationToken);
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
