using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Portal.Content.Localization;

namespace Portal.Desk.Shell;

/// <summary>
/// Gives the desk's pages their language, by cookie, and their headers: nothing from foreign hosts, no framing, no copies.
/// Radzen writes inline styles, so these are allowed here, unlike on public pages.
/// </summary>
sealed class DeskResponses(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        var page = path.StartsWithSegments("/Admin", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/Login", StringComparison.OrdinalIgnoreCase);
        // A circuit keeps the culture of the request that opened it.
        if (page || path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase))
            SetLanguage(context);
        if (page)
            SetHeaders(context);
        return next(context);
    }

    static void SetLanguage(HttpContext context)
    {
        var chosen = CookieRequestCultureProvider.ParseCookieValue(context.Request.Cookies[CookieRequestCultureProvider.DefaultCookieName] ?? "")?.UICultures.FirstOrDefault().Value;
        var language = InterfaceLanguage.All.FirstOrDefault(one => one.Culture.Name == chosen) ?? InterfaceLanguage.Default;
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.CurrentUICulture = language.Culture;
    }

    static void SetHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy =
            $"default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self' {Sockets(context.Request)}; "
            + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
    }

    // Safari before 15.4 does not count a web socket of the same host as 'self'.
    static string Sockets(HttpRequest request) => $"{(request.IsHttps ? "wss" : "ws")}://{request.Host.ToUriComponent()}";
}
