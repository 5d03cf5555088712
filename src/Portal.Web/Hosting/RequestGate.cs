using Portal.Content.Hosting;

namespace Portal.Web.Hosting;

/// <summary>
/// The site listens while it is still being set up. Requests wait until that is done; the first pages of a new site also wait a
/// moment for its first content, so that the first visitor does not find it empty. Meanwhile the home page is drawn once for nobody,
/// so that the code of pages is compiled when the first visitor comes.
/// </summary>
sealed class RequestGate(SiteReadiness readiness, TimeProvider time) : IStartupFilter
{
    static readonly TimeSpan LongestSetUp = TimeSpan.FromSeconds(60);
    static readonly TimeSpan LongestFilling = TimeSpan.FromSeconds(1);

    volatile bool _open;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(rest =>
        {
            _ = DrawForNobodyAsync(rest, app.ApplicationServices);
            return http => HandleAsync(http, rest);
        });
        next(app);
    };

    async Task DrawForNobodyAsync(RequestDelegate rest, IServiceProvider services)
    {
        await readiness.WhenReadyAsync(CancellationToken.None);
        await using var scope = services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (http.Request.Method, http.Request.Scheme, http.Request.Host, http.Request.Path) = (HttpMethods.Get, "http", new HostString("localhost"), "/");
        http.Request.Headers.Accept = "text/html";
        try
        {
            await rest(http);
        }
        catch (Exception)
        {
            // Whatever is wrong with the page is told to, and logged for, those who ask for it.
        }
    }

    async Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        // What the site fetches from itself is part of the filling.
        if (!_open && !http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase) && !http.Request.Path.StartsWithSegments("/samples", StringComparison.OrdinalIgnoreCase))
        {
            if (!await EndsAsync(readiness.WhenReadyAsync(http.RequestAborted), LongestSetUp))
            {
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                http.Response.Headers.RetryAfter = "5";
                return;
            }
            if (readiness.IsNew)
                await EndsAsync(readiness.WhenFilledAsync(), LongestFilling);
            _open = true;
        }
        await next(http);
    }

    async Task<bool> EndsAsync(Task work, TimeSpan limit)
    {
        try
        {
            await work.WaitAsync(limit, time);
            return true;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }
}
