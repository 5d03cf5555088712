using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using Microsoft.Extensions.Logging;
using Portal.Site.Liquid;
using Portal.Site.Pages;

namespace Portal.Site.Shapes;

/// <summary>Draws shapes by their templates. What goes wrong in a template takes down its own shape only.</summary>
sealed partial class ShapeRenderer(LiquidOptions liquid, LiquidParsing parsing, ILogger<ShapeRenderer> log)
{
    const int MaxOutput = 4_000_000;

    // Letters of every script stay as they are: pages are in UTF-8, and Cyrillic as &#x…; would be seven times as long.
    static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The shape as text.</summary>
    public async Task<string> RenderAsync(Shape shape, PageRender render)
    {
        render.Cancellation.ThrowIfCancellationRequested();
        if (shape.Draw is { } draw)
            return await draw(render);
        if (render.Templates.Find(shape) is not { } template)
            return render is { Strict: true, Depth: 0 } ? Error(render, $"there is no template {shape.Type}.liquid") : shape.Items.Count > 0 ? await RenderAllAsync(shape.Items, render) : "";
        if (template.Template is null)
            return Error(render, template.Error!);
        return await RenderAsync(template, shape, render);
    }

    /// <summary>The shapes one after the other.</summary>
    public async Task<string> RenderAllAsync(IReadOnlyList<Shape> shapes, PageRender render)
    {
        if (shapes.Count == 1)
            return await RenderAsync(shapes[0], render);
        var text = new System.Text.StringBuilder();
        foreach (var shape in shapes)
            text.Append(await RenderAsync(shape, render));
        return text.ToString();
    }

    /// <summary>A template that is text of an item, with the shape as its model.</summary>
    public async Task<string> RenderAsync(ParsedTemplate template, Shape shape, PageRender render)
    {
        if (template.Template is null)
            return Error(render, template.Error!);
        if (render.Depth >= PageRender.MaxDepth || ++render.Shapes > PageRender.MaxShapes)
            return Failed(render, template, $"shapes are nested more than {PageRender.MaxDepth} deep, or a page has more than {PageRender.MaxShapes}");
        render.Depth++;
        try
        {
            using var output = new LimitedWriter(MaxOutput);
            await template.Template.RenderAsync(output, render.PlainText ? NullEncoder.Default : Html, liquid.ContextOf(shape, render));
            return output.ToString();
        }
        catch (Exception exception) when (!render.Cancellation.IsCancellationRequested)
        {
            // The run that looks for the line is another one: what it draws is thrown away.
            var line = await parsing.LineAsync(template, render.PlainText ? NullEncoder.Default : Html, liquid.ContextOf(shape, render));
            var place = line is { } number ? string.Create(CultureInfo.InvariantCulture, $"{template.Name}, line {number}") : template.Name;
            LogFailed(log, exception, place, exception.Message);
            return Error(render, $"{place}: {exception.Message}");
        }
        finally
        {
            render.Depth--;
        }
    }

    string Failed(PageRender render, ParsedTemplate template, string reason)
    {
        LogFailed(log, null, template.Name, reason);
        return Error(render, $"{template.Name}: {reason}");
    }

    static string Error(PageRender render, string message) =>
        render.Strict ? throw new InvalidOperationException($"The theme could not draw it: {message}.")
        : render.ShowsErrors ? $"<pre class=\"template-error\" role=\"alert\">{Html.Encode(message)}</pre>" : "";

    [LoggerMessage(LogLevel.Error, "The template {Template} failed and its place on the page stays empty: {Reason}.")]
    static partial void LogFailed(ILogger logger, Exception? exception, string template, string reason);
}
