using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Portal.Browser.Tests.Browsing;

/// <summary>A line to the host on which everything takes its time in each direction, and which can be cut and mended.</summary>
public sealed class SlowLine : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    readonly CancellationTokenSource _closed = new();
    readonly Uri _site;
    readonly TimeSpan _eachWay;
    readonly Task _accepting;
    volatile bool _cut;

    /// <summary>Opens a line to the site.</summary>
    public SlowLine(Uri site, TimeSpan eachWay)
    {
        (_site, _eachWay) = (site, eachWay);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The site at the end of the line.</summary>
    public Uri Address => new UriBuilder(_site) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;

    /// <summary>Nothing gets through any more.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var client in _open.Keys)
            client.Close();
    }

    /// <summary>The line is whole again.</summary>
    public void Mend() => _cut = false;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _listener.Dispose();
        Cut();
        await _accepting;
        _closed.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync(_closed.Token);
                if (_cut)
                    near.Dispose();
                else
                    _ = ConnectAsync(near);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task ConnectAsync(TcpClient near)
    {
        using var far = new TcpClient();
        using (near)
        {
            _open[near] = _open[far] = 0;
            try
            {
                near.NoDelay = far.NoDelay = true;
                await far.ConnectAsync(IPAddress.Loopback, _site.Port, _closed.Token);
                await Task.WhenAny(PumpAsync(near.GetStream(), far.GetStream()), PumpAsync(far.GetStream(), near.GetStream()));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
            {
                // Cut, or one end has hung up.
            }
            finally
            {
                _open.TryRemove(near, out _);
                _open.TryRemove(far, out _);
            }
        }
    }

    // What follows is not held up by what is on its way.
    async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var underway = Channel.CreateUnbounded<(byte[] Bytes, DateTimeOffset Due)>();
        var writing = WriteAsync();
        try
        {
            var buffer = new byte[65536];
            while (await from.ReadAsync(buffer, _closed.Token) is > 0 and var count)
                underway.Writer.TryWrite((buffer[..count], TimeProvider.System.GetUtcNow() + _eachWay));
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Cut, or the other end has hung up.
        }
        underway.Writer.Complete();
        await writing;

        async Task WriteAsync()
        {
            await foreach (var (bytes, due) in underway.Reader.ReadAllAsync(_closed.Token))
            {
                if (due - TimeProvider.System.GetUtcNow() is { Ticks: > 0 } left)
                    await Task.Delay(left, TimeProvider.System, _closed.Token);
                await to.WriteAsync(bytes, _closed.Token);
            }
        }
    }
}
