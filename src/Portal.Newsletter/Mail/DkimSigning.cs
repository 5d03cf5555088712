using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace Portal.Newsletter.Mail;

/// <summary>
/// Signs messages (RFC 6376), by RSA and, where such a key is given, by Ed25519 besides (RFC 8463): who knows only one of them verifies
/// that one. The body is written and hashed once for both. Thread-safe.
/// </summary>
sealed class DkimSigning : IDisposable
{
    // From twice: a second one that somebody adds breaks the signature.
    static readonly HeaderId[] Signed =
    [
        HeaderId.From, HeaderId.From, HeaderId.ReplyTo, HeaderId.To, HeaderId.Subject, HeaderId.Date, HeaderId.MessageId, HeaderId.MimeVersion, HeaderId.ContentType,
        HeaderId.ContentTransferEncoding, HeaderId.ListId, HeaderId.ListUnsubscribe, HeaderId.ListUnsubscribePost, HeaderId.ListHelp, HeaderId.ListOwner, HeaderId.ListArchive,
    ];

    static readonly FormatOptions Wire = CreateWire();

    readonly string _domain;
    readonly TimeProvider _time;
    readonly IReadOnlyList<DkimKey> _keys;

    /// <summary>Reads the keys.</summary>
    /// <exception cref="InvalidDataException">A file holds no key that can be used.</exception>
    public DkimSigning(DkimOptions options, TimeProvider time)
    {
        _domain = options.Domain;
        _time = time;
        _keys = [.. options.Given.Select(DkimKey.Read)];
    }

    /// <summary>All keys, those of a later time too.</summary>
    public IReadOnlyList<DkimKey> Keys => _keys;

    /// <summary>Domain that signs.</summary>
    public string Domain => _domain;

    /// <summary>Adds the signatures as the first headers. The message must not be changed afterwards.</summary>
    public void Sign(MimeMessage message)
    {
        message.Prepare(EncodingConstraint.SevenBit);
        var present = Signed.Where(id => Find(message, id) is not null).ToList();
        // Lines of five names.
        var names = string.Join(":\r\n\t ", present.Select(id => id.ToHeaderName().ToLowerInvariant()).Chunk(5).Select(some => string.Join(':', some)));
        var bodyHash = Convert.ToBase64String(HashBody(message));
        var head = new MemoryStream(2048);
        foreach (var id in present.Distinct())
            DkimText.WriteHeader(head, id.ToHeaderName(), Find(message, id)!.RawValue, last: false);
        foreach (var key in Current().Reverse())
        {
            var value = string.Create(CultureInfo.InvariantCulture,
                $" v=1; a={key.Algorithm}; c=relaxed/relaxed; d={_domain}; s={key.Selector};\r\n\tt={message.Date.ToUnixTimeSeconds()}; h={names};\r\n\tbh={bodyHash};\r\n\tb=");
            var signing = new MemoryStream((int)head.Length + 1024);
            head.WriteTo(signing);
            DkimText.WriteHeader(signing, "DKIM-Signature", Encoding.ASCII.GetBytes(value), last: true);
            var signature = Convert.ToBase64String(key.Sign(signing.GetBuffer().AsSpan(0, (int)signing.Length)));
            var header = new Header(HeaderId.DkimSignature, "");
            header.SetRawValue(Encoding.ASCII.GetBytes(value + string.Join("\r\n\t", signature.Chunk(72).Select(part => new string(part))) + "\r\n"));
            message.Headers.Insert(0, header);
        }
    }

    public void Dispose()
    {
        foreach (var key in _keys)
            key.Dispose();
    }

    /// <summary>The keys that sign now: of each kind the one that began last.</summary>
    IEnumerable<DkimKey> Current()
    {
        var now = _time.GetUtcNow();
        return _keys.Where(key => key.From is null || key.From <= now).GroupBy(key => key.Algorithm, StringComparer.Ordinal)
            .Select(kind => kind.MaxBy(key => key.From ?? DateTimeOffset.MinValue)!).OrderByDescending(key => key.Algorithm, StringComparer.Ordinal);
    }

    static byte[] HashBody(MimeMessage message)
    {
        using var body = new MemoryStream(64 * 1024);
        message.Body?.WriteTo(Wire, body, contentOnly: true);
        return DkimText.HashBody(body.GetBuffer().AsSpan(0, (int)body.Length));
    }

    static Header? Find(MimeMessage message, HeaderId id)
    {
        // The last one of a name is the one that a verifier takes.
        var at = message.Headers.LastIndexOf(id);
        if (at >= 0)
            return message.Headers[at];
        return message.Body is { } body && body.Headers.LastIndexOf(id) is >= 0 and var inBody ? body.Headers[inBody] : null;
    }

    static FormatOptions CreateWire()
    {
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        return options;
    }
}
