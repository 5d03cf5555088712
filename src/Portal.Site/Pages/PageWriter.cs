using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Portal.Content.People;
using Portal.Site.Caching;
using Portal.Site.Choices;
using Portal.Site.Reading;

namespace Portal.Site.Pages;

/// <summary>Answers requests for pages: from the cache where it can, else by rendering once for all who wait.</summary>
sealed class PageWriter(PageCache cache, PageComposer composer, ReadCounter readers, TimeProvider time)
{
    const string ContentType = "text/html; charset=utf-8";

    /// <summary>Answers with a page of the site.</summary>
    /// <param name="http">The request.</param>
    /// <param name="key">Under which key the page is kept; null for a page that is not.</param>
    /// <param name="make">Makes the page; null where nothing stands at the address, or where the response was written already.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task ServeAsync(HttpContext http, string? key, Func<CancellationToken, Task<SitePage?>> make, CancellationToken cancellationToken)
    {
        if (!cache.IsEnabled || !MayKeep(http))
            key = null;
        SitePage? page;
        CachedPage made;
        using (key is null ? null : await cache.EnterAsync(key, cancellationToken))
        {
            if (key is not null && cache.Find(key) is { } held)
            {
                (page, made) = (null, held);
            }
            else
            {
                var started = cache.Now;
                page = await make(cancellationToken);
                if (http.Response.HasStarted || http.Response.StatusCode is >= 300 and < 400)
                    return;
                page ??= composer.NotFound(http);
                made = Make(await composer.ComposeAsync(http, page, cancellationToken), page);
                if (key is not null && page is { StatusCode: StatusCodes.Status200OK, Use.IsPassing: false })
                    cache.Keep(key, made, started);
            }
        }
        // Others must not wait for a slow line.
        http.Response.StatusCode = page?.StatusCode ?? StatusCodes.Status200OK;
        readers.Count(http, made.CountedItem);
        await WriteAsync(http, made);
    }

    /// <summary>Answers with HTML, and keeps it where a key is given.</summary>
    public async Task WriteAsync(HttpContext http, string html, SitePage page, string? key, long startedAt)
    {
        var made = Make(html, page);
        if (key is not null && !page.Use.IsPassing)
            cache.Keep(key, made, startedAt);
        http.Response.StatusCode = page.StatusCode;
        await WriteAsync(http, made);
    }

    CachedPage Make(string html, SitePage page)
    {
        var bytes = Encoding.UTF8.GetBytes(html);
        return new(new(bytes), ContentType, $"W/\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"", page.Use.Tags, time.GetUtcNow())
        {
            Frames = page.Use.Frames,
            CountedItem = page is { Item: { Id: not 0 } item, IsHome: false, StatusCode: StatusCodes.Status200OK } ? item.ContentItemId : null,
        };
    }

    /// <summary>Answers with a kept page.</summary>
    public static async Task WriteAsync(HttpContext http, CachedPage page)
    {
        page = ChosenPage.With(page, ReadingChoices.Of(http.Request));
        SecurityHeaders.AddTo(http.Response.Headers, page.Frames);
        // A browser asks each time whether its copy is still the right one, so that a change is seen by the next request.
        http.Response.Headers.CacheControl = http.User.Identity?.IsAuthenticated == true ? "private, no-cache" : "no-cache";
        http.Response.Headers.Append("Vary", "Cookie");
        if (page.Changed is { } changed)
        {
            http.Response.GetTypedHeaders().LastModified = changed;
            // A tag goes before a date (RFC 9110, 13.1.3).
            if (http.Request.Headers.IfNoneMatch.Count == 0 && http.Request.GetTypedHeaders().IfModifiedSince >= changed)
            {
                http.Response.Headers.ETag = page.EntityTag;
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }
        await page.Body.WriteAsync(http, page.ContentType, page.EntityTag);
    }

    /// <summary>Whether the response may be given to others: no person is signed in, and no cookie is set.</summary>
    public static bool MayKeep(HttpContext http) =>
        (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        && http.User.Identity?.IsAuthenticated != true && !IsSignedIn(http.Request) && http.Response.Headers.SetCookie.Count == 0;

    /// <summary>Whether the request brings a cookie of a signed-in person, before anybody has looked whether it is good.</summary>
    public static bool IsSignedIn(HttpRequest request) => request.Headers.Cookie.ToString().Contains(SignInCookie.Name, StringComparison.Ordinal);
}
