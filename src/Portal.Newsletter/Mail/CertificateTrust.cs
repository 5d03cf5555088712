using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Newsletter.Mail;

/// <summary>Trust in issuers of certificates beside those of the machine. Names, dates and the chain are checked all the same.</summary>
static class CertificateTrust
{
    /// <summary>A check that also accepts what the issuers in a file have signed.</summary>
    /// <param name="file">A file (PEM) with certificates of issuers.</param>
    /// <param name="host">Name that the certificate must bear.</param>
    public static RemoteCertificateValidationCallback Of(string file, string host)
    {
        return (_, certificate, chain, errors) =>
        {
            if (errors == SslPolicyErrors.None)
                return true;
            if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 own || !own.MatchesHostname(host))
                return false;
            var issuers = new X509Certificate2Collection();
            issuers.ImportFromPemFile(file);
            using var again = new X509Chain();
            again.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            again.ChainPolicy.CustomTrustStore.AddRange(issuers);
            again.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            foreach (var element in chain is null ? [] : chain.ChainElements.AsEnumerable())
                again.ChainPolicy.ExtraStore.Add(element.Certificate);
            return again.Build(own);
        };
    }
}
