using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Portal.Content.Documents;
using Portal.Content.Journal;
using Portal.Content.Localization;
using Portal.Content.Settings;
using Portal.Site.Caching;
using Portal.Site.Pages;
using Portal.Site.Routing;
using Portal.Site.Themes;

namespace Portal.Site.Reading;

/// <summary>What lets a telephone keep the site like an app: the manifest, the service worker of the theme, the page for when there is no network.</summary>
sealed class WebApp(SiteDocuments documents, ThemeAssets assets, ThemeCatalog themes, DocumentWriter documentWriter, PageWriter writer, Texts texts)
{
    static readonly int[] IconSizes = [192, 512];

    /// <summary>The manifest (W3C) in the language of the request.</summary>
    public Task WriteManifestAsync(HttpContext http) => documentWriter.TryWriteAsync(http, "application/manifest+json", async (use, cancellation) =>
    {
        use.Add(CacheTag.Document(SiteSettings.DocumentName));
        var settings = await documents.GetAsync<SiteSettings>(cancellation);
        var language = LanguagePrefix.Of(http);
        var name = texts.In(language.Culture, settings.SiteName);
        var icons = new JsonArray();
        foreach (var size in IconSizes)
        {
            foreach (var purpose in (ReadOnlySpan<string>)["any", "maskable"])
            {
                var path = $"/{settings.Theme}/icons/{(purpose == "any" ? "icon" : "maskable")}-{size}.png";
                if (assets.Find(path) is not null)
                    icons.Add(new JsonObject { ["src"] = assets.WithVersion(path), ["sizes"] = $"{size}x{size}", ["type"] = "image/png", ["purpose"] = purpose });
            }
        }
        var manifest = new JsonObject
        {
            ["id"] = "/",
            ["name"] = name,
            ["short_name"] = name.Length <= 12 ? name : string.Concat(name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]))),
            ["lang"] = language.Culture.Name,
            ["dir"] = "ltr",
            ["start_url"] = SiteLinks.Localized("/", language),
            ["scope"] = "/",
            ["display"] = "minimal-ui",
            ["background_color"] = "#fcfdfd",
            ["theme_color"] = "#0d3b44",
            ["icons"] = icons,
        };
        return JsonSerializer.SerializeToUtf8Bytes(manifest);
    });

    /// <summary>The theme's service worker at the root, since it may serve only what stands below it.</summary>
    public async Task WriteServiceWorkerAsync(HttpContext http, SitePages pages)
    {
        var settings = await documents.GetAsync<SiteSettings>(http.RequestAborted);
        if (themes.WithBases(settings.Theme).Select(theme => assets.Find($"/{theme.Id}/sw.js")).FirstOrDefault(asset => asset is not null) is not { } worker)
        {
            await pages.WriteNotFoundAsync(http, http.RequestAborted);
            return;
        }
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; connect-src 'self'";
        headers.CacheControl = "no-cache";
        await worker.Body.WriteAsync(http, worker.ContentType, $"\"{worker.Fingerprint}\"");
    }

    /// <summary>The page that browsers keep for when there is no network.</summary>
    public Task ShowOfflineAsync(HttpContext http) => writer.ServeAsync(http, PageKey.With(http.Request), _ => Task.FromResult<SitePage?>(new()
    {
        Shape = "Offline",
        Title = texts.In(LanguagePrefix.Of(http).Culture, "There is no network"),
        Indexed = false,
    }), http.RequestAborted);
}
