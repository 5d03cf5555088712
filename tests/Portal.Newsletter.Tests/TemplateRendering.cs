using System.Globalization;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Values;
using Portal.Content.Localization;
using Portal.Testing;

namespace Portal.Newsletter.Tests;

/// <summary>Draws the theme's own mail templates without the rest of the theme.</summary>
sealed class TemplateRendering(Texts texts)
{
    static readonly FluidParser Parser = new();

    public async Task<string> RenderAsync(string shape, IReadOnlyDictionary<string, object?> properties, CultureInfo culture, bool plainText, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Repository.Root, "themes", "Diplomat", "Views", shape.Replace("__", "-", StringComparison.Ordinal) + ".liquid");
        var template = Parser.Parse(await File.ReadAllTextAsync(path, cancellationToken));
        var options = new TemplateOptions { CultureInfo = culture };
        options.Filters.AddFilter("t", (input, arguments, _) => new StringValue(texts.In(culture, input.ToStringValue(), [.. Enumerable.Range(0, arguments.Count).Select(index => arguments.At(index).ToObjectValue())])));
        var context = new TemplateContext(options);
        context.SetValue("Model", properties);
        return await template.RenderAsync(context, plainText ? NullEncoder.Default : HtmlEncoder.Default);
    }
}
