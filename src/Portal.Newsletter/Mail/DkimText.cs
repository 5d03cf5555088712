using System.Security.Cryptography;
using System.Text;

namespace Portal.Newsletter.Mail;

/// <summary>The “relaxed” forms of RFC 6376, 3.4, in which head and body are signed.</summary>
static class DkimText
{
    /// <summary>Writes a header: name in small letters, folds undone, runs of blanks as one.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="name">Name.</param>
    /// <param name="value">Value as it goes over the wire, with its folds.</param>
    /// <param name="last">Whether it is the signature's own header, which is signed without its line end.</param>
    public static void WriteHeader(MemoryStream target, string name, ReadOnlySpan<byte> value, bool last)
    {
        target.Write(Encoding.ASCII.GetBytes(name.ToLowerInvariant()));
        target.WriteByte((byte)':');
        var (blank, begun) = (false, false);
        foreach (var letter in value)
        {
            if (letter is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                blank = begun;
                continue;
            }
            if (blank)
                target.WriteByte((byte)' ');
            (blank, begun) = (false, true);
            target.WriteByte(letter);
        }
        if (!last)
            target.Write("\r\n"u8);
    }

    /// <summary>SHA-256 of a body with CRLF line ends: blanks at line ends dropped, runs of blanks as one, empty lines at the end dropped.</summary>
    public static byte[] HashBody(ReadOnlySpan<byte> body)
    {
        var relaxed = System.Buffers.ArrayPool<byte>.Shared.Rent(body.Length + 2);
        var (length, end) = (0, 0);
        while (body.Length > 0)
        {
            var lineEnd = body.IndexOf("\r\n"u8);
            var line = lineEnd < 0 ? body : body[..lineEnd];
            body = lineEnd < 0 ? [] : body[(lineEnd + 2)..];
            line = line.TrimEnd(" \t"u8);
            var begin = length;
            while (line.IndexOfAny((byte)' ', (byte)'\t') is >= 0 and var at)
            {
                line[..at].CopyTo(relaxed.AsSpan(length));
                length += at;
                relaxed[length++] = (byte)' ';
                line = line[at..].TrimStart(" \t"u8);
            }
            line.CopyTo(relaxed.AsSpan(length));
            length += line.Length;
            var empty = length == begin;
            relaxed[length++] = (byte)'\r';
            relaxed[length++] = (byte)'\n';
            if (!empty)
                end = length;
        }
        var hash = SHA256.HashData(relaxed.AsSpan(0, end));
        System.Buffers.ArrayPool<byte>.Shared.Return(relaxed);
        return hash;
    }
}
