using System.Collections.Frozen;
using AngleSharp.Dom;
using Portal.Content.Html;

namespace Portal.Content.WordPress.Bodies;

/// <summary>Takes away what only arranged or coloured things, and leaves paragraphs, headings, lists, tables and figures.</summary>
sealed class BodyStructure(IElement root)
{
    static readonly FrozenSet<string> Boxes = FrozenSet.Create(StringComparer.Ordinal,
        "div", "section", "article", "aside", "main", "header", "footer", "nav", "center", "form", "fieldset", "address", "hgroup", "figure");

    static readonly FrozenSet<string> Blocks = FrozenSet.Create(StringComparer.Ordinal,
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "figure", "details", "div", "section", "article");

    static readonly FrozenSet<string> Worthless = FrozenSet.Create(StringComparer.Ordinal,
        "script", "style", "noscript", "template", "svg", "math", "canvas", "textarea", "select", "input", "button", "frame", "frameset", "base", "link", "meta", "title", "head");

    public void Simplify()
    {
        // Inner ones first, so that a box is judged by what is left in it.
        foreach (var element in root.QuerySelectorAll("*").Reverse().ToList())
            Simplify(element);
        WrapLooseText();
        foreach (var paragraph in root.QuerySelectorAll("p, figure, figcaption, li > p").Reverse().ToList())
        {
            if (IsEmpty(paragraph))
                paragraph.Remove();
        }
    }

    void Simplify(IElement element)
    {
        var name = element.LocalName;
        if (Worthless.Contains(name))
            element.Remove();
        else if (name == "h1")
            element.Rename("h2");
        else if (name == "strike")
            element.Rename("s");
        else if (name == "tt")
            element.Rename("code");
        else if (name == "acronym")
            element.Rename("abbr");
        else if (name == "span" && !HasMeaning(element))
            element.Unwrap();
        else if (name == "figure" && element.ParentElement?.LocalName == "p")
            Lift(element);
        else if (name != "figure" && Boxes.Contains(name) && !HasMeaning(element))
            Unbox(element);
        else if (name == "p" && element.ChildElementCount == 0 && EmbedLink.IsBare(element.TextContent))
            element.InnerHtml = EmbedLink.Html(element.TextContent);
        else if (!HtmlCleaner.Keeps(name))
            element.Unwrap();
    }

    static bool HasMeaning(IElement element) =>
        element.HasAttribute("lang") || element.HasAttribute("dir") || (element.LocalName is "div" or "section" && element.GetAttribute("id") is { Length: > 0 });

    void Unbox(IElement box)
    {
        if (box.Children.Any(child => Blocks.Contains(child.LocalName)) || box.Parent is null || IsEmpty(box) || box.ParentElement!.LocalName is "p" or "a" or "figure" or "li" or "td" or "th")
        {
            if (box.ParentElement == root || !box.Children.Any(child => Blocks.Contains(child.LocalName)))
                Separate(box);
            box.Unwrap();
        }
        else
        {
            box.Rename("p");
        }
    }

    // Words of neighbouring boxes must not run into one another.
    static void Separate(IElement box)
    {
        if (box.PreviousSibling is { NodeType: NodeType.Text } or { NodeName: "A" or "SPAN" or "STRONG" or "EM" })
            box.Parent!.InsertBefore(box.Owner!.CreateTextNode(" "), box);
    }

    // A figure in a paragraph ends the paragraph when it is read again.
    static void Lift(IElement figure)
    {
        if (figure.ParentElement is { } paragraph && paragraph.Parent is { } parent)
            parent.InsertBefore(figure, paragraph);
    }

    void WrapLooseText()
    {
        IElement? paragraph = null;
        foreach (var node in root.ChildNodes.ToList())
        {
            var isBlock = node is IElement element && (Blocks.Contains(element.LocalName) || element.LocalName is "li" or "dt" or "dd" or "audio" or "video");
            var isBlank = node.NodeType == NodeType.Comment || (node.NodeType == NodeType.Text && string.IsNullOrWhiteSpace(node.TextContent));
            if (isBlock || (isBlank && paragraph is null))
            {
                paragraph = null;
                continue;
            }
            if (paragraph is null)
            {
                paragraph = root.Owner!.CreateElement("p");
                root.InsertBefore(paragraph, node);
            }
            paragraph.AppendChild(node);
        }
    }

    static bool IsEmpty(IElement element) =>
        string.IsNullOrWhiteSpace(element.TextContent) && element.QuerySelector("img, audio, video, hr, table, input, a[id]") is null && element.GetAttribute("id") is not { Length: > 0 };
}
