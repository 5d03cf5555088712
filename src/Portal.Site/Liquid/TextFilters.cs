using System.Globalization;
using System.Text.Json.Nodes;
using Fluid;
using Fluid.Values;
using Portal.Content.Handlers;
using Portal.Content.Html;
using Portal.Content.Localization;

namespace Portal.Site.Liquid;

/// <summary>Filters on texts: translation, HTML, Markdown, JSON.</summary>
sealed class TextFilters(Texts texts, BodyHtml bodies) : ILiquidFilters
{
    public void Register(FilterCollection filters)
    {
        filters.AddText("t", Translate);
        filters.AddText("slugify", (text, _, _) => Slug.From(text));
        filters.AddText("html_class", (text, _, _) => HtmlClass(text));
        filters.AddText("plain_text", (text, _, _) => HtmlText.FromHtml(text));
        filters.AddText("excerpt", (text, arguments, _) => HtmlText.Excerpt(text, arguments.At(0) is NumberValue words ? (int)words.ToNumberValue() : 55));
        filters.AddHtml("sanitize_html", (text, _, _) => bodies.Clean(text));
        filters.AddHtml("markdownify", (text, arguments, _) =>
            arguments.HasNamed("sanitize") && !arguments["sanitize"].ToBooleanValue() ? bodies.FromMarkdown(text) : bodies.Clean(bodies.FromMarkdown(text)));
        filters.AddText("shortcode", (text, _, _) => text);
        filters.AddText("console_log", (_, _, _) => "");
        filters.AddFilter("reading_minutes", (input, _, _) => ValueTask.FromResult<FluidValue>(NumberValue.Create(ReadingMinutes(input.ToStringValue()))));
        filters.AddFilter("jsonparse", (input, _, context) => ValueTask.FromResult(ParseJson(input.ToStringValue(), context)));
    }

    /// <summary>Minutes that a text takes at 220 words a minute, at least one.</summary>
    internal static int ReadingMinutes(string html)
    {
        var words = 1 + HtmlText.FromHtml(html).AsSpan().Count(' ');
        return Math.Max(1, (int)Math.Round(words / 220d, MidpointRounding.AwayFromZero));
    }

    string Translate(string text, FilterArguments arguments, TemplateContext context)
    {
        var culture = context.CultureInfo;
        if (arguments.Count == 0)
            return texts.In(culture, text);
        var values = arguments.Values.Select(value => value switch
        {
            NumberValue number => number.ToNumberValue(),
            { Type: FluidValues.DateTime } => value.ToObjectValue(),
            _ => (object)value.ToStringValue(),
        }).ToArray();
        try
        {
            return texts.In(culture, text, values);
        }
        catch (FormatException)
        {
            return text;
        }
    }

    static string HtmlClass(string text)
    {
        var name = new System.Text.StringBuilder();
        foreach (var letter in text)
        {
            if (char.IsUpper(letter) && name.Length > 0 && name[^1] != '-')
                name.Append('-');
            name.Append(char.IsLetterOrDigit(letter) ? char.ToLower(letter, CultureInfo.InvariantCulture) : '-');
        }
        return name.ToString().Trim('-');
    }

    static FluidValue ParseJson(string text, TemplateContext context)
    {
        try
        {
            return FluidValue.Create(JsonNode.Parse(text), context.Options);
        }
        catch (System.Text.Json.JsonException)
        {
            return NilValue.Instance;
        }
    }
}
