using System.Text;
using Microsoft.AspNetCore.Http;
using Portal.Content.Definitions;
using Portal.Content.Documents;
using Portal.Content.Handlers;
using Portal.Content.Items;
using Portal.Content.Parts;
using Portal.Content.People;
using Portal.Content.Settings;
using Portal.Site.Routing;

namespace Portal.Site.Pages;

/// <summary>
/// Shows a version that visitors don't see as they would see it: in the theme, with the boxes of the address where it is to stand. Only
/// for those who may; never kept; may stand in a frame of the desk.
/// </summary>
sealed class ItemPreview(ContentReader reader, SiteDocuments documents, ItemPatterns patterns, PageComposer composer, SitePages pages)
{
    /// <summary>Writes the editors' version, or the given one, as a page.</summary>
    public async Task WriteAsync(HttpContext http, string id, string? versionId)
    {
        var cancellation = http.RequestAborted;
        http.Response.Headers.CacheControl = "no-store";
        var item = versionId is null ? await reader.GetLatestAsync(id, cancellation) : await reader.GetVersionAsync(versionId, cancellation);
        var definitions = await documents.GetAsync<ContentDefinitions>(cancellation);
        // Who may not see it is not told that it exists.
        if (item is null || item.ContentItemId != id || !http.User.May(ContentAction.Preview, definitions.Type(item.ContentType), item))
        {
            await pages.WriteNotFoundAsync(http, cancellation);
            return;
        }
        var settings = await documents.GetAsync<SiteSettings>(cancellation);
        var isHome = SiteLinks.HomeItem(settings) == item.ContentItemId;
        // Rules of layers and the menu's current entry go by the address.
        http.Request.Path = isHome ? "/" : await PathAsync(item, definitions);
        var page = ContentPages.PageOf(item, item, null, null) with { Indexed = false, IsHome = isHome };
        await WriteAsync(http, await composer.ComposeAsync(http, page, cancellation), cancellation);
    }

    static async Task WriteAsync(HttpContext http, string html, CancellationToken cancellationToken)
    {
        SecurityHeaders.AddTo(http.Response.Headers, []);
        SecurityHeaders.AllowFrameOfSite(http.Response.Headers);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(html, Encoding.UTF8, cancellationToken);
    }

    // PreviewPart may name another address than the item's own.
    async Task<PathString> PathAsync(ContentItem item, ContentDefinitions definitions)
    {
        var pattern = definitions.Type(item.ContentType)?.Parts.FirstOrDefault(part => part.PartName == "PreviewPart")
            ?.Setting("PreviewPartSettings")?["Pattern"] is System.Text.Json.Nodes.JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
        if (pattern.Length > 0)
        {
            try
            {
                return "/" + await patterns.PathAsync(pattern, item);
            }
            catch (InvalidDataException)
            {
                // A pattern that is no Liquid is told where it is edited; the preview goes by the item's own address.
            }
        }
        return "/" + (item.As<AutoroutePart>() is { Disabled: false, Path: { Length: > 0 } path } ? path.Trim('/').ToLowerInvariant() : $"Contents/ContentItems/{item.ContentItemId}");
    }
}
