using Microsoft.AspNetCore.Http;
using Portal.Content.Hosting;

namespace Portal.Site.Routing;

/// <summary>Tells posts from this site's own pages from posts that another site made a browser send. Kept pages can carry no token for that.</summary>
public static class CrossSite
{
    /// <summary>
    /// Browsers say where a post comes from: by <c>Sec-Fetch-Site</c>, older ones by <c>Origin</c>. What says neither is no browser, and
    /// holds no visitor's rights that could be misused.
    /// </summary>
    public static bool IsForeign(HttpRequest request, SiteAddress site)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } fetchSite)
            return fetchSite is not ("same-origin" or "none");
        return request.Headers.Origin.ToString() is { Length: > 0 } origin
            && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || (from.Authority != request.Host.Value && from.Authority != site.BaseUrl.Authority));
    }
}
