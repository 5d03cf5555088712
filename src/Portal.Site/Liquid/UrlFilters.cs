using Fluid;
using Fluid.Values;
using Portal.Content.Items;
using Portal.Content.Localization;
using Portal.Site.Media;
using Portal.Site.Routing;
using Portal.Site.Themes;

namespace Portal.Site.Liquid;

/// <summary>Filters that make addresses.</summary>
sealed class UrlFilters(SiteLinks links, ThemeAssets assets, ThemeCatalog themes, MediaAddresses media) : ILiquidFilters
{
    public void Register(FilterCollection filters)
    {
        filters.AddFilter("display_url", DisplayUrlAsync);
        filters.AddText("href", (path, _, context) => IsAsset(path) ? path.TrimStart('~') : SiteLinks.Localized(path, LiquidPage.Of(context).Language));
        filters.AddText("absolute_url", (path, _, context) => links.Absolute(
            // A path from the root is whole and may name another language; only the root of the site stands for the page's own.
            IsAsset(path) || path.StartsWith('/') ? path.TrimStart('~') : SiteLinks.Localized(path, LiquidPage.Of(context).Language)));
        filters.AddText("resource_url", (path, _, _) => path.TrimStart('~'));
        filters.AddFilter("append_version", async (input, _, context) => new StringValue(input.ToStringValue().TrimStart('~') is var path && path.StartsWith("/media/", StringComparison.Ordinal)
            ? await media.VersionedAsync(path, LiquidPage.Of(context))
            : assets.WithVersion(path)));
        filters.AddText("switch_culture_url", (culture, _, context) => SwitchUrl(culture, context));
        filters.AddText("safe_url", (url, _, _) => IsSafe(url) ? url : "");
    }

    async ValueTask<FluidValue> DisplayUrlAsync(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var render = LiquidPage.Of(context);
        if (input.ToObjectValue() is not ContentItem item)
            return NilValue.Instance;
        var path = await links.PathOfAsync(item, render.Settings, render.Language, render.Cancellation);
        return path is null ? NilValue.Instance : new StringValue(render.PlainText || render.Http is null ? links.Absolute(path) : path);
    }

    bool IsAsset(string path)
    {
        var local = path.StartsWith("~/", StringComparison.Ordinal) ? path[1..] : path;
        return local.Length > 2 && local[0] == '/' && local.IndexOf('/', 1) is > 1 and var slash && themes.Find(local[1..slash]) is not null;
    }

    static string SwitchUrl(string culture, TemplateContext context)
    {
        var language = InterfaceLanguage.All.FirstOrDefault(one => one.Culture.Name.Equals(culture, StringComparison.OrdinalIgnoreCase)) ?? InterfaceLanguage.Default;
        return SiteLinks.Localized(LiquidPage.Of(context).Path, language);
    }

    /// <summary>Whether an address from outside may stand in a link: the encoder does not know <c>javascript:</c>.</summary>
    internal static bool IsSafe(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Scheme is "http" or "https" or "mailto" or "tel" || url.StartsWith('/') : url.StartsWith('/') || url.StartsWith('#') || url.StartsWith('?');
}
