using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.Media;
using Portal.Content.Redirection;

namespace Portal.Desk.Writing;

/// <summary>Tells whether an address within the site leads anywhere. Thread-safe.</summary>
sealed class SiteLinkCheck(ContentReader reader, RedirectReader redirects, MediaStore media, SiteAddress site, EndpointDataSource endpoints)
{
    /// <summary>Whether the address means a page of this site that visitors can't find. Addresses of other sites are not looked at.</summary>
    public async Task<bool> LeadsNowhereAsync(string address, CancellationToken cancellationToken)
    {
        if (PathOf(address) is not { } path)
            return false;
        var bare = WithoutLanguage(path);
        if (bare.Length == 0)
            return false;
        if (bare.StartsWith("media/", StringComparison.OrdinalIgnoreCase))
            return media.Find(bare["media/".Length..]) is null;
        return !IsFixedPage("/" + bare)
            && await reader.FindByRouteAsync(bare, cancellationToken) is null
            && await redirects.FindAsync(bare, cancellationToken) is not { IsGone: false };
    }

    // The path without its slashes, or null where the address is not one of this site.
    string? PathOf(string address)
    {
        if (!Uri.TryCreate(site.BaseUrl, address, out var uri) || uri.Authority != site.BaseUrl.Authority || uri.Scheme is not ("http" or "https"))
            return null;
        return address.StartsWith('#') ? null : Uri.UnescapeDataString(uri.AbsolutePath).Trim('/');
    }

    static string WithoutLanguage(string path)
    {
        var first = path.Split('/')[0];
        return InterfaceLanguage.All.Any(language => language.PathPrefix.Length > 0 && language.PathPrefix.Equals(first, StringComparison.OrdinalIgnoreCase)) ? path[first.Length..].Trim('/') : path;
    }

    // Pages that the program brings; what catches everything says nothing about one address.
    bool IsFixedPage(string path) => endpoints.Endpoints.OfType<RouteEndpoint>().Any(endpoint =>
        endpoint.RoutePattern.PathSegments is [{ IsSimple: true } first, ..] && first.Parts[0] is RoutePatternLiteralPart
        && !endpoint.RoutePattern.Parameters.Any(parameter => parameter.IsCatchAll)
        && new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []));
}
