using System.Net;
using System.Text;
using System.Xml.Linq;
using Portal.Content.Html;

namespace Portal.Feeds.Parsing;

/// <summary>Text and HTML out of elements.</summary>
static class Markup
{
    /// <summary>What the element holds, as HTML: its text, which is escaped HTML, or the elements that stand there unescaped.</summary>
    public static string? Html(XElement element)
    {
        var html = element.HasElements ? Inner(element) : element.Value;
        return string.IsNullOrWhiteSpace(html) ? null : html.Trim();
    }

    /// <summary>The elements within, written as HTML.</summary>
    public static string Inner(XElement element)
    {
        var html = new StringBuilder();
        foreach (var node in element.Nodes())
            Write(node, html);
        return html.ToString();
    }

    /// <summary>Escaped or plain text as a reader sees it.</summary>
    public static string Plain(string? html) =>
        html is null ? "" : html.AsSpan().ContainsAny('<', '&') ? HtmlText.FromHtml(html) : Collapse(html);

    /// <summary>The text with blanks collapsed.</summary>
    public static string Collapse(string text)
    {
        text = text.Trim();
        var clean = true;
        for (var index = 0; clean && index < text.Length; index++)
            clean = text[index] >= ' ' && !(text[index] == ' ' && text[index - 1] == ' ');
        return clean ? text : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    static void Write(XNode node, StringBuilder html)
    {
        switch (node)
        {
            case XCData or XText:
                html.Append(WebUtility.HtmlEncode(((XText)node).Value));
                break;
            case XElement element:
                var name = element.Name.LocalName;
                html.Append('<').Append(name);
                foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Name.Namespace != XNamespace.Xml))
                    html.Append(' ').Append(attribute.Name.LocalName).Append("=\"").Append(WebUtility.HtmlEncode(attribute.Value)).Append('"');
                html.Append('>');
                if (name is "br" or "img" or "hr" or "source" or "wbr" or "col" or "track" or "input" or "embed" or "link" or "meta")
                    break;
                foreach (var child in element.Nodes())
                    Write(child, html);
                html.Append("</").Append(name).Append('>');
                break;
        }
    }
}
