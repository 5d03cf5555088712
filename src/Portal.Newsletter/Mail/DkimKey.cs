using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace Portal.Newsletter.Mail;

/// <summary>A private key that signs mail. RSA is done by the platform, which is some fifteen times faster than MimeKit's own. Thread-safe.</summary>
sealed class DkimKey : IDisposable
{
    readonly RSA? _rsa;
    readonly Ed25519PrivateKeyParameters? _ed25519;

    DkimKey(DkimKeyOptions options, RSA? rsa, Ed25519PrivateKeyParameters? ed25519) =>
        (Selector, From, WrittenUtc, _rsa, _ed25519) = (options.Selector, options.From, File.GetLastWriteTimeUtc(options.PrivateKeyFile), rsa, ed25519);

    /// <summary>Selector.</summary>
    public string Selector { get; }

    /// <summary>It signs from then on.</summary>
    public DateTimeOffset? From { get; }

    /// <summary>When its file was last written.</summary>
    public DateTime WrittenUtc { get; }

    /// <summary>Name of the algorithm in signatures (<c>a=</c>).</summary>
    public string Algorithm => _rsa is null ? "ed25519-sha256" : "rsa-sha256";

    /// <summary>What must stand in DNS at <c>SELECTOR._domainkey.DOMAIN</c>.</summary>
    public string DnsText => _rsa is null
        ? $"v=DKIM1; k=ed25519; p={Convert.ToBase64String(_ed25519!.GeneratePublicKey().GetEncoded())}"
        : $"v=DKIM1; k=rsa; p={Convert.ToBase64String(_rsa.ExportSubjectPublicKeyInfo())}";

    /// <summary>Reads a key.</summary>
    /// <exception cref="InvalidDataException">The file holds no RSA or Ed25519 key in PEM, or one of RSA below 1024 bits (RFC 8301).</exception>
    public static DkimKey Read(DkimKeyOptions options)
    {
        RSA? rsa = null;
        try
        {
            var text = File.ReadAllText(options.PrivateKeyFile);
            if (PemEncoding.TryFind(text, out var fields) && text[fields.Label] == "PRIVATE KEY"
                && PrivateKeyFactory.CreateKey(Convert.FromBase64String(text[fields.Base64Data])) is Ed25519PrivateKeyParameters edwards)
                return new(options, null, edwards);
            rsa = RSA.Create();
            rsa.ImportFromPem(text);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException or IOException or UnauthorizedAccessException or FormatException or SecurityUtilityException)
        {
            rsa?.Dispose();
            throw new InvalidDataException($"The DKIM key “{options.PrivateKeyFile}” (Portal:Dkim) can't be read: {exception.Message}", exception);
        }
        if (rsa.KeySize >= 1024)
            return new(options, rsa, null);
        var bits = rsa.KeySize;
        rsa.Dispose();
        throw new InvalidDataException($"The DKIM key “{options.PrivateKeyFile}” has {bits} bits; at least 1024 are required, 2048 recommended.");
    }

    /// <summary>Signs what a signature covers.</summary>
    public byte[] Sign(ReadOnlySpan<byte> head)
    {
        var hash = SHA256.HashData(head);
        if (_rsa is not null)
            return _rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        // RFC 8463, 3: Ed25519 over the SHA-256 hash.
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, _ed25519);
        signer.BlockUpdate(hash, 0, hash.Length);
        return signer.GenerateSignature();
    }

    public void Dispose() => _rsa?.Dispose();
}
