using Fluid;
using Fluid.Values;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.Localization;
using Portal.Content.Parts;
using Portal.Site.Routing;

namespace Portal.Site.Liquid;

/// <summary>Filters on the versions of an item in other languages.</summary>
sealed class LocalizationFilters(ItemCultures cultures) : ILiquidFilters
{
    public void Register(FilterCollection filters)
    {
        filters.AddFilter("localization_set", LocalizationSetAsync);
        filters.AddText("switch_culture_url", (culture, _, context) => SwitchUrl(culture, context));
    }

    // {{ item.Content.LocalizationPart.LocalizationSet | localization_set: "sr-Latn" }}; without a culture, the page's own.
    async ValueTask<FluidValue> LocalizationSetAsync(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var render = LiquidPage.Of(context);
        var wanted = arguments.At(0).ToStringValue() is { Length: > 0 } given ? given : render.Culture.Name;
        var found = new List<ContentItem>();
        foreach (var set in (input.Type == FluidValues.Array ? input.Enumerate(context) : [input]).Select(one => one.ToStringValue()).Where(set => set.Length is > 0 and <= ContentIdentity.MaxLength))
        {
            render.Use.Add(CacheTag.Key(CultureSets.Key(set)));
            var versions = await cultures.OfSetAsync(set, render.Cancellation);
            if (versions.FirstOrDefault(version => version.Culture.Equals(wanted, StringComparison.OrdinalIgnoreCase)) is { } version)
                found.Add(version.Item);
        }
        render.Use.Items(found);
        return input.Type == FluidValues.Array ? FluidValue.Create(found, context.Options) : FluidValue.Create(found.FirstOrDefault(), context.Options);
    }

    static string SwitchUrl(string culture, TemplateContext context)
    {
        var render = LiquidPage.Of(context);
        var language = InterfaceLanguage.All.FirstOrDefault(one => one.Culture.Name.Equals(culture, StringComparison.OrdinalIgnoreCase)) ?? InterfaceLanguage.Default;
        return render.Head.UrlIn(language) ?? SiteLinks.Localized(render.Path, language);
    }
}
