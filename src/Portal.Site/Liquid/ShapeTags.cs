using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;
using Portal.Content.Items;
using Portal.Content.Journal;
using Portal.Site.Shapes;

namespace Portal.Site.Liquid;

/// <summary>Tags that make, change and draw shapes.</summary>
static class ShapeTags
{
    /// <summary><c>{% shape "menu", alias: "alias:main-menu" %}</c>; arguments become Pascal-case properties.</summary>
    public static async ValueTask<Completion> ShapeAsync(IReadOnlyList<FilterArgument> list, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var arguments = await TagArguments.EvaluateAsync(list, context);
        var render = LiquidPage.Of(context);
        var shape = new Shape(TemplateNames.Pascal(arguments.Text("type", 0)));
        foreach (var name in arguments.NamesOrNone())
        {
            if (name is "type" || name.StartsWith("cache_", StringComparison.Ordinal))
                continue;
            if (name is "alternate")
                shape.Alternates.Add(arguments[name].ToStringValue());
            else
                shape.Properties[TemplateNames.Pascal(name)] = arguments[name];
        }
        if (shape.Type == "Menu")
            await AddMenuAsync(shape, context);
        await writer.WriteAsync(await render.Renderer.RenderAsync(shape, render));
        return Completion.Normal;
    }

    public static async ValueTask<Completion> ContentItemAsync(IReadOnlyList<FilterArgument> list, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var arguments = await TagArguments.EvaluateAsync(list, context);
        var render = LiquidPage.Of(context);
        var item = arguments.HasNamed("item") ? arguments["item"].ToObjectValue() as ContentItem
            : arguments.HasNamed("content_item_id") ? await FindAsync("ContentItemId", arguments.Text("content_item_id"), context)
            : await FindAsync(arguments.Text("alias", 0), null, context);
        if (item is null)
            return Completion.Normal;
        var displayType = arguments.Text("display_type");
        var shape = await render.Contents.BuildAsync(item, displayType.Length > 0 ? displayType : "Detail", render);
        await writer.WriteAsync(await render.Renderer.RenderAsync(shape, render));
        return Completion.Normal;
    }

    public static ValueTask<Completion> AddAlternatesAsync(IReadOnlyList<FilterArgument> list, TextWriter writer, TextEncoder encoder, TemplateContext context) =>
        ChangeAsync(list, context, (shape, words) => shape.Alternates.AddRange(words));

    public static ValueTask<Completion> ClearAlternatesAsync(IReadOnlyList<FilterArgument> list, TextWriter writer, TextEncoder encoder, TemplateContext context) =>
        ChangeAsync(list, context, (shape, _) => shape.Alternates.Clear());

    public static ValueTask<Completion> AddClassesAsync(IReadOnlyList<FilterArgument> list, TextWriter writer, TextEncoder encoder, TemplateContext context) =>
        ChangeAsync(list, context, (shape, words) => shape.Classes.AddRange(words));

    public static ValueTask<Completion> ClearClassesAsync(IReadOnlyList<FilterArgument> list, TextWriter writer, TextEncoder encoder, TemplateContext context) =>
        ChangeAsync(list, context, (shape, _) => shape.Classes.Clear());

    public static async ValueTask<Completion> AddPropertiesAsync(IReadOnlyList<FilterArgument> list, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var arguments = await TagArguments.EvaluateAsync(list, context);
        if (arguments.At(0).ToObjectValue() is Shape shape)
            ShapeFilters.SetProperties(shape, arguments);
        return Completion.Normal;
    }

    static async ValueTask<Completion> ChangeAsync(IReadOnlyList<FilterArgument> list, TemplateContext context, Action<Shape, IReadOnlyList<string>> change)
    {
        var arguments = await TagArguments.EvaluateAsync(list, context);
        if (arguments.At(0).ToObjectValue() is Shape shape)
        {
            var words = arguments.At(1);
            change(shape, words.Type == FluidValues.Array
                ? [.. words.Enumerate(context).Select(word => word.ToStringValue())]
                : words.ToStringValue().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        return Completion.Normal;
    }

    static async ValueTask AddMenuAsync(Shape shape, TemplateContext context)
    {
        var alias = shape.Properties.GetValueOrDefault("Alias") is FluidValue value ? value.ToStringValue() : "";
        if (!alias.StartsWith("alias:", StringComparison.OrdinalIgnoreCase))
            alias = "alias:" + alias;
        var render = LiquidPage.Of(context);
        // A menu that is not there yet may come.
        render.Use.Add(CacheTag.Type("Menu"));
        if (await FindAsync(alias, null, context) is { } menu)
            await render.Menus.FillAsync(shape, menu, render);
    }

    static async ValueTask<ContentItem?> FindAsync(string name, string? id, TemplateContext context)
    {
        var found = await context.GetValue("Content").GetValueAsync(name, context);
        if (id is not null)
            found = await found.GetValueAsync(id, context);
        return found.ToObjectValue() as ContentItem;
    }
}
