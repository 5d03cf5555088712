using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluid;
using Fluid.Values;

namespace Portal.Content.Queries;

/// <summary>Fills in templates of queries: Liquid whose variables are the parameters. Thread-safe.</summary>
public sealed class QueryTemplates
{
    const int MaxSteps = 10_000;

    readonly FluidParser _parser = new();
    readonly TemplateOptions _options = new() { MaxSteps = MaxSteps };

    /// <summary>The text of a query, or why the template gives none.</summary>
    /// <param name="liquid">The template.</param>
    /// <param name="parameters">Values of its variables.</param>
    public async ValueTask<(string Text, string? Problem)> FillAsync(string liquid, JsonObject parameters)
    {
        if (!_parser.TryParse(liquid, out var template, out var error))
            return ("", $"its template is no valid Liquid: {error}");
        var context = new TemplateContext(_options);
        foreach (var (parameter, value) in parameters)
            context.SetValue(parameter, Value(value));
        try
        {
            return (await template.RenderAsync(context), null);
        }
        catch (InvalidOperationException)
        {
            return ("", $"its template takes more than {MaxSteps} steps.");
        }
    }

    static FluidValue Value(JsonNode? node) => node switch
    {
        JsonArray list => new ArrayValue([.. list.Select(Value)]),
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.String => new StringValue(value.GetValue<string>()),
            JsonValueKind.True => BooleanValue.True,
            JsonValueKind.False => BooleanValue.False,
            // Numbers come from JSON as text and from programs as any kind of number.
            _ => NumberValue.Create(decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0),
        },
        _ => NilValue.Instance,
    };
}
