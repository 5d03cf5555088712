using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Portal.Content.Hosting;

namespace Portal.Feeds.Fetching;

/// <summary>
/// Says which addresses may be fetched, and opens connections to no others. The address that is connected to is checked after DNS, so that no
/// name leads into a private network. Behind a proxy, which looks names up itself, the name is looked up and checked before each request.
/// </summary>
sealed partial class OutwardGuard(FeedsOptions options, ProxyOptions proxy, SiteAddress site, FindServer find, TimeProvider time)
{
    readonly Uri? _proxy = proxy.Server();
    readonly TrustedIssuers _issuers = TrustedIssuers.Read(options.TrustedCertificates);

    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = _proxy is not null,
        Proxy = _proxy is null ? null : new OutwardProxy(proxy, _proxy, IsOwn),
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 64,
        ConnectCallback = ConnectAsync,
        SslOptions = new() { RemoteCertificateValidationCallback = Trusts },
    };

    /// <summary>The address, if it may be asked for at all.</summary>
    /// <exception cref="FetchException">It may not.</exception>
    public Uri Check(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new FetchException("The address is not a web address (http or https).");
        if (HostName.Of(url) is not { } name)
            throw new FetchException(new Trouble("{0} is no name that a server can have. Check the address.", url.Host));
        if (url.UserInfo.Length > 0)
            throw new FetchException("The address contains a user name. Write it and the password on the page of the source instead; there they are kept encrypted.");
        var own = IsOwn(url);
        // The pool of connections is kept by name and port: a connection opened for a sample must not serve another path.
        if (own && !options.AllowPrivateNetworks && !(url.Scheme == "http" && SamplePath().IsMatch(url.AbsolutePath)))
            throw FetchWords.Private(url.Host);
        if (!own && IPAddress.TryParse(url.Host.Trim('[', ']'), out var literal) && Refuses(literal))
            throw FetchWords.Private(url.Host);
        if (!own && options.AllowedHosts.Length > 0 && !options.AllowedHosts.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new FetchException(new Trouble("{0} is not among the hosts that may be fetched from (Portal:Feeds:AllowedHosts).", url.Host));
        return url;
    }

    /// <summary>Looks the name up where a proxy would else do it unseen.</summary>
    /// <exception cref="FetchException">The name leads into a private network, or nowhere.</exception>
    public async ValueTask CheckNameAsync(Uri url, CancellationToken cancellationToken)
    {
        if (_proxy is null || IsOwn(url) || proxy.Bypass.Contains(HostName.OrWritten(url), StringComparer.OrdinalIgnoreCase))
            return;
        try
        {
            if ((await find(HostName.OrWritten(url), url.Port, cancellationToken)).Any(server => Refuses(server.Address)))
                throw FetchWords.Private(url.Host);
        }
        catch (SocketException unknown)
        {
            throw FetchWords.UnknownName(url.Host, unknown);
        }
    }

    /// <summary>Whether the address is on this machine, where nobody needs to be spared.</summary>
    public bool IsNear(Uri url) => url.IsLoopback || IsOwn(url);

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var servers = await find(host, port, cancellationToken);
        if (!IsOwn(host, port) && !IsProxy(host, port))
        {
            servers = [.. servers.Where(server => !Refuses(server.Address))];
            if (servers.Count == 0)
                throw FetchWords.Private(host);
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync([.. servers.Select(server => server.Address)], servers[0].Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    bool Trusts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => errors == SslPolicyErrors.None || (errors == SslPolicyErrors.RemoteCertificateChainErrors && _issuers.Trust(certificate, chain))
        ? true
        : throw new FetchException(FetchWords.Certificate(certificate, errors, (sender as SslStream)?.TargetHostName ?? "", time.GetUtcNow()));

    bool Refuses(IPAddress address) => options.AllowPrivateNetworks ? PrivateAddresses.IsLinkLocal(address) : PrivateAddresses.Contains(address);

    bool IsProxy(string host, int port) => _proxy is not null && _proxy.Port == port && string.Equals(HostName.OrWritten(_proxy), host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);

    bool IsOwn(Uri url) => IsOwn(HostName.OrWritten(url), url.Port);

    bool IsOwn(string host, int port) => site.Listening is { } own && own.Port == port && string.Equals(HostName.OrWritten(own), host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A/samples/feeds/[A-Za-z0-9_-]+\.xml\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SamplePath();
}
