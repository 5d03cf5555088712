using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Portal.Testing.Hosting;

namespace Portal.Testing.Databases;

/// <summary>
/// A way to a PostgreSQL database that can be cut and opened again: to those who use it, the server is away, breaks off, and is back,
/// while other tests go on with it. It is cut at first.
/// </summary>
public sealed class PostgresRelay : IAsyncDisposable
{
    readonly NpgsqlConnectionStringBuilder _target;
    readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    readonly int _port;
    TcpListener? _listener;
    Task _accepting = Task.CompletedTask;

    /// <summary>Makes a way to the database of a connection string.</summary>
    public PostgresRelay(string connectionString)
    {
        _target = new(connectionString);
        _port = LoopbackPort.Next();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = _port }.ConnectionString;
    }

    /// <summary>The same database by this way.</summary>
    public string ConnectionString { get; }

    /// <summary>Where it listens, as messages name it.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <summary>Lets connections through.</summary>
    public void Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Breaks all connections off and takes no new ones.</summary>
    public async Task CutAsync()
    {
        _listener?.Stop();
        await _accepting;
        foreach (var client in _open.Keys)
            client.Close();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await CutAsync();

    async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
                _ = CarryAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It was cut.
        }
    }

    async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            _open[client] = true;
            try
            {
                await server.ConnectAsync(_target.Host!, _target.Port);
                await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Either end is gone.
            }
            _open.TryRemove(client, out _);
        }
    }
}
