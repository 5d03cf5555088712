using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Portal.Testing.Mail;

/// <summary>A name server on loopback (RFC 1035, over UDP) that knows the records which a test gives it, and answers that nothing else exists.</summary>
public sealed class DnsServer : IAsyncDisposable
{
    const int NameError = 3;

    readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    readonly Dictionary<(string Name, int Type), List<byte[]>> _records = [];
    readonly Lock _lock = new();
    readonly CancellationTokenSource _end = new();
    readonly Task _work;

    /// <summary>Begins to answer.</summary>
    public DnsServer()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _work = AnswerAsync();
    }

    /// <summary>Address and port.</summary>
    public string Address => _socket.LocalEndPoint!.ToString()!;

    /// <summary>A text.</summary>
    public DnsServer Text(string name, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        return Add(name, 16, [.. bytes.Chunk(255).SelectMany(piece => (byte[])[(byte)piece.Length, .. piece])]);
    }

    /// <summary>An address.</summary>
    public DnsServer Host(string name, string address) => IPAddress.Parse(address) is var parsed && parsed.AddressFamily == AddressFamily.InterNetwork
        ? Add(name, 1, parsed.GetAddressBytes())
        : Add(name, 28, parsed.GetAddressBytes());

    /// <summary>A server that takes mail.</summary>
    public DnsServer MailServer(string domain, string host) => Add(domain, 15, [0, 10, .. Name(host)]);

    /// <summary>The name of an address in the form of DNS: <c>1.2.0.192.in-addr.arpa</c>.</summary>
    public DnsServer Pointer(string name, string host) => Add(name, 12, Name(host));

    /// <summary>Forgets all records of a name.</summary>
    public DnsServer Forget(string name)
    {
        lock (_lock)
        {
            foreach (var key in _records.Keys.Where(key => key.Name == name).ToList())
                _records.Remove(key);
        }
        return this;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _socket.Dispose();
        await _work;
        _end.Dispose();
    }

    DnsServer Add(string name, int type, byte[] data)
    {
        lock (_lock)
        {
            if (!_records.TryGetValue((name, type), out var records))
                _records[(name, type)] = records = [];
            records.Add(data);
        }
        return this;
    }

    async Task AnswerAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (!_end.IsCancellationRequested)
            {
                var asked = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _end.Token);
                await _socket.SendToAsync(Answer(buffer.AsSpan(0, asked.ReceivedBytes)), asked.RemoteEndPoint, _end.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    byte[] Answer(ReadOnlySpan<byte> question)
    {
        var name = new StringBuilder();
        var at = 12;
        while (question[at] > 0)
        {
            name.Append(name.Length > 0 ? "." : "").Append(Encoding.ASCII.GetString(question.Slice(at + 1, question[at])));
            at += question[at] + 1;
        }
        var type = BinaryPrimitives.ReadUInt16BigEndian(question[(at + 1)..]);
        List<byte[]> found;
        bool exists;
        lock (_lock)
        {
            var wanted = name.ToString().ToLowerInvariant();
            found = _records.TryGetValue((wanted, type), out var records) ? [.. records] : [];
            exists = _records.Keys.Any(key => key.Name == wanted);
        }
        var answer = new List<byte>();
        answer.AddRange(question[..2]);
        answer.AddRange([0x81, (byte)(0x80 | (exists ? 0 : NameError)), 0, 1, (byte)(found.Count >> 8), (byte)found.Count, 0, 0, 0, 0]);
        answer.AddRange(question[12..(at + 5)]);
        foreach (var record in found)
            answer.AddRange([0xC0, 12, (byte)(type >> 8), (byte)type, 0, 1, 0, 0, 0, 60, (byte)(record.Length >> 8), (byte)record.Length, .. record]);
        return [.. answer];
    }

    static byte[] Name(string name) => [.. name.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0];
}
