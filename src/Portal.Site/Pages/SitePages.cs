using Microsoft.AspNetCore.Http;
using Portal.Site.Caching;

namespace Portal.Site.Pages;

/// <summary>Draws pages of modules in the site's theme, with layout, zones and widgets.</summary>
public sealed class SitePages
{
    readonly PageComposer _composer;
    readonly PageWriter _writer;

    internal SitePages(PageComposer composer, PageWriter writer) => (_composer, _writer) = (composer, writer);

    /// <summary>Writes the page as the response.</summary>
    public async Task WriteAsync(HttpContext http, SitePage page, CancellationToken cancellationToken)
    {
        var html = await _composer.ComposeAsync(http, page, cancellationToken);
        // What the module read for the page was read after the request began: that is where the page's age counts from.
        var key = page is { Cached: true, StatusCode: StatusCodes.Status200OK } && PageWriter.MayKeep(http) ? PageKey.Full(http.Request) : null;
        var started = http.Features.Get<RequestStart>();
        await _writer.WriteAsync(http, html, page, started is null ? null : key, started?.Change ?? 0);
    }

    /// <summary>Writes the theme's page for an address where nothing stands, with status 404.</summary>
    public Task WriteNotFoundAsync(HttpContext http, CancellationToken cancellationToken) => WriteAsync(http, _composer.NotFound(http), cancellationToken);
}

/// <summary>The number of the last change when the request came in.</summary>
sealed record RequestStart(long Change);
