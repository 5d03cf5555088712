using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Readership;

/// <summary>
/// Where counted links and pictures of mails lead: <c>/newsletter/go/{issue}/{number}</c> and <c>/newsletter/seen/{issue}.gif</c>. Only
/// addresses that the issue's mails hold are led to, and nothing about who asks is looked at or kept.
/// </summary>
sealed class ReadershipEndpoints(ReadershipCounts counts, NewsletterPages pages)
{
    /// <summary>A transparent picture of one pixel.</summary>
    static readonly byte[] Pixel = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/newsletter/go/{issue}/{number:int:min(1)}", ["GET", "HEAD"],
            (string issue, int number, HttpContext http, ReadershipEndpoints self, CancellationToken ct) => self.GoAsync(http, issue, number, ct)).AllowAnonymous();
        endpoints.MapMethods("/newsletter/seen/{issue}.gif", ["GET", "HEAD"],
            (string issue, HttpContext http, ReadershipEndpoints self, CancellationToken ct) => self.SeeAsync(http, issue, ct)).AllowAnonymous();
    }

    async Task GoAsync(HttpContext http, string issue, int number, CancellationToken cancellationToken)
    {
        if (await counts.FindAsync(issue, number, cancellationToken) is not { } url)
        {
            await pages.NotFoundAsync(http, cancellationToken);
            return;
        }
        if (IsRead(http.Request))
            counts.Add(issue, number);
        Forget(http.Response);
        http.Response.Redirect(url);
    }

    async Task SeeAsync(HttpContext http, string issue, CancellationToken cancellationToken)
    {
        if (IsRead(http.Request) && await counts.FindAsync(issue, IssueLinkRecord.Opening, cancellationToken) is not null)
            counts.Add(issue, IssueLinkRecord.Opening);
        Forget(http.Response);
        http.Response.ContentType = "image/gif";
        http.Response.ContentLength = Pixel.Length;
        if (HttpMethods.IsGet(http.Request.Method))
            await http.Response.Body.WriteAsync(Pixel, cancellationToken);
    }

    // What a browser fetches ahead of its reader, or a program only looks at, is not read.
    static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method)
        && !request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase)
        && !request.Headers["Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase);

    static void Forget(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
    }
}
