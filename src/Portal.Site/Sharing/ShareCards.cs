using System.Globalization;
using Microsoft.AspNetCore.Http;
using NetVips;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Content.People;
using Portal.Content.Settings;
using Portal.Site.Caching;
using Portal.Site.Media;
using Portal.Site.Pages;
using Portal.Site.Themes;

namespace Portal.Site.Sharing;

/// <summary>
/// Serves the pictures that shared links show where an item has no picture of its own, at <c>/share/{id}.png</c>: for published items
/// that every visitor may see, and for the site itself, and nothing else.
/// </summary>
sealed class ShareCards(PublishedItems items, ContentReader reader, Visibility visibility, SiteDocuments documents, ThemeCatalog themes, RenditionStore kept, Texts texts)
{
    /// <summary>What stands in the address in place of an item for the picture of the site.</summary>
    const string SiteId = "site";

    /// <summary>The path of the picture for an item; for null, of the site's.</summary>
    public async ValueTask<string> PathOfAsync(ContentItem? item, SiteSettings settings, CancellationToken cancellationToken) =>
        $"/share/{item?.ContentItemId ?? SiteId}.png?v={(await CardOfAsync(item, settings, cancellationToken)).Fingerprint[..12]}";

    /// <summary>Answers with the picture; the theme's page for what is not there where there is none.</summary>
    public async Task WriteAsync(HttpContext http, string id, SitePages pages)
    {
        var cancellation = http.RequestAborted;
        var item = id is SiteId || id.Length > ContentIdentity.MaxLength ? null : await reader.GetPublishedAsync(id, cancellation);
        if (id is not SiteId && (item is null || !await visibility.MayViewAsync(null, item, cancellation)))
        {
            await pages.WriteNotFoundAsync(http, cancellation);
            return;
        }
        var settings = await documents.GetAsync<SiteSettings>(cancellation);
        var card = await CardOfAsync(item, settings, cancellation);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        http.Response.Headers.CacheControl = http.Request.Query["v"] == card.Fingerprint[..12] ? "public, max-age=31536000, immutable" : "public, max-age=3600";
        try
        {
            var font = themes.WithBases(settings.Theme).Select(theme => Path.Combine(theme.Folder, "fonts", "share.ttf")).FirstOrDefault(File.Exists);
            var file = await kept.GetAsync(card.Fingerprint, "png", (target, _) => SharePicture.Write(card, font, target), cancellation);
            await Results.File(file.FullName, "image/png", entityTag: new($"\"{card.Fingerprint}\"")).ExecuteAsync(http);
        }
        catch (Exception exception) when (exception is RenditionsBusyException or VipsException or FileNotFoundException && !http.Response.HasStarted)
        {
            // Whoever asks for it are programs, which come back.
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers.RetryAfter = "10";
        }
    }

    async ValueTask<ShareCard> CardOfAsync(ContentItem? item, SiteSettings settings, CancellationToken cancellationToken)
    {
        var name = texts.In(InterfaceLanguage.Default.Culture, settings.SiteName);
        var other = texts.In(InterfaceLanguage.All.First(one => SerbianCultures.Alphabet(one.Culture.Name) == SerbianAlphabet.Cyrillic).Culture, settings.SiteName);
        if (item is null)
            return new(name, "", "", other == name ? "" : other);
        var by = item.Text(item.ContentType, "AuthorName");
        if (SourceIdOf(item) is { Length: > 0 } id && await items.GetAsync(id, cancellationToken) is { DisplayText: { Length: > 0 } source })
            by = source;
        var date = item.PublishedUtc?.ToString("d. M. yyyy", CultureInfo.InvariantCulture) ?? "";
        return new(item.DisplayText ?? "", string.Join("  ·  ", ((string[])[by, date]).Where(one => one.Length > 0)), name, item.ContentType == "NewsItem" || other == name ? "" : other);
    }

    /// <summary>The source of an imported item; empty where it has none.</summary>
    public static string SourceIdOf(ContentItem item) =>
        (item.Content[item.ContentType]?["Source"]?["ContentItemIds"] as System.Text.Json.Nodes.JsonArray)?.FirstOrDefault() is System.Text.Json.Nodes.JsonValue value && value.TryGetValue<string>(out var id) ? id : "";
}
