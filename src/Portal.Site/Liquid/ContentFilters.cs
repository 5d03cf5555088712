using Fluid;
using Fluid.Values;
using Portal.Content.Items;
using Portal.Site.Routing;

namespace Portal.Site.Liquid;

/// <summary>Filters on content items and their fields.</summary>
sealed class ContentFilters(TermCatalog terms) : ILiquidFilters
{
    public void Register(FilterCollection filters)
    {
        filters.AddFilter("display_text", (input, _, _) => ValueTask.FromResult<FluidValue>(new StringValue((input.ToObjectValue() as ContentItem)?.DisplayText ?? "")));
        filters.AddFilter("content_item_id", (input, _, _) => ValueTask.FromResult<FluidValue>(new StringValue((input.ToObjectValue() as ContentItem)?.ContentItemId ?? "")));
        filters.AddFilter("language", (input, _, _) => ValueTask.FromResult<FluidValue>(input.ToObjectValue() is ContentItem item ? new StringValue(ItemLanguage.Of(item)) : NilValue.Instance));
        filters.AddFilter("taxonomy_terms", TaxonomyTermsAsync);
        filters.AddFilter("contained_terms", (input, _, context) => ValueTask.FromResult(input.ToObjectValue() is ContentItem item
            ? FluidValue.Create(ContainedItems.Terms(item).ToList(), context.Options)
            : ArrayValue.Empty));
        // Not built yet, but part of the language of themes: they show nothing.
        foreach (var name in new[] { "container", "full_text", "list_count", "list_items", "inherited_terms", "user_email", "user_id", "users_by_id", "signal_url" })
            filters.AddFilter(name, (_, _, _) => ValueTask.FromResult<FluidValue>(NilValue.Instance));
        foreach (var name in new[] { "has_permission", "is_in_role", "has_claim" })
            filters.AddFilter(name, (_, _, _) => ValueTask.FromResult<FluidValue>(BooleanValue.False));
    }

    async ValueTask<FluidValue> TaxonomyTermsAsync(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var ids = input.Type == FluidValues.Array ? input : await input.GetValueAsync("TermContentItemIds", context);
        var render = LiquidPage.Of(context);
        var places = await terms.FindAsync(ids.Enumerate(context).Select(id => id.ToStringValue()), render.Cancellation);
        foreach (var place in places)
            render.Use.Item(place.Taxonomy);
        return FluidValue.Create(places.Select(place => place.Term).ToList(), context.Options);
    }
}
