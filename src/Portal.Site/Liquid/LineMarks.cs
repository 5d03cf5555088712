using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;

namespace Portal.Site.Liquid;

/// <summary>
/// Finds the line on which a template fails. A parsed template knows nothing of lines; so, only when one has failed, its text is parsed
/// again with a mark at the beginning of each line of text and run once more, and the last mark that it came by is told.
/// </summary>
static class LineMarks
{
    /// <summary>The tag that a mark is. Templates have no use for it.</summary>
    public const string Tag = "portal_line";

    const string Key = "Line";

    // Their text is no Liquid, or may hold nothing but its own tags.
    static readonly HashSet<string> Closed = new(["raw", "comment", "doc", "case"], StringComparer.Ordinal);

    /// <summary>The tag as it runs.</summary>
    public static async ValueTask<Completion> SetAsync(IReadOnlyList<FilterArgument> list, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        context.AmbientValues[Key] = (int)(await list[0].Expression.EvaluateAsync(context)).ToNumberValue();
        return Completion.Normal;
    }

    /// <summary>The line on which the template fails, or null where it can't be told.</summary>
    /// <param name="parser">The parser that knows <see cref="Tag"/>.</param>
    /// <param name="text">Text of the template.</param>
    /// <param name="encoder">As it was run with.</param>
    /// <param name="context">A context of its own for the run.</param>
    public static async ValueTask<int?> FindAsync(FluidParser parser, string text, TextEncoder encoder, TemplateContext context)
    {
        if (!parser.TryParse(Marked(text), out var template, out _))
            return null;
        context.AmbientValues[Key] = 1;
        try
        {
            await template.RenderAsync(TextWriter.Null, encoder, context);
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return (int)context.AmbientValues[Key];
        }
    }

    /// <summary>The text with a mark before each line that begins outside of tags.</summary>
    internal static string Marked(string text)
    {
        var marked = new StringBuilder(text.Length * 2);
        var (line, at, closed) = (1, 0, "");
        while (at < text.Length)
        {
            var end = At(text, at, "{{") ? text.IndexOf("}}", at + 2, StringComparison.Ordinal) : At(text, at, "{%") ? text.IndexOf("%}", at + 2, StringComparison.Ordinal) : -1;
            if (end < 0)
            {
                marked.Append(text[at]);
                if (text[at] == '\n')
                {
                    line++;
                    if (closed.Length == 0)
                        marked.Append(CultureInfo.InvariantCulture, $"{{% {Tag} {line} %}}");
                }
                at++;
                continue;
            }
            var tag = text[at..(end + 2)];
            if (tag[1] == '%')
                closed = After(closed, tag[2..^2].Trim('-', ' ', '\t', '\r', '\n').Split([' ', '\t', '\r', '\n'])[0]);
            marked.Append(tag);
            line += tag.AsSpan().Count('\n');
            at = end + 2;
        }
        return marked.ToString();
    }

    // Between "case" and the first "when" nothing may stand; what is raw or a comment ends with its own tag.
    static string After(string closed, string name) => closed switch
    {
        "" => Closed.Contains(name) ? name : "",
        "case" => name is "when" or "else" or "endcase" ? "" : closed,
        _ => name == "end" + closed ? "" : closed,
    };

    static bool At(string text, int at, string sign) => string.CompareOrdinal(text, at, sign, 0, sign.Length) == 0;
}
