using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Documents;
using Portal.Content.Localization;
using Portal.Content.Settings;
using Portal.Site.Caching;
using Portal.Site.Pages;
using Portal.Site.Reading;
using Portal.Site.Themes;

namespace Portal.Site.Routing;

/// <summary>
/// What stands before routing: the language, files of themes, kept pages, and the page for what went wrong. A kept page is found
/// before anything else looks at the request.
/// </summary>
sealed partial class SitePipeline(ThemeAssets assets, PageCache cache, PageRefresh refresh, ReadCounter readers, ErrorPage errors, SiteDocuments documents, IHostEnvironment environment, ServerTiming timing, ILogger<SitePipeline> log) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(HandleAsync);
        next(app);
    };

    async Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        if (environment.IsDevelopment())
            timing.Watch(http);
        LanguagePrefix.Apply(http);
        try
        {
            await AnswerAsync(http, next);
        }
        catch (Exception exception) when (IsOurs(http))
        {
            LogFailed(log, exception, http.Request.Path);
            http.Response.Clear();
            await errors.WriteAsync(http);
        }
    }

    async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        if (LanguagePrefix.Of(http) is var language && language != InterfaceLanguage.Default
            && !(await documents.GetAsync<SiteSettings>(http.RequestAborted)).Languages().Contains(language))
        {
            http.Response.Redirect(http.Request.Path + http.Request.QueryString.ToUriComponent());
            return;
        }
        if (await assets.TryWriteAsync(http) || await TryWriteKeptAsync(http, next))
            return;
        http.Features.Set(new RequestStart(cache.Now));
        await next(http);
    }

    async Task<bool> TryWriteKeptAsync(HttpContext http, RequestDelegate next)
    {
        if (!(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) || PageWriter.IsSignedIn(http.Request)
            || PageKey.Full(http.Request) is not { } key || cache.Find(key, out var isDue) is not { } held)
            return false;
        readers.Count(http, held.CountedItem);
        if (isDue)
            refresh.Begin(http, Anew(next, LanguagePrefix.Of(http)));
        await PageWriter.WriteAsync(http, held);
        return true;
    }

    // What comes after this one in the pipeline finds the request as it would have left it.
    RequestDelegate Anew(RequestDelegate next, InterfaceLanguage language) => http =>
    {
        LanguagePrefix.Set(http, language);
        http.Features.Set(new RequestStart(cache.Now));
        return next(http);
    };

    // Machines and the desk have answers of their own for errors.
    static bool IsOurs(HttpContext http) =>
        !http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested
        && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !http.Request.Path.StartsWithSegments("/Admin", StringComparison.OrdinalIgnoreCase)
        && !http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(LogLevel.Error, "The page {Path} could not be made; the visitor was shown the page for errors.")]
    static partial void LogFailed(ILogger logger, Exception exception, string path);
}
