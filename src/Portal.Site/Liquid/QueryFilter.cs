using System.Text.Json.Nodes;
using Fluid;
using Fluid.Values;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Content.People;
using Portal.Content.Queries;

namespace Portal.Site.Liquid;

/// <summary>A stored query that a template names: <c>Queries.RecentBlogPosts</c>.</summary>
sealed record NamedQuery(string Name);

/// <summary>
/// Runs stored queries: <c>{% assign posts = Queries.RecentBlogPosts | query: size: 3 %}</c>. Templates get what every visitor may see;
/// a query that is not there, or can't be run here, gives nothing.
/// </summary>
sealed class QueryFilter(QueryRun queries, Visibility visibility) : ILiquidFilters
{
    public void Register(FilterCollection filters) => filters.AddFilter("query", RunAsync);

    async ValueTask<FluidValue> RunAsync(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var name = input.ToObjectValue() is NamedQuery named ? named.Name : input.ToStringValue();
        var render = LiquidPage.Of(context);
        foreach (var document in new[] { StoredQueries.DocumentName, AnonymousRole.DocumentName, Content.Definitions.ContentDefinitions.DocumentName })
            render.Use.Add(CacheTag.Document(document));
        var parameters = new JsonObject();
        foreach (var argument in arguments.Names)
            parameters[argument] = Json(arguments[argument]);
        if (await queries.RunAsync(name, parameters, await visibility.HiddenTypesAsync(null, render.Cancellation), render.Cancellation) is not { Problem: null } result)
            return ArrayValue.Empty;
        if (result.List is { } list)
            render.Use.Query(list);
        else
            render.Use.Pass();
        render.Use.Items(result.Items);
        return FluidValue.Create(result.Items.ToList(), context.Options);
    }

    static JsonNode? Json(FluidValue value) => value.Type switch
    {
        FluidValues.Boolean => value.ToBooleanValue(),
        FluidValues.Number => value.ToNumberValue(),
        FluidValues.Nil => null,
        _ => value.ToStringValue(),
    };
}
