using Microsoft.AspNetCore.Http;

namespace Portal.Site.Pages;

/// <summary>Draws pages of modules in the site's theme, with layout, zones and widgets.</summary>
public sealed class SitePages
{
    /// <summary>Writes the page as the response.</summary>
    public Task WriteAsync(HttpContext http, SitePage page, CancellationToken cancellationToken) => throw new NotSupportedException();
}
