using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Parlot.Fluent;

namespace Portal.Site.Liquid;

/// <summary>The parser of templates: Liquid with the tags of Orchard Core's themes.</summary>
static class LiquidTags
{
    /// <summary>Tags that change nothing here: a page has its own cache, and lives without the rest.</summary>
    static readonly string[] Ignored =
    [
        "shape_tab", "shape_cache", "shape_position", "shape_type", "shape_display_type", "shape_remove_item", "shape_remove_property", "shape_add_wrappers", "shape_add_attributes",
        "shape_clear_attributes", "shape_clear_wrappers", "shape_build_display", "cache_dependency", "cache_expires_on", "cache_expires_after", "cache_expires_sliding",
        "httpcontext_add_items", "httpcontext_remove_items", "helper", "antiforgerytoken", "edit_culture",
    ];

    public static FluidParser CreateParser() => new Parser();

    sealed class Parser : FluidParser
    {
        public Parser() : base(new FluidParserOptions { AllowFunctions = true, AllowParentheses = true })
        {
            var arguments = OneOrNone();
            // {% shape_add_classes Model "wide" %}: the shape, then, without a comma, what becomes of it.
            var subject = Primary.AndSkip(Parsers.ZeroOrOne(Comma)).And(OneOrNone())
                .Then(static pair => (IReadOnlyList<FilterArgument>)[new FilterArgument("", pair.Item1), .. pair.Item2]);
            Tag(LineMarks.Tag, arguments, LineMarks.SetAsync);
            Tag("layout", arguments, LayoutTags.LayoutAsync);
            Tag("render_body", arguments, LayoutTags.RenderBodyAsync);
            Tag("render_section", arguments, LayoutTags.RenderSectionAsync);
            Tag("page_title", arguments, LayoutTags.PageTitleAsync);
            RegisterParserBlock("zone", arguments, LayoutTags.ZoneAsync);
            Tag("shape", arguments, ShapeTags.ShapeAsync);
            Tag("contentitem", arguments, ShapeTags.ContentItemAsync);
            Tag("shape_add_alternates", subject, ShapeTags.AddAlternatesAsync);
            Tag("shape_clear_alternates", subject, ShapeTags.ClearAlternatesAsync);
            Tag("shape_add_classes", subject, ShapeTags.AddClassesAsync);
            Tag("shape_clear_classes", subject, ShapeTags.ClearClassesAsync);
            Tag("shape_add_properties", subject, ShapeTags.AddPropertiesAsync);
            Tag("shape_pager", subject, ShapeTags.AddPropertiesAsync);
            Tag("style", arguments, ResourceTags.StyleAsync);
            Tag("script", arguments, ResourceTags.ScriptAsync);
            Tag("link", arguments, ResourceTags.LinkAsync);
            Tag("meta", arguments, ResourceTags.MetaAsync);
            Tag("resources", arguments, ResourceTags.ResourcesAsync);
            RegisterParserBlock("scriptblock", arguments, Nothing);
            RegisterParserBlock("styleblock", arguments, Nothing);
            RegisterParserBlock("a", arguments, MarkupTags.AnchorAsync);
            RegisterParserBlock("form", arguments, MarkupTags.FormAsync);
            RegisterParserBlock("block", arguments, MarkupTags.BlockAsync);
            RegisterParserBlock("cache", arguments, static (_, body, writer, encoder, context) => body.RenderStatementsAsync(writer, encoder, context));
            foreach (var name in Ignored)
                Tag(name, arguments, static (_, _, _, _) => Statement.Normal());
        }

        Parser<IReadOnlyList<FilterArgument>> OneOrNone() => ArgumentsList.ElseEmpty();

        void Tag(string name, Parser<IReadOnlyList<FilterArgument>> arguments, Func<IReadOnlyList<FilterArgument>, TextWriter, TextEncoder, TemplateContext, ValueTask<Completion>> render) =>
            RegisterParserTag(name, arguments, render);

        // Inline scripts and styles are forbidden by the content security policy.
        static ValueTask<Completion> Nothing(IReadOnlyList<FilterArgument> arguments, IReadOnlyList<Statement> body, TextWriter writer, TextEncoder encoder, TemplateContext context) =>
            Statement.Normal();
    }

    static Parser<IReadOnlyList<FilterArgument>> ElseEmpty(this Parser<IReadOnlyList<FilterArgument>> list) => list.Else([]);
}
