using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Portal.Content.Localization;
using Portal.Site.Routing;

namespace Portal.Site.Pages;

/// <summary>
/// The page for what went wrong on our side. It needs nothing that may be what went wrong: no database, no template, no file; its style
/// stands in it, allowed by its hash.
/// </summary>
sealed class ErrorPage(Texts texts)
{
    const string Style = """
        :root{color-scheme:light dark}
        body{margin:0;min-height:100vh;display:grid;place-items:center;background:#fcfdfd;color:#12212a;font:1.125rem/1.55 "Source Serif 4",Georgia,"Times New Roman",serif}
        main{max-width:34rem;padding:2rem 1.5rem;border-top:3px double currentColor}
        p{margin:0 0 1rem}
        .kicker{margin:0;font:700 .9375rem/1.4 "PT Sans",system-ui,Arial,sans-serif;color:#a8281d}
        h1{margin:.25rem 0 1rem;font-size:clamp(1.9rem,1.5rem + 2vw,3rem);font-weight:400;line-height:1.1;text-wrap:balance}
        a{color:#075c66;text-underline-offset:.18em;display:inline-block;padding:.5rem 1.5rem .5rem 0}
        :focus-visible{outline:3px solid currentColor;outline-offset:3px}
        @media (prefers-color-scheme:dark){body{background:#0f181d;color:#e6ecec}a{color:#84ccd2}.kicker{color:#ff9b89}}
        """;

    static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Answers with status 500.</summary>
    public async Task WriteAsync(HttpContext http)
    {
        var language = LanguagePrefix.Of(http);
        SecurityHeaders.AddTo(http.Response.Headers, []);
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        http.Response.ContentType = "text/html; charset=utf-8";
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.WriteAsync(Page(language, http.Request), Encoding.UTF8, CancellationToken.None);
    }

    string Page(InterfaceLanguage language, HttpRequest request)
    {
        // What was sent by a form is not asked for again by a link.
        var again = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            ? $"<a href=\"{Html.Encode(request.PathBase.Add(request.Path).ToUriComponent() + request.QueryString.ToUriComponent())}\">{T("Try again")}</a> " : "";
        return $"""
            <!DOCTYPE html>
            <html lang="{language.Culture.Name}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{T("Something went wrong")}</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <p class="kicker">500</p>
            <h1>{T("Something went wrong")}</h1>
            <p>{T("The page could not be made. It is our fault; please try again in a minute.")}</p>
            <p>{again}<a href="{SiteLinks.Localized("/", language)}">{T("Go to the front page")}</a></p>
            </main>
            </body>
            </html>

            """;

        string T(string text) => Html.Encode(texts.In(language.Culture, text));
    }
}
