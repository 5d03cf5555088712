using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using Portal.Content.Hosting;

namespace Portal.Feeds.Fetching;

/// <summary>
/// Fetches addresses that strangers name: only http and https, never private networks (<see cref="OutwardGuard"/>), with limits of size, time and
/// redirects, without cookies, and with few requests at a time to a host. Thread-safe.
/// </summary>
public sealed class GuardedHttp : IDisposable
{
    const int MaxRedirects = 10;

    readonly FeedsOptions _options;
    readonly SiteAddress _site;
    readonly TimeProvider _time;
    readonly OutwardGuard _guard;
    readonly HostTurns _turns;
    readonly HttpClient _client;

    /// <summary>Makes the client; keep one.</summary>
    internal GuardedHttp(FeedsOptions options, SiteAddress site, OutwardGuard guard, TimeProvider time)
    {
        (_options, _site, _guard, _time) = (options, site, guard, time);
        _turns = new(options, time);
        _client = new(guard.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Fetches an address, or posts a form to it.</summary>
    /// <exception cref="FetchException">It could not be fetched.</exception>
    public async Task<GuardedResponse> GetAsync(GuardedRequest request, CancellationToken cancellationToken)
    {
        var first = _guard.Check(request.Url);
        try
        {
            return await FollowAsync(request, first, cancellationToken);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FetchException(new Trouble("The server took longer than {0} seconds.", _options.TimeoutSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)), inner: late);
        }
        catch (HttpRequestException failed)
        {
            throw FetchWords.Failed(failed, first.Host);
        }
        catch (IOException failed)
        {
            throw FetchWords.Broken(failed);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    async Task<GuardedResponse> FollowAsync(GuardedRequest request, Uri first, CancellationToken cancellationToken)
    {
        var url = first;
        var permanent = true;
        var left = TimeSpan.FromSeconds(_options.TimeoutSeconds);
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            // Each server on the way has its turns. Nobody holds one while waiting for another, and waiting is not the servers' time.
            using var turn = await _turns.EnterAsync(url.Authority, pause: !_guard.IsNear(url), cancellationToken);
            var begun = _time.GetTimestamp();
            using var timer = new CancellationTokenSource(left, _time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
            await _guard.CheckNameAsync(url, limit.Token);
            using var message = Message(request, url, first);
            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var status = (int)response.StatusCode;
            // A form is posted again only where the server asks for just that.
            if (status is 307 or 308 || (status is 301 or 302 or 303 && request.Form is null))
            {
                if (response.Headers.Location is not { } location)
                    throw new FetchException(new Trouble("The server redirects ({0}) without saying where to.", status.ToString(System.Globalization.CultureInfo.InvariantCulture)), status);
                permanent &= status is 301 or 308;
                url = _guard.Check(Target(url, location, status));
                var spent = _time.GetElapsedTime(begun);
                left = left > spent ? left - spent : TimeSpan.Zero;
                continue;
            }
            return await ReadAsync(request, response, url, hop > 0 && permanent, limit.Token);
        }
        throw new FetchException(new Trouble("The server redirects more than {0} times.", MaxRedirects.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    static string Target(Uri url, Uri location, int status) => Uri.TryCreate(url, location, out var target)
        ? target.AbsoluteUri
        : throw new FetchException(new Trouble("The server redirects ({0}) to “{1}”, which is no address.", status.ToString(System.Globalization.CultureInfo.InvariantCulture), location.OriginalString), status);

    async Task<GuardedResponse> ReadAsync(GuardedRequest request, HttpResponseMessage response, Uri url, bool moved, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status is not (>= 200 and < 300 or 304))
            throw new FetchException(FetchWords.Status(status), status, AnswerReading.RetryAfter(response, _time.GetUtcNow()));
        return new(status == 304 ? 304 : 200, url.AbsoluteUri, moved, status == 304 || request.IsHead || request.WithoutBody ? default : await AnswerReading.BodyAsync(response, request.MaxBytes, cancellationToken))
        {
            Charset = response.Content.Headers.ContentType?.CharSet,
            MediaType = response.Content.Headers.ContentType?.MediaType,
            ETag = AnswerReading.Raw(response.Headers, "ETag"),
            LastModified = AnswerReading.Raw(response.Content.Headers, "Last-Modified"),
            MaxAge = AnswerReading.MaxAge(response),
            Hub = AnswerReading.Link(response, "hub", url),
            Self = AnswerReading.Link(response, "self", url),
        };
    }

    HttpRequestMessage Message(GuardedRequest request, Uri url, Uri first)
    {
        var message = new HttpRequestMessage(request.IsHead ? HttpMethod.Head : request.Form is null ? HttpMethod.Get : HttpMethod.Post, url)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = request.Form is null ? null : new FormUrlEncodedContent(request.Form),
        };
        var contact = _options.Contact.Length > 0 ? _options.Contact : _site.BaseUrl.AbsoluteUri;
        message.Headers.TryAddWithoutValidation("User-Agent", $"Portal/1.0 (+{contact})");
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        message.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("zstd"));
        // Exactly as received: servers compare the text.
        if (request.ETag is { Length: > 0 } etag)
            message.Headers.TryAddWithoutValidation("If-None-Match", etag);
        if (request.LastModified is { Length: > 0 } modified)
            message.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        // A password is for the server that it was given for, over the connection that it was given for.
        if (request.Authorization is { } authorization && url.Authority == first.Authority && url.Scheme == first.Scheme)
            message.Headers.TryAddWithoutValidation("Authorization", authorization);
        return message;
    }
}
