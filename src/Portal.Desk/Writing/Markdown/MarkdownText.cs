using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Markdig;
using Portal.Content.Html;

namespace Portal.Desk.Writing.Markdown;

/// <summary>HTML as Markdown.</summary>
/// <param name="Text">The Markdown; null where something can't be carried.</param>
/// <param name="Obstacles">What can't be carried there and back: the name of the element, or an empty one for loose text, and the words with which it begins.</param>
sealed record MarkdownResult(string? Text, IReadOnlyList<(string Element, string Begins)> Obstacles);

/// <summary>
/// Carries a body between HTML and Markdown. Each block is written in the plainest Markdown that leads back to the same HTML; what Markdown
/// has no words for (figures with captions, films) stands in it as HTML. Whether it leads back is tried, not supposed.
/// </summary>
static class MarkdownText
{
    const int MaxBegins = 40;

    // Without something between them two lists would become one.
    const string Divider = "<!-- -->";

    // No more than tables beyond CommonMark: whatever else a pipeline adds (identifiers of headings) would change what was written.
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    /// <summary>Markdown as HTML.</summary>
    public static string ToHtml(string markdown) => Markdig.Markdown.ToHtml(markdown, Pipeline).Replace(Divider + "\n", "", StringComparison.Ordinal).Trim();

    /// <summary>HTML as Markdown that leads back to it.</summary>
    public static MarkdownResult FromHtml(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
            return new("", []);
        // Neither is meant for what nobody writes: the parser would take minutes for it.
        if (html.Length > HtmlCleaner.MaxLength || HtmlNesting.IsTangled(html))
            return new(null, [("", Begins(HtmlText.FromHtml(html)))]);
        var body = new HtmlParser().ParseDocument(html).Body!;
        var blocks = new List<string>();
        var obstacles = new List<(string, string)>();
        var afterList = false;
        foreach (var node in body.ChildNodes)
        {
            if (MarkdownBlocks.IsNothing(node))
                continue;
            if (node is IElement element && Carry(element) is { } block)
            {
                var isList = element.LocalName is "ul" or "ol";
                if (isList && afterList)
                    blocks.Add(Divider);
                afterList = isList;
                blocks.Add(block);
            }
            else
                obstacles.Add(((node as IElement)?.LocalName ?? "", Begins(node.TextContent)));
        }
        if (obstacles.Count > 0)
            return new(null, obstacles);
        var markdown = string.Join("\n\n", blocks) + "\n";
        return Same(ToHtml(markdown), html) ? new(markdown, []) : new(null, [("", Begins(body.TextContent))]);
    }

    /// <summary>Whether two bodies say the same to readers: tags, attributes and words, but not how the source is broken into lines.</summary>
    public static bool Same(string one, string other) => Shape(one) == Shape(other);

    static string? Carry(IElement element)
    {
        var html = element.OuterHtml;
        foreach (var way in new Func<string?>[] { () => MarkdownBlocks.Write(element, plain: false), () => MarkdownBlocks.Write(element, plain: true), () => MarkdownBlocks.Raw(element) })
        {
            if (way() is { Length: > 0 } markdown && Same(ToHtml(markdown), html))
                return markdown;
        }
        return null;
    }

    static string Begins(string text)
    {
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length <= MaxBegins ? words : words[..MaxBegins].TrimEnd() + "…";
    }

    static string Shape(string html)
    {
        var shape = new StringBuilder();
        Describe(new HtmlParser().ParseDocument(html).Body!, shape, kept: false);
        return shape.ToString();
    }

    static void Describe(INode node, StringBuilder shape, bool kept)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text)
                Say(text.Data, shape, kept);
            else if (child is IElement element)
            {
                var name = element.LocalName switch { "b" => "strong", "i" => "em", var other => other };
                // Blanks at the edges of blocks are not seen.
                if (!kept && MarkdownBlocks.IsBlock(name))
                    Trim(shape);
                shape.Append('<').Append(name);
                foreach (var attribute in element.Attributes.OrderBy(one => one.Name, StringComparer.Ordinal))
                    shape.Append(' ').Append(attribute.Name).Append("=\"").Append(WebUtility.HtmlEncode(attribute.Value)).Append('"');
                shape.Append('>');
                Describe(element, shape, kept || name == "pre");
                if (!kept && (MarkdownBlocks.IsBlock(name) || name == "code"))
                    Trim(shape);
                shape.Append("</").Append(name).Append('>');
            }
        }
    }

    static void Say(string words, StringBuilder shape, bool kept)
    {
        if (kept)
        {
            shape.Append(WebUtility.HtmlEncode(words));
            return;
        }
        foreach (var letter in words)
        {
            if (!char.IsWhiteSpace(letter) || letter == '\u00a0')
                shape.Append(letter is '<' or '>' or '&' ? WebUtility.HtmlEncode(letter.ToString()) : letter.ToString());
            else if (shape.Length > 0 && shape[^1] != ' ' && !AtEdge(shape))
                shape.Append(' ');
        }
    }

    static bool AtEdge(StringBuilder shape)
    {
        if (shape[^1] != '>')
            return false;
        var start = shape.Length - 1;
        while (start > 0 && shape[start] != '<')
            start--;
        var name = shape.ToString(start + 1, shape.Length - start - 2).TrimStart('/').Split(' ')[0];
        return name == "br" || MarkdownBlocks.IsBlock(name);
    }

    static void Trim(StringBuilder shape)
    {
        while (shape.Length > 0 && shape[^1] is ' ' or '\n')
            shape.Length--;
    }
}
