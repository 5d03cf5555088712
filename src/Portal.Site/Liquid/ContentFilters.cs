using Fluid;
using Fluid.Values;
using Portal.Content.Items;
using Portal.Site.Routing;

namespace Portal.Site.Liquid;

/// <summary>Filters on content items and their fields.</summary>
sealed class ContentFilters(TermCatalog terms, BodyHtml bodies) : ILiquidFilters
{
    public void Register(FilterCollection filters)
    {
        filters.AddFilter("display_text", (input, _, _) => ValueTask.FromResult<FluidValue>(new StringValue((input.ToObjectValue() as ContentItem)?.DisplayText ?? "")));
        filters.AddFilter("content_item_id", (input, _, _) => ValueTask.FromResult<FluidValue>(new StringValue((input.ToObjectValue() as ContentItem)?.ContentItemId ?? "")));
        filters.AddFilter("language", (input, _, _) => ValueTask.FromResult<FluidValue>(input.ToObjectValue() is ContentItem item ? new StringValue(ItemLanguage.Of(item)) : NilValue.Instance));
        filters.AddFilter("body_html", (input, _, _) => ValueTask.FromResult<FluidValue>(FilterDelegates.Html(input.ToObjectValue() is ContentItem item ? bodies.Of(item) : "")));
        filters.AddFilter("updated", (input, _, _) => ValueTask.FromResult<FluidValue>(
            input.ToObjectValue() is ContentItem item && Updated(item) is { } date ? new DateTimeValue(new DateTimeOffset(date, TimeSpan.Zero)) : NilValue.Instance));
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

    /// <summary>
    /// The date of the last change, where it is worth a word: on a later day than the publication, and not merely that of an import, which
    /// stores old texts today.
    /// </summary>
    static DateTime? Updated(ContentItem item) =>
        item is { ModifiedUtc: { } changed, PublishedUtc: { } published } && changed - published >= TimeSpan.FromDays(1)
        && (item.CreatedUtc is not { } created || changed - created >= TimeSpan.FromHours(1)) ? changed : null;

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
