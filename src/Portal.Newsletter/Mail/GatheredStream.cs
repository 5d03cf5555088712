using System.Globalization;
using System.Net.Sockets;

namespace Portal.Newsletter.Mail;

/// <summary>
/// A socket whose writes are gathered until they are flushed or an answer is awaited. MailKit writes a mail in blocks of 4 kB: each would be
/// a call of the system here and a wakening there, and under TLS a record of its own. Not thread-safe, as the protocol takes turns.
/// </summary>
/// <param name="socket">The socket, connected; it goes with the stream.</param>
/// <param name="patience">How long the other side may take for an answer, or to take what it is sent.</param>
sealed class GatheredStream(Socket socket, TimeSpan patience) : Stream
{
    readonly byte[] _gathered = new byte[64 * 1024];
    int _length;
    CancellationTokenSource _limit = new();

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length > _gathered.Length - _length)
            await FlushAsync(cancellationToken);
        if (buffer.Length > _gathered.Length)
            await SendAsync(buffer, cancellationToken);
        else
            Gather(buffer.Span);
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_length == 0)
            return;
        var length = _length;
        _length = 0;
        await SendAsync(_gathered.AsMemory(0, length), cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await FlushAsync(cancellationToken);
        var limit = Limit();
        await using var stopped = cancellationToken.UnsafeRegister(static one => ((CancellationTokenSource)one!).Cancel(), limit);
        try
        {
            return await socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw TookTooLong();
        }
        finally
        {
            limit.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    // MailKit writes a goodbye or nothing without waiting; these stand for such.
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (count > _gathered.Length - _length)
            Flush();
        if (count > _gathered.Length)
            socket.Send(buffer, offset, count, SocketFlags.None);
        else
            Gather(buffer.AsSpan(offset, count));
    }

    public override void Flush()
    {
        var length = _length;
        _length = 0;
        if (length > 0)
            socket.Send(_gathered, 0, length, SocketFlags.None);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Flush();
        return socket.Receive(buffer, offset, count, SocketFlags.None);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            socket.Dispose();
            _limit.Dispose();
        }
        base.Dispose(disposing);
    }

    void Gather(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_gathered.AsSpan(_length));
        _length += bytes.Length;
    }

    async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var limit = Limit();
        await using var stopped = cancellationToken.UnsafeRegister(static one => ((CancellationTokenSource)one!).Cancel(), limit);
        try
        {
            while (bytes.Length > 0)
                bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, limit.Token)..];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw TookTooLong();
        }
        finally
        {
            limit.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The same for each turn, as long as none ran out.</summary>
    CancellationTokenSource Limit()
    {
        if (!_limit.TryReset())
        {
            _limit.Dispose();
            _limit = new();
        }
        _limit.CancelAfter(patience);
        return _limit;
    }

    IOException TookTooLong() => new(string.Create(CultureInfo.InvariantCulture, $"The mail server did not answer for {patience.TotalSeconds:0} seconds."));
}
