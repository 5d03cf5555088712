using Microsoft.AspNetCore.Http;

namespace Portal.Site.Pages;

/// <summary>What browsers are told to forbid on public pages.</summary>
static class SecurityHeaders
{
    /// <summary>No inline script or style, nothing from elsewhere but the sound and film that a visitor starts.</summary>
    const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        + "media-src 'self' https:; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <param name="headers">The response's headers.</param>
    /// <param name="frames">Origins whose pages this one may frame; none on nearly every page.</param>
    public static void AddTo(IHeaderDictionary headers, IReadOnlyList<string> frames)
    {
        headers.ContentSecurityPolicy = frames.Count == 0 ? Policy : $"{Policy}; frame-src {string.Join(' ', frames)}";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    /// <summary>Lets the site's own pages put this one into a frame, as the desk does with previews.</summary>
    public static void AllowFrameOfSite(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = headers.ContentSecurityPolicy.ToString().Replace("frame-ancestors 'none'", "frame-ancestors 'self'", StringComparison.Ordinal);
        headers.XFrameOptions = "SAMEORIGIN";
    }
}
