using System.Globalization;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Feeds.Fetching;

/// <summary>What goes wrong on the way to a server, in plain words.</summary>
static class FetchWords
{
    public static Trouble Status(int status) => status switch
    {
        401 => new("The server asks for a user name and a password (401)."),
        403 => new("The server refuses access (403)."),
        404 => new("There is nothing at this address (404)."),
        410 => new("The feed was given up by its publisher (410)."),
        429 => new("The server asks for fewer requests (429)."),
        503 => new("The server is not available at the moment (503)."),
        >= 500 => new("The server has an error of its own ({0}).", Number(status)),
        _ => new("The server answered with the status {0}.", Number(status)),
    };

    public static FetchException Failed(HttpRequestException failed, string host) => failed switch
    {
        { InnerException: FetchException own } => own,
        { HttpRequestError: HttpRequestError.NameResolutionError }
            or { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } } => UnknownName(host, failed),
        { HttpRequestError: HttpRequestError.ProxyTunnelError } => new(new Trouble("The proxy does not lead to {0}. Check the settings under Portal:Proxy.", host), inner: failed),
        { HttpRequestError: HttpRequestError.SecureConnectionError } or { InnerException: AuthenticationException } =>
            new(new Trouble("The secure connection (TLS) to {0} failed: {1}", host, failed.InnerException?.Message ?? failed.Message), inner: failed),
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => new(new Trouble("{0} refused the connection.", host), inner: failed),
        { InnerException: IOException } or { HttpRequestError: HttpRequestError.ResponseEnded } => Broken(failed),
        _ => new(new Trouble("{0} could not be reached: {1}", host, failed.Message), inner: failed),
    };

    public static FetchException UnknownName(string host, Exception? inner = null) => new(new Trouble("The name {0} is not known (DNS). Check the address.", host), inner: inner);

    public static FetchException Broken(Exception inner) => new("The connection broke off before the answer was complete.", inner);

    public static FetchException Private(string host) => new(new Trouble("{0} lies in a private network, which is not fetched.", host));

    public static FetchException TooLarge(long bytes) => new(new Trouble("The answer is larger than {0} MB.", Number(bytes / 1024 / 1024)));

    /// <summary>Why a certificate is not trusted.</summary>
    public static Trouble Certificate(X509Certificate? certificate, SslPolicyErrors errors, string host, DateTimeOffset now)
    {
        if (certificate is not X509Certificate2 shown || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return new("{0} shows no certificate, so nobody knows who answers.", host);
        if (shown.NotAfter.ToUniversalTime() < now.UtcDateTime)
            return new("The certificate of {0} expired on {1}. Its operator has to renew it.", host, Day(shown.NotAfter));
        if (shown.NotBefore.ToUniversalTime() > now.UtcDateTime)
            return new("The certificate of {0} is valid only from {1} on.", host, Day(shown.NotBefore));
        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? new("The certificate that {0} shows is made out to another name ({1}).", host, shown.GetNameInfo(X509NameType.DnsName, forIssuer: false))
            : new("The certificate of {0} comes from an issuer that is not known here ({1}).", host, shown.GetNameInfo(X509NameType.SimpleName, forIssuer: true));
    }

    static string Day(DateTime date) => date.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
