using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using Portal.Content.Hosting;

namespace Portal.Feeds.Fetching;

/// <summary>
/// Fetches addresses that strangers name. Only http and https; the address that is connected to is checked after DNS, at every redirect,
/// so that no name leads into a private network; size, time and redirects are limited; no cookies. Thread-safe.
/// </summary>
public sealed partial class GuardedHttp : IDisposable
{
    const int MaxRedirects = 10;

    readonly FeedsOptions _options;
    readonly SiteAddress _site;
    readonly TimeProvider _time;
    readonly HostTurns _turns = new();
    readonly HttpClient _client;

    /// <summary>Makes the client; keep one.</summary>
    public GuardedHttp(FeedsOptions options, SiteAddress site, TimeProvider time)
    {
        (_options, _site, _time) = (options, site, time);
        _client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 64,
            ConnectCallback = ConnectAsync,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Fetches an address.</summary>
    /// <exception cref="FetchException">It could not be fetched.</exception>
    public async Task<GuardedResponse> GetAsync(GuardedRequest request, CancellationToken cancellationToken)
    {
        // Waiting for other requests to the host is not the server's time.
        using var turn = await _turns.EnterAsync(Check(request.Url).Authority, cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = new CancellationTokenSource(TimeSpan.FromSeconds(_options.TimeoutSeconds), _time);
        await using var registration = timer.Token.Register(limit.Cancel);
        try
        {
            return await FollowAsync(request, limit.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FetchException($"The server took longer than {_options.TimeoutSeconds} seconds.", late);
        }
        catch (HttpRequestException failed)
        {
            throw Explain(failed, new Uri(request.Url).Host);
        }
        catch (IOException failed)
        {
            throw new FetchException("The connection broke off before the answer was complete.", inner: failed);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _turns.Dispose();
    }

    async Task<GuardedResponse> FollowAsync(GuardedRequest request, CancellationToken cancellationToken)
    {
        var url = Check(request.Url);
        var permanent = true;
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            using var message = Message(request, url);
            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308)
            {
                if (response.Headers.Location is not { } location)
                    throw new FetchException($"The server redirects ({(int)response.StatusCode}) without saying where to.", (int)response.StatusCode);
                permanent &= (int)response.StatusCode is 301 or 308;
                url = Check((location.IsAbsoluteUri ? location : new Uri(url, location)).AbsoluteUri);
                continue;
            }
            return await ReadAsync(request, response, url, hop > 0 && permanent, cancellationToken);
        }
        throw new FetchException($"The server redirects more than {MaxRedirects} times.");
    }

    async Task<GuardedResponse> ReadAsync(GuardedRequest request, HttpResponseMessage response, Uri url, bool moved, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status is not (>= 200 and < 300 or 304))
            throw new FetchException(FetchWords.Status(status), status, RetryAfter(response));
        return new(status == 304 ? 304 : 200, url.AbsoluteUri, moved, status == 304 ? default : await BodyAsync(request, response, cancellationToken))
        {
            Charset = response.Content.Headers.ContentType?.CharSet,
            MediaType = response.Content.Headers.ContentType?.MediaType,
            ETag = Raw(response.Headers, "ETag"),
            LastModified = Raw(response.Content.Headers, "Last-Modified"),
            MaxAge = response.Headers.CacheControl?.MaxAge,
        };
    }

    static async Task<ReadOnlyMemory<byte>> BodyAsync(GuardedRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > request.MaxBytes)
            throw TooLarge(request);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[65536];
        try
        {
            for (var read = await stream.ReadAsync(buffer, cancellationToken); read > 0; read = await stream.ReadAsync(buffer, cancellationToken))
            {
                body.Write(buffer, 0, read);
                if (body.Length > request.MaxBytes)
                    throw TooLarge(request);
            }
        }
        catch (InvalidDataException damaged)
        {
            throw new FetchException("The answer is compressed and damaged.", damaged);
        }
        return body.ToArray();
    }

    HttpRequestMessage Message(GuardedRequest request, Uri url)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, url) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        var contact = _options.Contact.Length > 0 ? _options.Contact : _site.BaseUrl.AbsoluteUri;
        message.Headers.TryAddWithoutValidation("User-Agent", $"Portal/1.0 (+{contact})");
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        // Exactly as received: servers compare the text.
        if (request.ETag is { Length: > 0 } etag)
            message.Headers.TryAddWithoutValidation("If-None-Match", etag);
        if (request.LastModified is { Length: > 0 } modified)
            message.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        return message;
    }

    Uri Check(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new FetchException("The address is not a web address (http or https).");
        if (url.UserInfo.Length > 0)
            throw new FetchException("The address contains a user name; that is not supported.");
        var own = IsOwn(url.IdnHost, url.Port);
        // The pool of connections is kept by name and port: a connection opened for a sample must not serve another path.
        if (own && !_options.AllowPrivateNetworks && !(url.Scheme == "http" && SamplePath().IsMatch(url.AbsolutePath)))
            throw Private(url.Host);
        if (!own && IPAddress.TryParse(url.Host.Trim('[', ']'), out var literal) && Refuses(literal))
            throw Private(url.Host);
        if (!own && _options.AllowedHosts.Length > 0 && !_options.AllowedHosts.Contains(url.IdnHost, StringComparer.OrdinalIgnoreCase))
            throw new FetchException($"{url.Host} is not among the hosts that may be fetched from (Portal:Feeds:AllowedHosts).");
        return url;
    }

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        if (!IsOwn(host, port))
        {
            addresses = [.. addresses.Where(address => !Refuses(address))];
            if (addresses.Length == 0)
                throw Private(host);
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    bool Refuses(IPAddress address) => _options.AllowPrivateNetworks ? PrivateAddresses.IsLinkLocal(address) : PrivateAddresses.Contains(address);

    bool IsOwn(string host, int port) => _site.Listening is { } own && own.Port == port && string.Equals(own.IdnHost, host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);

    DateTimeOffset? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => _time.GetUtcNow() + delta,
        { Date: { } date } => date,
        _ => null,
    };

    // What is not ASCII could not be sent back.
    static string? Raw(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 and <= 512 } value && System.Text.Ascii.IsValid(value) ? value : null;

    static FetchException TooLarge(GuardedRequest request) => new($"The answer is larger than {request.MaxBytes / 1024 / 1024} MB.");

    static FetchException Private(string host) => new($"{host} lies in a private network, which is not fetched.");

    static FetchException Explain(HttpRequestException failed, string host) => failed switch
    {
        { InnerException: FetchException own } => own,
        { HttpRequestError: HttpRequestError.NameResolutionError } => new($"The name {host} is not known (DNS). Check the address.", inner: failed),
        { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } } =>
            new($"The name {host} is not known (DNS). Check the address.", inner: failed),
        { HttpRequestError: HttpRequestError.SecureConnectionError } or { InnerException: AuthenticationException } =>
            new($"The secure connection (TLS) to {host} failed: {failed.InnerException?.Message ?? failed.Message}", inner: failed),
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => new($"{host} refused the connection.", inner: failed),
        { InnerException: IOException } or { HttpRequestError: HttpRequestError.ResponseEnded } => new("The connection broke off before the answer was complete.", inner: failed),
        _ => new($"{host} could not be reached: {failed.Message}", inner: failed),
    };

    [GeneratedRegex(@"\A/samples/feeds/[A-Za-z0-9_-]+\.xml\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SamplePath();
}
