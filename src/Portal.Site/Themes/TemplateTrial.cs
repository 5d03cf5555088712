using System.Globalization;
using Microsoft.AspNetCore.Http;
using Portal.Content.Localization;
using Portal.Site.Pages;
using Portal.Site.Routing;

namespace Portal.Site.Themes;

/// <summary>A template that is tried on one page before anybody else sees it.</summary>
sealed record TemplateTrial(string Shape, string Liquid);

/// <summary>Draws pages with a template that is not stored yet.</summary>
public sealed class TemplatePreview
{
    readonly ContentPages _pages;
    readonly PageComposer _composer;

    internal TemplatePreview(ContentPages pages, PageComposer composer) => (_pages, _composer) = (pages, composer);

    /// <summary>The page at a path as an anonymous visitor would see it with the template; null where no content stands there.</summary>
    /// <param name="shape">The shape that the template draws.</param>
    /// <param name="liquid">The template.</param>
    /// <param name="path">A path of the site, such as <c>/</c> or <c>/articles/talks</c>, without language.</param>
    /// <param name="language">Language of the interface.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<string?> RenderAsync(string shape, string liquid, string path, InterfaceLanguage language, CancellationToken cancellationToken)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = HttpMethods.Get;
        http.Request.Path = path.StartsWith('/') ? path : "/" + path;
        http.Features.Set(new TemplateTrial(shape, liquid));
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            LanguagePrefix.Set(http, language);
            return await _pages.FindAsync(http, cancellationToken) is { } page ? await _composer.ComposeAsync(http, page, cancellationToken) : null;
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
