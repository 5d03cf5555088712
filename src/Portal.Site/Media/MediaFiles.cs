using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using NetVips;
using Portal.Content.Documents;
using Portal.Content.Media;
using Portal.Site.Pages;
using Portal.Site.Routing;

namespace Portal.Site.Media;

/// <summary>Serves pictures and files of the site at <c>/media/…</c>, pictures also in other sizes and formats.</summary>
sealed class MediaFiles(MediaFacts facts, RenditionTokens tokens, RenditionStore renditions, SiteDocuments documents)
{
    const string Forever = "public, max-age=31536000, immutable";
    const string ForADay = "public, max-age=86400, stale-while-revalidate=604800";

    public async Task WriteAsync(HttpContext http, string path, SitePages pages)
    {
        if (await facts.FindAsync(path, http.RequestAborted) is not { } media)
        {
            await pages.WriteNotFoundAsync(http, http.RequestAborted);
            return;
        }
        if (media.Path != path)
        {
            http.Response.Headers.CacheControl = "public, max-age=3600";
            http.Response.Redirect(SiteLinks.Media(media.Path) + http.Request.QueryString, permanent: true);
            return;
        }
        Protect(http.Response.Headers, media);
        http.Response.Headers.CacheControl = http.Request.Query["v"] == media.Version ? Forever : ForADay;
        if (media.Type?.Kind == MediaKind.Picture && RenditionCommands.AreIn(http.Request.Query))
            await WriteRenditionAsync(http, media);
        else
            await WriteFileAsync(http, media.File, media.Type?.ContentType ?? "application/octet-stream", media.Version);
    }

    async Task WriteRenditionAsync(HttpContext http, MediaFact media)
    {
        if (RenditionCommands.Read(http.Request.Query) is not { } commands)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "The address asks for a size or form that no picture can have.");
            return;
        }
        if (!commands.AreOpen(await documents.GetAsync<MediaProfiles>(http.RequestAborted)) && !await tokens.IsValidAsync(commands, http.Request.Query["token"], http.RequestAborted))
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "The picture is not offered in this size.");
            return;
        }
        var format = RenditionFormat.Choose(commands.Format, media, http.Request.Headers.Accept);
        if (commands.Format == "auto")
            http.Response.Headers.Vary = HeaderNames.Accept;
        try
        {
            try
            {
                await WriteKeptAsync();
            }
            catch (FileNotFoundException) when (!http.Response.HasStarted)
            {
                // It was thrown out for others in between.
                await WriteKeptAsync();
            }
        }
        catch (RenditionsBusyException)
        {
            http.Response.Headers.RetryAfter = "5";
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "Too many pictures are being made at this moment. Try again in a few seconds.");
        }
        catch (Exception exception) when (exception is VipsException or MediaRefusedException or OperationCanceledException && !http.RequestAborted.IsCancellationRequested)
        {
            await RefuseAsync(http, StatusCodes.Status422UnprocessableEntity, "The picture can’t be made in this size: it is broken or too large.");
        }

        async Task WriteKeptAsync()
        {
            var file = await renditions.GetAsync(media, commands, format, http.RequestAborted);
            await WriteFileAsync(http, file, MediaTypes.Of(file.Name)!.ContentType, RenditionStore.Key(media, commands, format));
        }
    }

    static void Protect(IHeaderDictionary headers, MediaFact media)
    {
        headers.XContentTypeOptions = "nosniff";
        // Readers of PDF in browsers don't start in a sandbox; everything else that is opened by itself stands in one.
        headers.ContentSecurityPolicy = media.Type?.Extension == ".pdf"
            ? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
            : "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; sandbox";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (media.Type?.IsShown != true)
            headers.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(media.File.Name)}";
    }

    static Task WriteFileAsync(HttpContext http, FileInfo file, string type, string version) =>
        Results.File(file.FullName, type, lastModified: new DateTimeOffset(file.LastWriteTimeUtc), entityTag: new($"\"{version}\""), enableRangeProcessing: true).ExecuteAsync(http);

    static Task RefuseAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(message, http.RequestAborted);
    }
}
