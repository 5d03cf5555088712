using Portal.Content.Html;

namespace Portal.Content.WordPress.Bodies;

/// <summary>Turns the content of a post, whichever editor wrote it, into clean HTML that means what it shows.</summary>
sealed class BodyConverter(IBodySource source, HtmlCleaner cleaner)
{
    readonly Shortcodes _shortcodes = new(source);
    readonly BlockRenderer _blocks = new(source, new Shortcodes(source));
    readonly BodyCleaner _cleaner = new(source, cleaner);

    /// <summary>The HTML; what could not be brought over is noted in <paramref name="body"/>.</summary>
    public string Convert(string content, BodyText body)
    {
        if (string.IsNullOrWhiteSpace(content))
            return "";
        if (content.Length > HtmlCleaner.MaxLength)
        {
            body.Notes.Add($"The text is longer than {HtmlCleaner.MaxLength / 1_000_000} million characters and was cut.");
            content = content[..HtmlCleaner.MaxLength];
        }
        var html = BlockParser.HasBlocks(content) ? _blocks.Render(content, body) : Paragraphs.Add(_shortcodes.Replace(WithoutMarks(content), body));
        return _cleaner.Clean(html, body);
    }

    /// <summary>The plain text before the “read more” mark, by which authors say what lists shall show; empty where there is no mark.</summary>
    public string Teaser(string content, BodyText body)
    {
        var mark = content.IndexOf("<!--more", StringComparison.Ordinal);
        return mark is < 0 or > 20_000 ? "" : HtmlText.FromHtml(_shortcodes.Replace(content[..mark], new BodyText(body.PostId, "")));
    }

    static string WithoutMarks(string content) => content.Contains("<!--", StringComparison.Ordinal)
        ? content.Replace("<!--nextpage-->", "\n\n", StringComparison.Ordinal).Replace("<!--more-->", "\n\n", StringComparison.Ordinal).Replace("<!--noteaser-->", "", StringComparison.Ordinal)
        : content;
}
