namespace Portal.Content.WordPress.Attachments;

/// <summary>Reads a file whose first bytes were looked at already, and refuses to read more than is allowed: a packed file says of its size what it likes.</summary>
sealed class CheckedStream(ReadOnlyMemory<byte> head, Stream rest, long maxBytes) : Stream
{
    ReadOnlyMemory<byte> _head = head;
    long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_head.IsEmpty)
        {
            var length = Math.Min(buffer.Length, _head.Length);
            _head[..length].CopyTo(buffer);
            _head = _head[length..];
            _read += length;
            return length;
        }
        var read = await rest.ReadAsync(buffer, cancellationToken);
        _read += read;
        return _read <= maxBytes ? read : throw new InvalidDataException($"The file is larger than {maxBytes / 1024 / 1024} MB.");
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
