using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Feeds.Fetching;

/// <summary>Issuers of certificates that are trusted beside those of the machine.</summary>
sealed class TrustedIssuers
{
    readonly X509Certificate2Collection _issuers = [];

    TrustedIssuers() { }

    /// <summary>Reads a file of certificates (PEM); none for no file.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be read, or holds none.</exception>
    public static TrustedIssuers Read(string file)
    {
        var issuers = new TrustedIssuers();
        if (file.Length == 0)
            return issuers;
        try
        {
            issuers._issuers.ImportFromPemFile(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidOperationException($"Portal:Feeds:TrustedCertificates is “{file}”, which cannot be read: {unreadable.Message}", unreadable);
        }
        return issuers._issuers.Count > 0 ? issuers : throw new InvalidOperationException($"Portal:Feeds:TrustedCertificates is “{file}”, which holds no certificate (PEM).");
    }

    /// <summary>Whether a certificate, sound but for its issuer, comes from one of these.</summary>
    public bool Trust(X509Certificate? certificate, X509Chain? shown)
    {
        if (_issuers.Count == 0 || certificate is not X509Certificate2 one)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(_issuers);
        if (shown is not null)
            chain.ChainPolicy.ExtraStore.AddRange(shown.ChainElements.Select(between => between.Certificate).ToArray());
        return chain.Build(one);
    }
}
