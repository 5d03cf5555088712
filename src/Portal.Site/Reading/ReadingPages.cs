using Microsoft.AspNetCore.Http;
using Portal.Content.Hosting;
using Portal.Content.Localization;
using Portal.Site.Caching;
using Portal.Site.Pages;
using Portal.Site.Routing;

namespace Portal.Site.Reading;

/// <summary>The page where a reader chooses script, size of text and colours, and the page of what a reader saved in the browser.</summary>
sealed class ReadingPages(SitePages pages, PageWriter writer, SiteAddress site, Texts texts)
{
    /// <summary>Most bytes of the form.</summary>
    public const int MaxFormBytes = 8192;

    const int MaxReturn = 2000;

    /// <summary>Shows the form with what is chosen now.</summary>
    public Task ShowAsync(HttpContext http)
    {
        var language = LanguagePrefix.Of(http);
        var choices = ReadingChoices.Of(http.Request);
        return pages.WriteAsync(http, new()
        {
            Shape = "ReadingSettings",
            Title = texts.In(language.Culture, "Text and colours"),
            Indexed = false,
            Properties = new Dictionary<string, object?>
            {
                ["Script"] = SerbianCultures.Alphabet(language.Culture.Name) is { } written ? (choices with { Script = written }).ScriptName : choices.ScriptName,
                ["IsSerbian"] = language != InterfaceLanguage.Default,
                ["Size"] = choices.SizeName,
                ["Theme"] = choices.ThemeName,
                ["HasChosen"] = choices != ReadingChoices.None,
                ["Action"] = SiteLinks.Localized("/reading", language),
                ["Return"] = LocalPath(http.Request, http.Request.Headers.Referer.ToString()) is { } from && !from.EndsWith("/reading", StringComparison.OrdinalIgnoreCase) ? from : SiteLinks.Localized("/", language),
            },
        }, http.RequestAborted);
    }

    /// <summary>Keeps what the form says, or forgets all of it, and leads back to where the reader came from.</summary>
    public async Task KeepAsync(HttpContext http)
    {
        if (CrossSite.IsForeign(http.Request, site) || !http.Request.HasFormContentType)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            await http.Response.WriteAsync("This form can be sent from the site's own pages only.", http.RequestAborted);
            return;
        }
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var language = LanguagePrefix.Of(http);
        var choices = form.ContainsKey("forget") ? ReadingChoices.None : ReadingChoices.Parse(form["script"].ToString(), form["size"].ToString(), form["theme"].ToString());
        var cookie = new CookieOptions { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", MaxAge = TimeSpan.FromDays(365) };
        if (choices == ReadingChoices.None)
            http.Response.Cookies.Delete(ReadingChoices.CookieName, cookie);
        else
            http.Response.Cookies.Append(ReadingChoices.CookieName, choices.ToString(), cookie);
        var back = LocalPath(http.Request, form["return"].ToString()) ?? SiteLinks.Localized("/", language);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = language != InterfaceLanguage.Default && choices.Script is { } script ? InScript(back, script) : back;
    }

    /// <summary>The page that lists what the browser has saved; the same for all.</summary>
    public Task ShowSavedAsync(HttpContext http) => writer.ServeAsync(http, PageKey.With(http.Request), _ => Task.FromResult<SitePage?>(new()
    {
        Shape = "SavedItems",
        Title = texts.In(LanguagePrefix.Of(http).Culture, "Saved for later"),
        Indexed = false,
    }), http.RequestAborted);

    // Serbian pages stand below a prefix for each script.
    static string InScript(string path, SerbianAlphabet script)
    {
        foreach (var language in InterfaceLanguage.All.Where(one => SerbianCultures.Alphabet(one.Culture.Name) is not null))
        {
            var prefix = "/" + language.PathPrefix;
            if (path == prefix || path.StartsWith(prefix + "/", StringComparison.Ordinal) || path.StartsWith(prefix + "?", StringComparison.Ordinal))
            {
                var wanted = InterfaceLanguage.All.First(one => SerbianCultures.Alphabet(one.Culture.Name) == script);
                return "/" + wanted.PathPrefix + path[prefix.Length..];
            }
        }
        return path;
    }

    // Only ever a page of this site, whatever the form says.
    string? LocalPath(HttpRequest request, string address) =>
        address.Length is > 0 and <= MaxReturn && Uri.TryCreate(site.BaseUrl, address, out var uri) && uri.Scheme is "http" or "https"
        && (uri.Authority == site.BaseUrl.Authority || uri.Authority == request.Host.Value) && !uri.AbsolutePath.StartsWith("//", StringComparison.Ordinal)
            ? uri.PathAndQuery
            : null;
}
