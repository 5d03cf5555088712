using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Portal.Site.Shapes;

namespace Portal.Site.Liquid;

/// <summary>Tags of layouts: body, sections, zones, title.</summary>
static class LayoutTags
{
    public static async ValueTask<Completion> LayoutAsync(IReadOnlyList<FilterArgument> list, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var arguments = await TagArguments.EvaluateAsync(list, context);
        if (arguments.At(0).ToStringValue() is { Length: > 0 } name)
            LiquidPage.Of(context).Layout = name;
        return Completion.Normal;
    }

    /// <summary>The page's own body, then the widgets of the zone <c>Content</c>.</summary>
    public static async ValueTask<Completion> RenderBodyAsync(IReadOnlyList<FilterArgument> list, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        await writer.WriteAsync(LiquidPage.Of(context).Body);
        await WriteZoneAsync("Content", writer, context);
        return Completion.Normal;
    }

    public static async ValueTask<Completion> RenderSectionAsync(IReadOnlyList<FilterArgument> list, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var arguments = await TagArguments.EvaluateAsync(list, context);
        await WriteZoneAsync(arguments.Text("name", 0), writer, context);
        return Completion.Normal;
    }

    /// <summary>Adds a piece to the page's title and writes the whole.</summary>
    public static async ValueTask<Completion> PageTitleAsync(IReadOnlyList<FilterArgument> list, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var arguments = await TagArguments.EvaluateAsync(list, context);
        var head = LiquidPage.Of(context).Head;
        if (head.FixedTitle.Length > 0)
        {
            encoder.Encode(writer, head.FixedTitle);
            return Completion.Normal;
        }
        var pieces = new List<string>();
        if (head.Title.Length > 0)
            pieces.Add(head.Title);
        pieces.AddRange(head.TitlePieces);
        if (arguments.At(0).ToStringValue() is { Length: > 0 } piece)
            pieces.Insert(arguments.Text("position") is "after" or "before" ? pieces.Count : 0, piece);
        encoder.Encode(writer, string.Join(arguments.HasNamed("separator") ? arguments.Text("separator") : " - ", pieces.Distinct(StringComparer.Ordinal)));
        return Completion.Normal;
    }

    /// <summary>Puts what stands between the tags into a zone of the layout.</summary>
    public static async ValueTask<Completion> ZoneAsync(IReadOnlyList<FilterArgument> list, IReadOnlyList<Statement> body, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var arguments = await TagArguments.EvaluateAsync(list, context);
        using var output = new LimitedWriter(1_000_000);
        await body.RenderStatementsAsync(output, encoder, context);
        var shape = new Shape("HtmlText").With("Html", FilterDelegates.Html(output.ToString()));
        var zones = LiquidPage.Of(context).Zones;
        if (!zones.TryGetValue(arguments.Text("name", 0), out var shapes))
            zones[arguments.Text("name", 0)] = shapes = [];
        shapes.Add(shape);
        return Completion.Normal;
    }

    static async ValueTask WriteZoneAsync(string name, TextWriter writer, TemplateContext context)
    {
        var render = LiquidPage.Of(context);
        if (!render.Zones.TryGetValue(name, out var shapes) || shapes.Count == 0)
            return;
        var zone = Shape.Zone(name);
        zone.Items.AddRange(shapes);
        await writer.WriteAsync(await render.Renderer.RenderAsync(zone, render));
    }
}
