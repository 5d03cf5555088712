using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Portal.Site.Liquid;

/// <summary>Tags for style sheets, scripts, links and meta elements; <c>resources</c> writes what was asked for before it.</summary>
static class ResourceTags
{
    public static ValueTask<Completion> StyleAsync(IReadOnlyList<FilterArgument> list, TextWriter writer, TextEncoder encoder, TemplateContext context) =>
        SourceAsync(list, context, "Stylesheet", address => $"<link rel=\"stylesheet\" href=\"{address}\">");

    public static ValueTask<Completion> ScriptAsync(IReadOnlyList<FilterArgument> list, TextWriter writer, TextEncoder encoder, TemplateContext context) =>
        SourceAsync(list, context, "FootScript", address => $"<script src=\"{address}\" defer></script>");

    public static ValueTask<Completion> LinkAsync(IReadOnlyList<FilterArgument> list, TextWriter writer, TextEncoder encoder, TemplateContext context) =>
        ElementAsync(list, context, "HeadLink", "link", "rel", "type", "href", "title", "hreflang", "sizes");

    public static ValueTask<Completion> MetaAsync(IReadOnlyList<FilterArgument> list, TextWriter writer, TextEncoder encoder, TemplateContext context) =>
        ElementAsync(list, context, "Meta", "meta", "name", "property", "content", "charset");

    public static async ValueTask<Completion> ResourcesAsync(IReadOnlyList<FilterArgument> list, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var arguments = await TagArguments.EvaluateAsync(list, context);
        var type = arguments.Text("type", 0);
        foreach (var (_, html) in LiquidPage.Of(context).Head.Resources.Where(one => one.Kind == type).DistinctBy(one => one.Html))
            await writer.WriteAsync(html);
        return Completion.Normal;
    }

    // Named resources (a version of some library) are not kept here; only those with an address of their own are written.
    static async ValueTask<Completion> SourceAsync(IReadOnlyList<FilterArgument> list, TemplateContext context, string kind, Func<string, string> element)
    {
        var arguments = await TagArguments.EvaluateAsync(list, context);
        var source = arguments.Text("src");
        if (source.Length == 0 || !UrlFilters.IsSafe(source.TrimStart('~')))
            return Completion.Normal;
        if (context.Options.Filters.TryGetValue("append_version", out var versioned))
            source = (await versioned(new StringValue(source), FilterArguments.Empty, context)).ToStringValue();
        LiquidPage.Of(context).Head.Resources.Add((kind, element(HtmlEncoder.Default.Encode(source))));
        return Completion.Normal;
    }

    static async ValueTask<Completion> ElementAsync(IReadOnlyList<FilterArgument> list, TemplateContext context, string kind, string element, params string[] attributes)
    {
        var arguments = await TagArguments.EvaluateAsync(list, context);
        var html = string.Concat(attributes.Where(arguments.HasNamed).Select(name =>
            $" {name}=\"{HtmlEncoder.Default.Encode(name == "href" ? arguments[name].ToStringValue().TrimStart('~') : arguments[name].ToStringValue())}\""));
        if (html.Length > 0)
            LiquidPage.Of(context).Head.Resources.Add((kind, $"<{element}{html}>"));
        return Completion.Normal;
    }
}
