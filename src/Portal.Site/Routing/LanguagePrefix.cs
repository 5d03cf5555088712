using System.Globalization;
using Microsoft.AspNetCore.Http;
using Portal.Content.Localization;

namespace Portal.Site.Routing;

/// <summary>Takes the interface language from the beginning of the path: <c>/sr-latn/news</c> is <c>/news</c> in Serbian.</summary>
static class LanguagePrefix
{
    /// <summary>Moves the prefix from the path to the path base and sets the culture of the request.</summary>
    public static void Apply(HttpContext http)
    {
        var language = InterfaceLanguage.Default;
        foreach (var one in InterfaceLanguage.All)
        {
            if (one.PathPrefix.Length > 0 && http.Request.Path.StartsWithSegments("/" + one.PathPrefix, StringComparison.OrdinalIgnoreCase, out var rest))
            {
                language = one;
                http.Request.PathBase = http.Request.PathBase.Add("/" + one.PathPrefix);
                http.Request.Path = rest.HasValue ? rest : "/";
                break;
            }
        }
        Set(http, language);
    }

    /// <summary>Sets the language of a request whose path has no prefix.</summary>
    public static void Set(HttpContext http, InterfaceLanguage language)
    {
        http.Features.Set(new RequestLanguage(language));
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = language.Culture;
    }

    /// <summary>The language of the request.</summary>
    public static InterfaceLanguage Of(HttpContext http) => http.Features.Get<RequestLanguage>()?.Language ?? InterfaceLanguage.Default;

    sealed record RequestLanguage(InterfaceLanguage Language);
}
