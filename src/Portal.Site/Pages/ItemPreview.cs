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
public sealed class ItemPreview
{
    readonly ContentReader _reader;
    readonly SiteDocuments _documents;
    readonly ItemPatterns _patterns;
    readonly PageComposer _composer;
    readonly SitePages _pages;

    internal ItemPreview(ContentReader reader, SiteDocuments documents, ItemPatterns patterns, PageComposer composer, SitePages pages) =>
        (_reader, _documents, _patterns, _composer, _pages) = (reader, documents, patterns, composer, pages);

    /// <summary>Writes the editors' version, or the given one, as a page.</summary>
    internal async Task WriteAsync(HttpContext http, string id, string? versionId)
    {
        var cancellation = http.RequestAborted;
        var item = versionId is null ? await _reader.GetLatestAsync(id, cancellation) : await _reader.GetVersionAsync(versionId, cancellation);
        var definitions = await _documents.GetAsync<ContentDefinitions>(cancellation);
        // Who may not see it is not told that it exists.
        await WriteAsync(http, item is null || item.ContentItemId != id || !http.User.May(ContentAction.Preview, definitions.Type(item.ContentType), item) ? null : item);
    }

    /// <summary>Writes an item as a page, whether it is stored or not; the page of what does not exist for none. The caller has asked whether the person may see it.</summary>
    public async Task WriteAsync(HttpContext http, ContentItem? item)
    {
        var cancellation = http.RequestAborted;
        http.Response.Headers.CacheControl = "no-store";
        if (item is null)
        {
            await _pages.WriteNotFoundAsync(http, cancellation);
            return;
        }
        var definitions = await _documents.GetAsync<ContentDefinitions>(cancellation);
        var settings = await _documents.GetAsync<SiteSettings>(cancellation);
        var isHome = SiteLinks.HomeItem(settings) == item.ContentItemId;
        // Rules of layers and the menu's current entry go by the address.
        http.Request.Path = isHome ? "/" : await PathAsync(item, definitions);
        var page = ContentPages.PageOf(item, item, null, null) with { Indexed = false, IsHome = isHome };
        await WriteAsync(http, await _composer.ComposeAsync(http, page, cancellation), cancellation);
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
                return "/" + await _patterns.PathAsync(pattern, item);
            }
            catch (InvalidDataException)
            {
                // A pattern that is no Liquid is told where it is edited; the preview goes by the item's own address.
            }
        }
        return "/" + (item.As<AutoroutePart>() is { Disabled: false, Path: { Length: > 0 } path } ? path.Trim('/').ToLowerInvariant() : $"Contents/ContentItems/{item.ContentItemId}");
    }
}
