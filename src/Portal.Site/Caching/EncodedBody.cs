using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Portal.Site.Caching;

/// <summary>The bytes of a response in the encodings that browsers ask for; each compressed once, when it is first wanted. Thread-safe.</summary>
/// <param name="identity">The bytes.</param>
/// <param name="compressible">Whether compressing them saves anything.</param>
/// <param name="best">Whether to compress as well as possible: for what is kept for the life of the process.</param>
sealed class EncodedBody(byte[] identity, bool compressible = true, bool best = false)
{
    const int NotWorthIt = 256;

    byte[]? _brotli;
    byte[]? _gzip;

    public int Length => identity.Length;

    public int HeldLength => identity.Length + (_brotli?.Length ?? 0) + (_gzip?.Length ?? 0);

    public ReadOnlyMemory<byte> Identity => identity;

    /// <summary>Writes the bytes, or 304 where the browser holds them under the same tag.</summary>
    public async Task WriteAsync(HttpContext http, string contentType, string entityTag)
    {
        var response = http.Response;
        response.Headers.ETag = entityTag;
        var compresses = compressible && identity.Length >= NotWorthIt;
        if (compresses)
            response.Headers.Append("Vary", "Accept-Encoding");
        if (response.StatusCode == StatusCodes.Status200OK && Matches(http.Request.Headers.IfNoneMatch, entityTag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = contentType;
        var (bytes, encoding) = compresses ? Choose(http.Request.Headers.AcceptEncoding) : (identity, null);
        if (encoding is not null)
            response.Headers.ContentEncoding = encoding;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    (byte[] Bytes, string? Encoding) Choose(StringValues accepted)
    {
        var text = accepted.ToString();
        if (Accepts(text, "br"))
            return (_brotli ??= Compress(stream => new BrotliStream(stream, best ? CompressionLevel.SmallestSize : CompressionLevel.Fastest)), "br");
        if (Accepts(text, "gzip"))
            return (_gzip ??= Compress(stream => new GZipStream(stream, best ? CompressionLevel.SmallestSize : CompressionLevel.Optimal)), "gzip");
        return (identity, null);
    }

    byte[] Compress(Func<Stream, Stream> encode)
    {
        using var compressed = new MemoryStream();
        using (var encoder = encode(compressed))
            encoder.Write(identity);
        return compressed.ToArray();
    }

    static bool Accepts(string header, string encoding)
    {
        foreach (var range in header.AsSpan().Split(','))
        {
            var part = header.AsSpan()[range].Trim();
            if (part.StartsWith(encoding, StringComparison.OrdinalIgnoreCase)
                && (part.Length == encoding.Length || part[encoding.Length] is ';' or ' '))
                return !part.EndsWith("q=0", StringComparison.Ordinal) && !part.EndsWith("q=0.0", StringComparison.Ordinal);
        }
        return false;
    }

    static bool Matches(StringValues held, string entityTag)
    {
        foreach (var value in held)
        {
            foreach (var one in (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (one == "*" || Strong(one) == Strong(entityTag))
                    return true;
            }
        }
        return false;
    }

    static string Strong(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
}
