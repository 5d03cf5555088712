using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Markdig;
using Portal.Content.Hosting;
using Portal.Content.Html;

namespace Portal.Newsletter.Letters;

/// <summary>What editors write to readers, as a mail needs it: HTML with its styles in the elements and whole addresses, and plain text that says the same.</summary>
/// <param name="Html">HTML; empty where nothing is written.</param>
/// <param name="Text">Plain text.</param>
sealed record MailText(string Html, string Text)
{
    /// <summary>Nothing.</summary>
    public static MailText Empty { get; } = new("", "");
}

/// <summary>Makes Markdown, and HTML within it, into mail. Nothing in it runs, and Liquid in it is text like any other.</summary>
sealed class MailMarkdown(HtmlCleaner cleaner, SiteAddress site)
{
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseAutoLinks().UsePipeTables().Build();

    // Outlook reads styles from the elements only.
    static readonly Dictionary<string, string> Styles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["p"] = "margin:0 0 16px 0;",
        ["h1"] = "margin:8px 0 12px 0;font-size:22px;line-height:28px;font-weight:bold;",
        ["h2"] = "margin:8px 0 12px 0;font-size:20px;line-height:26px;font-weight:bold;",
        ["h3"] = "margin:8px 0 8px 0;font-size:18px;line-height:24px;font-weight:bold;",
        ["ul"] = "margin:0 0 16px 0;padding:0 0 0 24px;",
        ["ol"] = "margin:0 0 16px 0;padding:0 0 0 24px;",
        ["li"] = "margin:0 0 6px 0;",
        ["blockquote"] = "margin:0 0 16px 0;padding:0 0 0 16px;border-left:3px solid #c9d1da;",
        ["a"] = "color:#075c66;text-decoration:underline;",
        ["hr"] = "border:0;border-top:1px solid #c9d1da;margin:16px 0;",
        ["pre"] = "margin:0 0 16px 0;font-family:'Courier New',monospace;font-size:16px;line-height:24px;",
        ["img"] = "display:block;width:100%;max-width:544px;height:auto;border:0;margin:0 0 16px 0;",
        ["td"] = "padding:4px 12px 4px 0;",
        ["th"] = "padding:4px 12px 4px 0;text-align:left;",
    };

    /// <summary>The Markdown as mail.</summary>
    public MailText Make(string markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown))
            return MailText.Empty;
        var clean = cleaner.Clean(Markdown.ToHtml(markdown, Pipeline), site.BaseUrl.AbsoluteUri);
        var document = new HtmlParser().ParseDocument(clean);
        foreach (var element in document.Body!.QuerySelectorAll("*").ToList())
            Dress(element);
        return new(document.Body.InnerHtml.Trim(), Plain(document.Body).Trim());
    }

    void Dress(IElement element)
    {
        foreach (var name in element.Attributes.Select(attribute => attribute.Name).Where(name => name is not ("href" or "src" or "alt" or "lang" or "dir" or "width" or "height")).ToList())
            element.RemoveAttribute(name);
        if (element.LocalName is "audio" or "video" or "source" or "picture" or "iframe")
        {
            element.Replace([.. element.ChildNodes]);
            return;
        }
        if (element.LocalName == "img")
        {
            // Pictures from elsewhere would tell others who reads the mail.
            if (!Uri.TryCreate(element.GetAttribute("src"), UriKind.Absolute, out var picture) || picture.Authority != site.BaseUrl.Authority)
            {
                element.Remove();
                return;
            }
            element.SetAttribute("width", "544");
            element.SetAttribute("alt", element.GetAttribute("alt") ?? "");
        }
        if (element.LocalName == "table")
        {
            foreach (var name in (string[])["border", "cellpadding", "cellspacing"])
                element.SetAttribute(name, "0");
        }
        if (Styles.TryGetValue(element.LocalName, out var style))
            element.SetAttribute("style", style);
    }

    static string Plain(INode node)
    {
        var text = new StringBuilder();
        Write(node, text, "");
        return text.ToString();
    }

    static void Write(INode node, StringBuilder text, string mark)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText words)
            {
                // Line breaks between elements are no text; within text they are blanks.
                if (!string.IsNullOrWhiteSpace(words.Data) || (text.Length > 0 && !char.IsWhiteSpace(text[^1])))
                    text.Append(words.Data.Replace('\n', ' '));
                continue;
            }
            if (child is not IElement element)
                continue;
            switch (element.LocalName)
            {
                case "br":
                    text.Append('\n');
                    break;
                case "a":
                    Write(element, text, mark);
                    if (element.GetAttribute("href") is { Length: > 0 } address && address != element.TextContent.Trim())
                        text.Append(" (").Append(address).Append(')');
                    break;
                case "li":
                    text.Append("* ");
                    Write(element, text, "* ");
                    End(text, 1);
                    break;
                case "img":
                    text.Append(element.GetAttribute("alt"));
                    break;
                case "p" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "blockquote" or "ul" or "ol" or "pre" or "table" or "hr" or "div" or "figure":
                    Write(element, text, mark);
                    End(text, mark.Length > 0 ? 1 : 2);
                    break;
                case "tr":
                    Write(element, text, mark);
                    End(text, 1);
                    break;
                case "td" or "th":
                    Write(element, text, mark);
                    text.Append("  ");
                    break;
                default:
                    Write(element, text, mark);
                    break;
            }
        }
    }

    // Never more empty lines than asked for.
    static void End(StringBuilder text, int lines)
    {
        while (text.Length > 0 && char.IsWhiteSpace(text[^1]))
            text.Length--;
        text.Append('\n', text.Length == 0 ? 0 : lines);
    }
}
