using Fluid;
using Fluid.Values;
using Portal.Content.Items;
using Portal.Site.Shapes;

namespace Portal.Site.Liquid;

/// <summary>Filters that make and draw shapes.</summary>
sealed class ShapeFilters(LiquidParsing parsing) : ILiquidFilters
{
    public void Register(FilterCollection filters)
    {
        filters.AddFilter("shape_render", (input, _, context) => RenderAsync(input, context));
        filters.AddFilter("shape_stringify", (input, _, context) => RenderAsync(input, context));
        filters.AddFilter("shape_build_display", BuildDisplayAsync);
        filters.AddFilter("shape_new", (input, arguments, context) => ValueTask.FromResult(New(input.ToStringValue(), arguments, context)));
        filters.AddFilter("shape_properties", (input, arguments, _) =>
        {
            if (input.ToObjectValue() is Shape shape)
                SetProperties(shape, arguments);
            return ValueTask.FromResult(input);
        });
        filters.AddFilter("liquid", RenderTextAsync);
    }

    internal static void SetProperties(Shape shape, FilterArguments arguments)
    {
        foreach (var name in arguments.Names)
            shape.Properties[TemplateNames.Pascal(name)] = arguments[name];
    }

    static FluidValue New(string type, FilterArguments arguments, TemplateContext context)
    {
        var shape = new Shape(TemplateNames.Pascal(type));
        SetProperties(shape, arguments);
        return FluidValue.Create(shape, context.Options);
    }

    static async ValueTask<FluidValue> RenderAsync(FluidValue input, TemplateContext context)
    {
        var render = LiquidPage.Of(context);
        return input.ToObjectValue() switch
        {
            Shape shape => FilterDelegates.Html(await render.Renderer.RenderAsync(shape, render)),
            PartShapes parts => FilterDelegates.Html(await render.Renderer.RenderAllAsync(parts.All(), render)),
            _ => StringValue.Empty,
        };
    }

    static async ValueTask<FluidValue> BuildDisplayAsync(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        input.ToObjectValue() is ContentItem item
            ? FluidValue.Create(await LiquidPage.Of(context).Contents.BuildAsync(item, arguments.At(0).ToStringValue() is { Length: > 0 } type ? type : "Detail", LiquidPage.Of(context)), context.Options)
            : NilValue.Instance;

    async ValueTask<FluidValue> RenderTextAsync(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var shape = LiquidPage.ShapeOf(context);
        var name = shape.Properties.GetValueOrDefault("ContentItem") is ContentItem item ? $"Liquid of the {item.ContentType} “{item.DisplayText}”" : "Liquid of an item";
        var template = parsing.Parse(name, input.ToStringValue());
        var render = LiquidPage.Of(context);
        return FilterDelegates.Html(await render.Renderer.RenderAsync(template, shape, render));
    }
}
