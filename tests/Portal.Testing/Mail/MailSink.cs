using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Portal.Testing.Mail;

/// <summary>
/// A mail server for very many mails, in the test's process: counts them by Message-ID, before it answers 250 to the final dot, and
/// keeps nothing else. Nobody's faults are scripted here; for those see <see cref="SmtpServer"/>.
/// </summary>
public sealed class MailSink : IAsyncDisposable
{
    static readonly byte[] IdHeader = Encoding.ASCII.GetBytes("message-id:");

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<long, Task> _sessions = new();
    Task _accepting = Task.CompletedTask;
    long _taken;
    long _connections;

    MailSink()
    {
    }

    /// <summary>Starts it; dispose it to stop it.</summary>
    /// <param name="port">The port, or 0 for a free one.</param>
    public static MailSink Start(int port = 0)
    {
        var sink = new MailSink();
        if (port != 0)
            sink._listener.Server.Bind(new IPEndPoint(IPAddress.Loopback, port));
        sink._listener.Start(512);
        sink.Port = ((IPEndPoint)sink._listener.LocalEndpoint).Port;
        sink._accepting = sink.AcceptAsync();
        return sink;
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>Mails taken so far, repeats too.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Connections taken so far.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>How often each Message-ID (without angle brackets) was taken.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions.Values);
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                socket.NoDelay = true;
                var number = Interlocked.Increment(ref _connections);
                _sessions[number] = ServeAsync(socket);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 65536));
        var session = new Session();
        try
        {
            await stream.WriteAsync("220 sink ESMTP\r\n"u8.ToArray(), _stop.Token);
            while (true)
            {
                var result = await reader.ReadAsync(_stop.Token);
                var rest = result.Buffer;
                session.Answers.ResetWrittenCount();
                while (!session.Over && TryReadLine(ref rest, out var line))
                    Take(session, line);
                reader.AdvanceTo(rest.Start, rest.End);
                if (session.Answers.WrittenCount > 0)
                    await stream.WriteAsync(session.Answers.WrittenMemory, _stop.Token);
                if (session.Over || result.IsCompleted)
                    return;
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client was killed, or the test is over.
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    void Take(Session session, ReadOnlySequence<byte> line)
    {
        var text = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
        if (text.EndsWith("\r"u8))
            text = text[..^1];
        if (!session.InData)
        {
            Command(session, text);
            return;
        }
        if (text.SequenceEqual("."u8))
        {
            // Counted before the answer: whoever dies between the two has sent a mail of which he does not know.
            _counts.AddOrUpdate(session.MessageId ?? "", 1, (_, count) => count + 1);
            Interlocked.Increment(ref _taken);
            session.InData = false;
            session.Say("250 2.0.0 Ok\r\n"u8);
        }
        else if (session.InHead)
        {
            session.InHead = !text.IsEmpty;
            if (text.Length > IdHeader.Length && Ascii.EqualsIgnoreCase(text[..IdHeader.Length], IdHeader))
                session.MessageId = Encoding.ASCII.GetString(text[IdHeader.Length..]).Trim().Trim('<', '>');
            else if (session.MessageId == "" && text is [(byte)' ' or (byte)'\t', ..])
                session.MessageId = Encoding.ASCII.GetString(text).Trim().Trim('<', '>');
        }
    }

    static void Command(Session session, ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("DATA"u8))
        {
            (session.InData, session.InHead, session.MessageId) = (true, true, null);
            session.Say("354 Go on\r\n"u8);
        }
        else if (line.StartsWith("EHLO"u8))
            session.Say("250-sink\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 8BITMIME\r\n"u8);
        else if (line.StartsWith("QUIT"u8))
        {
            session.Say("221 2.0.0 Bye\r\n"u8);
            session.Over = true;
        }
        else
            session.Say("250 2.0.0 Ok\r\n"u8);
    }

    static bool TryReadLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }
        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }

    sealed class Session
    {
        public ArrayBufferWriter<byte> Answers { get; } = new(256);

        public bool InData { get; set; }

        public bool InHead { get; set; }

        public bool Over { get; set; }

        public string? MessageId { get; set; }

        public void Say(ReadOnlySpan<byte> answer) => Answers.Write(answer);
    }
}
