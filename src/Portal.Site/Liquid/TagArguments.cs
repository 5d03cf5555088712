using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Portal.Site.Liquid;

/// <summary>Arguments of a tag, evaluated.</summary>
static class TagArguments
{
    public static async ValueTask<FilterArguments> EvaluateAsync(IReadOnlyList<FilterArgument> arguments, TemplateContext context)
    {
        var values = new FilterArguments();
        foreach (var argument in arguments)
            values.Add(argument.Name, await argument.Expression.EvaluateAsync(context));
        return values;
    }

    /// <summary>The named argument, or the one at a place, as text.</summary>
    public static string Text(this FilterArguments arguments, string name, int place = -1) =>
        arguments.HasNamed(name) ? arguments[name].ToStringValue() : place >= 0 ? arguments.At(place).ToStringValue() : "";
}
