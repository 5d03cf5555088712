using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Content.WordPress.Bodies;

/// <summary>
/// Turns blocks into HTML. Most blocks bear the HTML that WordPress shows; those that it makes anew for each page are made here, or
/// noted where they show what only the old site knew.
/// </summary>
sealed class BlockRenderer(IBodySource source, Shortcodes shortcodes)
{
    const int MaxReuse = 5;

    /// <summary>The HTML of a text that the block editor wrote.</summary>
    public string Render(string text, BodyText body) => Render(BlockParser.Read(text), body, 0);

    string Render(IReadOnlyList<BlockPiece> pieces, BodyText body, int reuse) =>
        string.Concat(pieces.Select(piece => piece.Block is { } block ? Render(block, body, reuse) : Loose(piece.Html!, body)));

    // Between blocks there is white space, or text of the classic editor from before.
    string Loose(string html, BodyText body) => string.IsNullOrWhiteSpace(html) ? "\n" : Paragraphs.Add(shortcodes.Replace(html, body));

    string Render(Block block, BodyText body, int reuse)
    {
        switch (block.Name)
        {
            case "core/freeform" or "core/classic":
                return Loose(block.OwnHtml, body);
            case "core/more" or "core/nextpage" or "core/spacer":
                return "";
            case "core/separator":
                return "<hr>\n";
            case "core/code" or "core/preformatted" or "core/verse":
                return block.OwnHtml;
            case "core/block":
                return Reused(block, body, reuse);
            case "core/footnotes":
                return Footnotes(body);
            case "core/cover":
                return Cover(block, body, reuse);
            case "core/embed" or "core/video" when block.Text("url").Length > 0:
                return Embed(block);
        }
        if (block.Name!.StartsWith("core-embed/", StringComparison.Ordinal))
            return Embed(block);
        var html = Inner(block, body, reuse);
        if (string.IsNullOrWhiteSpace(html) && block.Name is not ("core/paragraph" or "core/heading" or "core/group" or "core/column" or "core/columns"))
            body.Notes.Add($"The block “{(block.Name.StartsWith("core/", StringComparison.Ordinal) ? block.Name[5..] : block.Name)}” has no text of its own and was left out.");
        return html;
    }

    string Inner(Block block, BodyText body, int reuse) =>
        string.Concat(block.Pieces.Select(piece => piece.Block is { } inner ? Render(inner, body, reuse) : shortcodes.Replace(piece.Html!, body)));

    string Reused(Block block, BodyText body, int reuse)
    {
        var id = block.Number("ref");
        if (reuse >= MaxReuse || source.ReusableBlock(id) is not { } content)
        {
            body.Notes.Add($"The reusable block {id} is not in the file and was left out.");
            return "";
        }
        return Render(BlockParser.Read(content), body, reuse + 1);
    }

    string Cover(Block block, BodyText body, int reuse)
    {
        var html = Inner(block, body, reuse);
        var url = block.Text("url");
        return url.Length == 0 || html.Contains("<img", StringComparison.OrdinalIgnoreCase) || html.Contains("<video", StringComparison.OrdinalIgnoreCase)
            ? html
            : $"<figure><img class=\"wp-image-{block.Number("id")}\" src=\"{WebUtility.HtmlEncode(url)}\" alt=\"{WebUtility.HtmlEncode(block.Text("alt"))}\"></figure>{html}";
    }

    static string Embed(Block block)
    {
        var html = block.OwnHtml;
        var url = block.Text("url");
        if (url.Length == 0)
            url = Html.HtmlText.FromHtml(html).Split(' ').FirstOrDefault(EmbedLink.IsBare) ?? "";
        var start = html.IndexOf("<figcaption", StringComparison.OrdinalIgnoreCase);
        var end = start < 0 ? -1 : html.IndexOf("</figcaption>", start, StringComparison.OrdinalIgnoreCase);
        return url.Length == 0 ? html : $"<figure>{EmbedLink.Html(url)}{(end < 0 ? "" : html[start..end] + "</figcaption>")}</figure>\n";
    }

    static string Footnotes(BodyText body)
    {
        try
        {
            var notes = JsonNode.Parse(body.Footnotes, documentOptions: new() { AllowDuplicateProperties = false }) as JsonArray ?? [];
            return $"<ol>{string.Concat(notes.OfType<JsonObject>().Select(Footnote))}</ol>";
        }
        catch (JsonException)
        {
            body.Notes.Add("The footnotes of the post cannot be read.");
            return "";
        }
    }

    static string Footnote(JsonObject note)
    {
        var id = WebUtility.HtmlEncode(note["id"]?.ToString() ?? "");
        return $"<li id=\"{id}\">{note["content"]} <a href=\"#{id}-link\">↩</a></li>";
    }
}
