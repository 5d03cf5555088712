using Microsoft.AspNetCore.Http;
using Portal.Content.Media;

namespace Portal.Site.Pages;

/// <summary>Serves pictures and files of the site at <c>/media/…</c>.</summary>
sealed class MediaFiles(MediaStore media)
{
    /// <summary>What browsers may show; everything else is handed over as a file to keep.</summary>
    static readonly Dictionary<string, string> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".png"] = "image/png",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".avif"] = "image/avif",
        [".mp3"] = "audio/mpeg",
        [".m4a"] = "audio/mp4",
        [".ogg"] = "audio/ogg",
        [".opus"] = "audio/ogg",
        [".mp4"] = "video/mp4",
        [".webm"] = "video/webm",
        [".pdf"] = "application/pdf",
        [".vtt"] = "text/vtt; charset=utf-8",
    };

    public async Task WriteAsync(HttpContext http, string path, SitePages pages)
    {
        var file = media.Locate(path) is { } place ? new FileInfo(place) : null;
        if (file is not { Exists: true } || file.LinkTarget is not null)
        {
            await pages.WriteNotFoundAsync(http, http.RequestAborted);
            return;
        }
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        headers.CacheControl = "public, max-age=86400, stale-while-revalidate=604800";
        var isShown = Shown.TryGetValue(file.Extension, out var type);
        if (!isShown)
            headers.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(file.Name)}";
        var tag = new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}\"");
        await Results.File(file.FullName, type ?? "application/octet-stream", lastModified: new DateTimeOffset(file.LastWriteTimeUtc), entityTag: tag, enableRangeProcessing: true).ExecuteAsync(http);
    }
}
