using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Portal.Site.Themes;

/// <summary>Serves the files below a theme's <c>wwwroot</c> at <c>/{ThemeId}/…</c>, for good where the address carries the fingerprint.</summary>
sealed class ThemeAssets(ThemeCatalog themes, IHostEnvironment environment)
{
    const int MaxFileLength = 10 * 1024 * 1024;

    static readonly Dictionary<string, string> ContentTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".webp"] = "image/webp",
        [".avif"] = "image/avif",
        [".gif"] = "image/gif",
        [".ico"] = "image/x-icon",
        [".woff2"] = "font/woff2",
        [".json"] = "application/json",
        [".webmanifest"] = "application/manifest+json",
        [".txt"] = "text/plain; charset=utf-8",
    };

    readonly ConcurrentDictionary<string, ThemeAsset> _held = new(StringComparer.Ordinal);

    /// <summary>The file at a public path such as <c>/Diplomat/look.css</c>, or null.</summary>
    public ThemeAsset? Find(string path)
    {
        if (path.Length < 3 || path[0] != '/' || path.IndexOf('/', 1) is not (> 1 and var slash) || themes.Find(path[1..slash]) is not { } theme)
            return null;
        if (_held.TryGetValue(path, out var held) && !environment.IsDevelopment())
            return held;
        var relative = path[(slash + 1)..];
        if (!ContentTypes.TryGetValue(Path.GetExtension(relative), out var contentType) || !IsSafe(relative))
            return null;
        var file = new FileInfo(Path.Combine(theme.AssetsFolder, Path.Combine(relative.Split('/'))));
        if (!file.Exists || file.Length > MaxFileLength || file.LinkTarget is not null)
            return null;
        if (held?.ChangedUtc == file.LastWriteTimeUtc)
            return held;
        return _held[path] = new(File.ReadAllBytes(file.FullName), contentType, file.LastWriteTimeUtc);
    }

    /// <summary>The path with the file's fingerprint, so that browsers may keep what they get for good; the path as it is where there is no such file.</summary>
    public string WithVersion(string path) => Find(path) is { } asset ? $"{path}?v={asset.Fingerprint}" : path;

    /// <summary>Writes the file at the request's path; false where there is none.</summary>
    public async Task<bool> TryWriteAsync(HttpContext http)
    {
        if (!(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) || Find(http.Request.Path.Value ?? "") is not { } asset)
            return false;
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        // An SVG opened by itself must not run what somebody may have put into it.
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        headers.CacheControl = http.Request.Query["v"] == asset.Fingerprint ? "public, max-age=31536000, immutable" : "no-cache";
        await asset.Body.WriteAsync(http, asset.ContentType, $"\"{asset.Fingerprint}\"");
        return true;
    }

    static bool IsSafe(string relative) => !relative.Split('/').Any(segment => segment.Length == 0 || segment[0] == '.' || segment.AsSpan().ContainsAny("\\:\0"));
}
