using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Localization;
using Portal.Content.Hosting;

namespace Portal.Web.Diagnostics;

/// <summary>
/// Looks at the certificate that visitors meet at the site's address, whoever holds it: this program or a proxy before it. Where the
/// address can't be reached from here (as behind some routers) nothing is known, and nothing is said.
/// </summary>
sealed class CertificateCheck(SiteAddress site, TimeProvider time, IStringLocalizer texts) : ISiteCheck
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    public async Task<IReadOnlyList<CheckResult>> LookAsync(CancellationToken cancellationToken)
    {
        if (site.BaseUrl is not { Scheme: "https" } address)
            return [];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        CertificateLife? life = null;
        var errors = SslPolicyErrors.None;
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.IdnHost, address.Port, limit.Token);
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsClientAsync(new()
            {
                TargetHost = address.IdnHost,
#pragma warning disable CA5359 // Nothing is sent; what would be refused is to be told.
                RemoteCertificateValidationCallback = (_, certificate, _, found) =>
                {
                    (life, errors) = (certificate is X509Certificate2 own ? CertificateLife.Of(own) : null, found);
                    return true;
                },
#pragma warning restore CA5359
            }, limit.Token);
        }
        catch (Exception exception) when (exception is SocketException or IOException or AuthenticationException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [];
        }
        return life is null ? [] : [.. Say(life, errors, address.IdnHost).Select(said => new CheckResult(said.State, texts["Certificate of the site"], said.Message))];
    }

    IEnumerable<(CheckState State, string Message)> Say(CertificateLife life, SslPolicyErrors errors, string host)
    {
        var now = time.GetUtcNow();
        var ends = life.EndsUtc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (life.EndsUtc <= now.UtcDateTime)
        {
            yield return (CheckState.Trouble, texts["It ran out on {0}: browsers warn of {1} instead of showing it. Have it renewed.", ends, host]);
            yield break;
        }
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            yield return (CheckState.Trouble, texts["It does not bear the name {0}: browsers warn instead of showing the site. Get one for this name.", host]);
        else if (errors != SslPolicyErrors.None)
            yield return (CheckState.Notice, texts["This machine does not trust who issued the certificate of {0}. If browsers don’t either, they warn of the site.", host]);
        var state = life.At(now);
        if (state != CheckState.Well)
            yield return (state, texts["It runs out on {0} and was not renewed yet. Look at what renews it; afterwards browsers warn of {1}.", ends, host]);
        else if (errors == SslPolicyErrors.None)
            yield return (CheckState.Well, texts["It holds for {0} until {1}.", host, ends]);
    }
}
