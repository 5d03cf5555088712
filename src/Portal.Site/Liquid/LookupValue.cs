using Fluid;
using Fluid.Values;
using Portal.Site.Pages;

namespace Portal.Site.Liquid;

/// <summary>An object whose members are looked up when a template asks for them: <c>Content["alias:main-menu"]</c>.</summary>
sealed class LookupValue(Func<string, PageRender, ValueTask<object?>> find) : FluidValue
{
    public override FluidValues Type => FluidValues.Object;

    public override async ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) =>
        Create(await find(name, LiquidPage.Of(context)), context.Options);

    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => GetValueAsync(index.ToStringValue(), context);

    public override bool Equals(FluidValue? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public override bool ToBooleanValue() => true;

    public override decimal ToNumberValue() => 0;

    public override string ToStringValue() => "";

    public override object ToObjectValue() => this;
}

/// <summary>The rendering and the shape to which a template's context belongs.</summary>
static class LiquidPage
{
    public static PageRender Of(TemplateContext context) => (PageRender)context.AmbientValues[PageRender.Key];

    public static Shapes.Shape ShapeOf(TemplateContext context) => (Shapes.Shape)context.AmbientValues[nameof(Shapes.Shape)];
}
