using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.Site.Caching;

/// <summary>Renders a page anew while its reader has the kept one already: asks the site for it as the reader did, and sends the answer nowhere.</summary>
sealed partial class PageRefresh(IHttpContextFactory contexts, IHostApplicationLifetime lifetime, ILogger<PageRefresh> log)
{
    /// <summary>Headers that a page may depend on.</summary>
    static readonly string[] Kept = ["Host", "Cookie", "Accept", "Accept-Language"];

    /// <summary>Begins; returns at once.</summary>
    /// <param name="asked">The request that the kept page answers. Not used after the return.</param>
    /// <param name="next">What answers where no page is kept.</param>
    public void Begin(HttpContext asked, RequestDelegate next)
    {
        var request = new HttpRequestFeature
        {
            Method = HttpMethods.Get,
            Scheme = asked.Request.Scheme,
            Protocol = asked.Request.Protocol,
            PathBase = asked.Request.PathBase,
            Path = asked.Request.Path,
            QueryString = asked.Request.QueryString.ToUriComponent(),
        };
        foreach (var name in Kept)
            request.Headers[name] = asked.Request.Headers[name];
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = lifetime.ApplicationStopping });
        _ = Task.Run(() => RenderAsync(features, next), CancellationToken.None);
    }

    async Task RenderAsync(FeatureCollection features, RequestDelegate next)
    {
        var http = contexts.Create(features);
        try
        {
            await next(http);
        }
        catch (Exception exception)
        {
            // Readers go on getting the old page until it is too old, and see then what is the matter.
            LogFailed(log, exception, http.Request.Path);
        }
        finally
        {
            contexts.Dispose(http);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The page {Path} could not be made anew; the kept one is served for a while.")]
    static partial void LogFailed(ILogger logger, Exception exception, string path);
}
