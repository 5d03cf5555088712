using System.Text.RegularExpressions;
using Markdig;
using Portal.Content.Html;
using Portal.Content.Items;
using Portal.Content.Parts;

namespace Portal.Site.Liquid;

/// <summary>
/// Makes the HTML of a body fit for a public page: nothing that runs, and no pictures from elsewhere, which would tell others who reads
/// here (the content security policy forbids them anyway).
/// </summary>
sealed partial class BodyHtml(HtmlCleaner cleaner)
{
    readonly MarkdownPipeline _markdown = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();

    /// <summary>Markdown as HTML that is not cleaned yet.</summary>
    public string FromMarkdown(string markdown) => Markdown.ToHtml(markdown, _markdown);

    /// <summary>The body of an item, clean, whether it is written as HTML or as Markdown; empty where there is none.</summary>
    public string Of(ContentItem item) => item.As<HtmlBodyPart>()?.Html is { Length: > 0 } html ? Clean(html)
        : item.As<MarkdownBodyPart>()?.Markdown is { Length: > 0 } markdown ? Clean(FromMarkdown(markdown)) : "";

    /// <summary>The HTML without what a page may not have.</summary>
    public string Clean(string html)
    {
        var clean = cleaner.Clean(html);
        return clean.Contains("<img", StringComparison.Ordinal)
            ? EmptyFigure().Replace(RemotePicture().Replace(clean, ""), "")
            : clean;
    }

    // The cleaner writes attributes in double quotes.
    [GeneratedRegex("""<img\b[^>]*\b(?:src|srcset)="(?:https?:)?//[^"]*"[^>]*>""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex RemotePicture();

    [GeneratedRegex("""<figure[^>]*>\s*(?:<a\b[^>]*>\s*</a>|<picture>\s*</picture>)?\s*</figure>""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex EmptyFigure();
}
