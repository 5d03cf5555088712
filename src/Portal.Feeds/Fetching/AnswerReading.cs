using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Portal.Feeds.Fetching;

/// <summary>Reads the parts of an answer that matter here, within limits.</summary>
static partial class AnswerReading
{
    /// <summary>Servers may not ask for more memory than 8 MB to unpack (RFC 9659).</summary>
    const int ZstdWindowLog = 23;

    const int MaxLinks = 20;

    public static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpResponseMessage response, long maxBytes, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > maxBytes)
            throw FetchWords.TooLarge(maxBytes);
        await using var raw = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var stream = Unpacked(raw, response.Content.Headers.ContentEncoding);
        using var body = new MemoryStream();
        var buffer = new byte[65536];
        try
        {
            for (var read = await stream.ReadAsync(buffer, cancellationToken); read > 0; read = await stream.ReadAsync(buffer, cancellationToken))
            {
                body.Write(buffer, 0, read);
                if (body.Length > maxBytes)
                    throw FetchWords.TooLarge(maxBytes);
            }
        }
        catch (Exception damaged) when (damaged is InvalidDataException or ZstdException or EndOfStreamException)
        {
            throw new FetchException("The answer is compressed and damaged.", damaged);
        }
        return body.ToArray();
    }

    /// <summary>Seconds or a date, as the server likes it.</summary>
    public static DateTimeOffset? RetryAfter(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => now + delta,
        { Date: { } date } => date,
        _ => null,
    };

    public static TimeSpan? MaxAge(HttpResponseMessage response)
    {
        if (response.Headers.CacheControl is { } control)
            return control.NoCache || control.NoStore ? null : control.MaxAge;
        // By the server's own clock, which may differ from this one.
        return response.Content.Headers.Expires - response.Headers.Date is { Ticks: > 0 } span ? span : null;
    }

    // What is not ASCII could not be sent back.
    public static string? Raw(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 and <= 512 } value && System.Text.Ascii.IsValid(value) ? value : null;

    /// <summary>The address of a <c>Link</c> header (RFC 8288) with this relation, or null.</summary>
    public static string? Link(HttpResponseMessage response, string relation, Uri url)
    {
        if (!response.Headers.NonValidated.TryGetValues("Link", out var values))
            return null;
        foreach (var match in values.SelectMany(value => LinkValue().Matches(value).Take(MaxLinks)))
        {
            if (match.Groups["rel"].Value.Split(' ').Contains(relation, StringComparer.OrdinalIgnoreCase) && Uri.TryCreate(url, match.Groups["url"].Value, out var target))
                return target.AbsoluteUri;
        }
        return null;
    }

    static Stream Unpacked(Stream stream, ICollection<string> encodings)
    {
        // The handler unpacks gzip, deflate and br by itself, and takes their names away.
        if (!encodings.Contains("zstd", StringComparer.OrdinalIgnoreCase))
            return stream;
        var unpacked = new DecompressionStream(stream, leaveOpen: true);
        unpacked.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, ZstdWindowLog);
        return unpacked;
    }

    [GeneratedRegex("""<(?<url>[^>]{1,2048})>[^,<]{0,512}?;\s*rel\s*=\s*"?(?<rel>[\w\s.:/-]{1,100})"?""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkValue();
}
