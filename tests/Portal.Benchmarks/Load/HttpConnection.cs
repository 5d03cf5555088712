using System.Net.Sockets;
using System.Text;

namespace Portal.Benchmarks.Load;

/// <summary>
/// One kept-alive HTTP/1.1 connection that asks one server again and again. It does as little as possible, since on a small
/// machine the asking takes time from the answering.
/// </summary>
sealed class HttpConnection(string host, int port) : IDisposable
{
    readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    byte[] _buffer = new byte[64 * 1024];

    public async Task ConnectAsync(CancellationToken cancellationToken) => await _socket.ConnectAsync(host, port, cancellationToken);

    /// <summary>The bytes that ask for an address, in an encoding where one is given.</summary>
    public static byte[] Request(Uri address, string? encoding = null) =>
        Encoding.ASCII.GetBytes($"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\n{(encoding is null ? "" : $"Accept-Encoding: {encoding}\r\n")}\r\n");

    /// <summary>Asks once, reads the whole answer, and returns its status.</summary>
    public async ValueTask<int> GetAsync(byte[] request, CancellationToken cancellationToken)
    {
        await _socket.SendAsync(request, cancellationToken);
        var (filled, body) = (0, -1);
        while (body < 0)
        {
            filled += await ReceiveAsync(filled, cancellationToken);
            body = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        }
        body += 4;
        var head = Encoding.ASCII.GetString(_buffer, 0, body);
        var status = int.Parse(head.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
        if (Length(head) is { } length)
        {
            while (filled < body + length)
                filled += await ReceiveAsync(filled, cancellationToken);
        }
        else
        {
            while (!_buffer.AsSpan(body, filled - body).EndsWith("0\r\n\r\n"u8))
                filled += await ReceiveAsync(filled, cancellationToken);
        }
        return status;
    }

    public void Dispose() => _socket.Dispose();

    async ValueTask<int> ReceiveAsync(int filled, CancellationToken cancellationToken)
    {
        if (filled == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var count = await _socket.ReceiveAsync(_buffer.AsMemory(filled), cancellationToken);
        return count > 0 ? count : throw new IOException($"{host}:{port} closed the connection in the middle of an answer.");
    }

    /// <summary>The length that the answer declares, or null where it comes in chunks.</summary>
    static int? Length(string head)
    {
        const string name = "content-length:";
        var at = head.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : int.Parse(head.AsSpan(at + name.Length, head.IndexOf('\r', at) - at - name.Length), System.Globalization.CultureInfo.InvariantCulture);
    }
}
