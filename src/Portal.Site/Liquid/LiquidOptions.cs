using System.Text.Json.Nodes;
using Fluid;
using Fluid.Values;
using Portal.Content.Items;
using Portal.Site.Pages;
using Portal.Site.Shapes;

namespace Portal.Site.Liquid;

/// <summary>What templates can see and do: values, filters, limits. One for the whole process.</summary>
sealed class LiquidOptions
{
    const int MaxSteps = 500_000;

    readonly TemplateOptions _options;
    readonly LiquidObjects _objects;

    public LiquidOptions(LiquidObjects objects, IEnumerable<ILiquidFilters> filters, TimeProvider time)
    {
        _objects = objects;
        _options = new TemplateOptions { MaxSteps = MaxSteps, MaxRecursion = 50, Now = () => time.GetUtcNow() };
        _options.ValueConverters.Add(Convert);
        var members = _options.MemberAccessStrategy;
        members.Register<Shape, object?>(ShapeMember);
        members.Register<PartShapes, object?>((parts, name) => parts.Find(name));
        members.Register<ContentItem, object?>(ItemMember);
        LiquidObjects.Register(members);
        foreach (var one in filters)
            one.Register(_options.Filters);
    }

    /// <summary>The context in which a shape's template runs.</summary>
    public TemplateContext ContextOf(Shape shape, PageRender render)
    {
        var context = new TemplateContext(_options)
        {
            CultureInfo = render.Culture,
            TimeZone = render.Settings.TimeZone,
        };
        context.AmbientValues[PageRender.Key] = render;
        context.AmbientValues[nameof(Shape)] = shape;
        context.SetValue("Model", FluidValue.Create(shape, _options));
        _objects.AddTo(context, render, _options);
        return context;
    }

    object? Convert(object? value) => value switch
    {
        Shape or PartShapes or ContentItem or LiquidObjects.SiteObject or LiquidObjects.CultureObject or LiquidObjects.RequestObject or LiquidObjects.UserObject
            => new ObjectValue(value),
        JsonObject json => new DictionaryValue(new JsonIndexable(json, _options)),
        JsonArray json => new ArrayValue([.. json.Select(one => FluidValue.Create(one, _options))]),
        JsonValue json => Scalar(json),
        Enum or Uri or Guid => new StringValue(value.ToString() ?? ""),
        IReadOnlyDictionary<string, object?> map => new DictionaryValue(new MapIndexable(map, _options)),
        _ => null,
    };

    FluidValue Scalar(JsonValue json) => json.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.String => new StringValue(json.GetValue<string>()),
        System.Text.Json.JsonValueKind.True => BooleanValue.True,
        System.Text.Json.JsonValueKind.False => BooleanValue.False,
        System.Text.Json.JsonValueKind.Number => NumberValue.Create(json.TryGetValue<decimal>(out var number) ? number : 0),
        _ => NilValue.Instance,
    };

    static object? ShapeMember(Shape shape, string name) =>
        shape.Properties.TryGetValue(name, out var value) ? value : name switch
        {
            "Items" => shape.Items,
            "Type" => shape.Type,
            "DisplayType" => shape.DisplayType,
            "Classes" => shape.Classes,
            "Alternates" => shape.Alternates,
            "Properties" => shape.Properties,
            "HasItems" => shape.Items.Count > 0,
            _ => null,
        };

    static object? ItemMember(ContentItem item, string name) => name switch
    {
        "Content" => item.Content,
        "ContentItemId" or "Id" => item.ContentItemId,
        "ContentItemVersionId" => item.ContentItemVersionId,
        "ContentType" => item.ContentType,
        "DisplayText" => item.DisplayText,
        "Author" => item.Author,
        "Owner" => item.Owner,
        "Published" => item.Published,
        "Latest" => item.Latest,
        "PublishedUtc" => item.PublishedUtc,
        "CreatedUtc" => item.CreatedUtc,
        "ModifiedUtc" => item.ModifiedUtc,
        // Orchard's themes write both item.Content.Part and item.Part.
        _ => item.Content[name],
    };
}

/// <summary>Filters on one subject.</summary>
interface ILiquidFilters
{
    void Register(FilterCollection filters);
}
