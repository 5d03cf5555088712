using MimeKit;
using MimeKit.IO;
using MimeKit.IO.Filters;

namespace Portal.Newsletter.Delivery;

/// <summary>
/// A body of two forms whose bytes on the wire are known already: it is written as it is. MimeKit would pass each part through filters of
/// line ends, and a mail is written two or three times: for its size, for its signature and to the server.
/// </summary>
sealed class EncodedBody : MimeEntity
{
    readonly byte[] _content;

    /// <summary>Takes an encoded body.</summary>
    /// <param name="boundary">What stands between the parts.</param>
    /// <param name="content">All lines from the first boundary on: 7-bit, ending with CR LF (RFC 5321, 2.3.8).</param>
    public EncodedBody(string boundary, byte[] content)
        : base("multipart", "alternative")
    {
        ContentType.Parameters["boundary"] = boundary;
        _content = content;
    }

    /// <summary>Does nothing: the content suits each server as it is.</summary>
    public override void Prepare(EncodingConstraint constraint, int maxLineLength = 78)
    {
    }

    public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        base.WriteTo(options, stream, contentOnly, cancellationToken);
        if (options.NewLineFormat == NewLineFormat.Dos)
        {
            stream.Write(_content);
            return;
        }
        using var filtered = new FilteredStream(stream);
        filtered.Add(new Dos2UnixFilter());
        filtered.Write(_content);
        filtered.Flush(cancellationToken);
    }

    public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        await base.WriteToAsync(options, stream, contentOnly, cancellationToken);
        if (options.NewLineFormat == NewLineFormat.Dos)
        {
            await stream.WriteAsync(_content, cancellationToken);
            return;
        }
        using var filtered = new FilteredStream(stream);
        filtered.Add(new Dos2UnixFilter());
        await filtered.WriteAsync(_content, cancellationToken);
        await filtered.FlushAsync(cancellationToken);
    }
}
