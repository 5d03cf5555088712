using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;
using Portal.Content.Items;

namespace Portal.Site.Liquid;

/// <summary>Tags that write an element around their content.</summary>
static class MarkupTags
{
    /// <summary><c>{% a display_for: item %}…{% enda %}</c>: a link to an item.</summary>
    public static async ValueTask<Completion> AnchorAsync(IReadOnlyList<FilterArgument> list, IReadOnlyList<Statement> body, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var arguments = await TagArguments.EvaluateAsync(list, context);
        var href = arguments.Text("href");
        if (arguments.HasNamed("display_for") && arguments["display_for"].ToObjectValue() is ContentItem && context.Options.Filters.TryGetValue("display_url", out var displayUrl))
            href = (await displayUrl(arguments["display_for"], FilterArguments.Empty, context)).ToStringValue();
        await writer.WriteAsync($"<a href=\"{HtmlEncoder.Default.Encode(href)}\"{Class(arguments)}>");
        await body.RenderStatementsAsync(writer, encoder, context);
        await writer.WriteAsync("</a>");
        return Completion.Normal;
    }

    public static async ValueTask<Completion> FormAsync(IReadOnlyList<FilterArgument> list, IReadOnlyList<Statement> body, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var arguments = await TagArguments.EvaluateAsync(list, context);
        var method = arguments.Text("method").Equals("post", StringComparison.OrdinalIgnoreCase) ? "post" : "get";
        await writer.WriteAsync($"<form action=\"{HtmlEncoder.Default.Encode(arguments.Text("action").TrimStart('~'))}\" method=\"{method}\"{Class(arguments)}>");
        await body.RenderStatementsAsync(writer, encoder, context);
        await writer.WriteAsync("</form>");
        return Completion.Normal;
    }

    public static async ValueTask<Completion> BlockAsync(IReadOnlyList<FilterArgument> list, IReadOnlyList<Statement> body, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var arguments = await TagArguments.EvaluateAsync(list, context);
        var name = arguments.Text("name", 0);
        var element = name.Length is > 0 and < 20 && name.All(char.IsAsciiLetterOrDigit) && name is not ("script" or "style") ? name : "div";
        await writer.WriteAsync($"<{element}{Class(arguments)}>");
        await body.RenderStatementsAsync(writer, encoder, context);
        await writer.WriteAsync($"</{element}>");
        return Completion.Normal;
    }

    static string Class(FilterArguments arguments) => arguments.HasNamed("class") ? $" class=\"{HtmlEncoder.Default.Encode(arguments.Text("class"))}\"" : "";
}
