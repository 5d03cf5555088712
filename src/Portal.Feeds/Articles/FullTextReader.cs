using System.Text;
using AngleSharp.Html.Parser;
using Portal.Content.Html;
using Portal.Feeds.Fetching;
using Portal.Feeds.Normalizing;

namespace Portal.Feeds.Articles;

/// <summary>
/// Takes the text of an article from its page (SmartReader), for sources that give only the beginning in their feed. Asked only where an editor
/// has set it for the source, and where the site's robots.txt allows it.
/// </summary>
sealed class FullTextReader(GuardedHttp http, RobotsRules robots, EntryHtml cleaner)
{
    const long MaxBytes = 3 * 1024 * 1024;
    const int MaxElements = 30_000;
    const int FewestCharacters = 300;

    /// <summary>The text as clean HTML without anything from elsewhere; null where the page has none, or programs are not welcome there.</summary>
    /// <exception cref="FetchException">The page could not be fetched.</exception>
    public async Task<string?> ReadAsync(string url, CancellationToken cancellationToken)
    {
        if (!await robots.AllowAsync(url, cancellationToken))
            return null;
        var page = await http.GetAsync(new(url, MaxBytes, "text/html, application/xhtml+xml;q=0.9"), cancellationToken);
        if (page.MediaType is not ("text/html" or "application/xhtml+xml" or null))
            return null;
        var html = Decode(page);
        if (HtmlNesting.IsTangled(html))
            return null;
        using var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(html);
        if (document.All.Length > MaxElements)
            return null;
        using var reader = new SmartReader.Reader(page.Url, document) { MaxElemsToParse = MaxElements };
        var article = reader.GetArticle();
        return article.IsReadable && article.TextContent?.Length >= FewestCharacters ? cleaner.Private(cleaner.Clean(article.Content, page.Url)) : null;
    }

    static string Decode(GuardedResponse page)
    {
        if (Find(page.Charset) is { } encoding)
            return encoding.GetString(page.Body.Span);
        // What the page says of itself stands in its first kilobyte, in letters that all encodings share.
        var head = Encoding.Latin1.GetString(page.Body.Span[..Math.Min(page.Body.Length, 1024)]);
        var at = head.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        var declared = at < 0 ? "" : new string([.. head.AsSpan(at + 8).TrimStart("\"' ").ToString().TakeWhile(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')]);
        return (Find(declared) ?? Encoding.UTF8).GetString(page.Body.Span);
    }

    static Encoding? Find(string? name)
    {
        if (name?.Trim(' ', '"', '\'') is not { Length: > 0 and < 40 } clean)
            return null;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(clean) ?? Encoding.GetEncoding(clean);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
