using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Feeds.Normalizing;

/// <summary>
/// Turns players and frames of other sites into figures with a plain link to the page where the same can be seen: nothing is loaded
/// before a reader clicks. Works on HTML as it came; what it writes is cleaned with the rest.
/// </summary>
static partial class Embeds
{
    const int MaxEmbeds = 50;

    public static string Rewrite(string html)
    {
        try
        {
            return Any().IsMatch(html) ? RewriteAll(html) : html;
        }
        catch (RegexMatchTimeoutException)
        {
            // Made to keep us busy. The cleaner takes frames out in any case.
            return html;
        }
    }

    static string RewriteAll(string html)
    {
        var rewritten = new StringBuilder(html.Length);
        var copied = 0;
        var pages = new HashSet<string>(StringComparer.Ordinal);
        for (var match = Start().Match(html); match.Success; match = match.NextMatch())
        {
            if (match.Index < copied || (match.Value.StartsWith("<d", StringComparison.OrdinalIgnoreCase) && !match.Value.Contains("fb-", StringComparison.Ordinal)))
                continue;
            rewritten.Append(html, copied, match.Index - copied);
            copied = match.Index + match.Length;
            var tag = match.Groups[1].Value.ToLowerInvariant();
            // Unclosed, a frame would swallow all that follows.
            var close = tag == "embed" ? -1 : html.IndexOf("</" + tag, copied, StringComparison.OrdinalIgnoreCase);
            var address = Address(tag, match.Value);
            if (tag == "div")
                rewritten.Append(match.Value);
            if (close >= 0 && tag is "iframe" or "amp-youtube" or "amp-iframe")
                copied = html.IndexOf('>', close) is >= 0 and var end ? end + 1 : html.Length;
            // A player often stands in another, for old browsers.
            if (address is not null && pages.Count < MaxEmbeds && EmbedPages.Of(address) is var (name, page) && pages.Add(page))
                rewritten.Append(Figure(name, page, Attribute(match.Value, "title")));
        }
        return rewritten.Append(html, copied, html.Length - copied).ToString();
    }

    static string Figure(string name, string page, string? title)
    {
        title = title is null || title.Contains(name, StringComparison.OrdinalIgnoreCase) ? title : $"{name}: {title}";
        return $"<figure><a href=\"{EntryHtml.Escape(page)}\">{EntryHtml.Escape(string.IsNullOrWhiteSpace(title) ? $"{name}: {page}" : title)}</a></figure>";
    }

    static string? Address(string tag, string text) => tag switch
    {
        "amp-youtube" => Attribute(text, "data-videoid") is { } id ? "https://www.youtube.com/embed/" + Uri.EscapeDataString(id) : null,
        "object" => Attribute(text, "data"),
        "div" => Attribute(text, "data-href"),
        _ => Attribute(text, "src") ?? Attribute(text, "data-src") ?? Attribute(text, "data-lazy-src"),
    };

    static string? Attribute(string tag, string name)
    {
        foreach (var match in AnyAttribute().Matches(tag).Cast<Match>())
        {
            if (match.Groups[1].Value.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                var value = match.Groups[2].Success ? match.Groups[2].Value : match.Groups[3].Success ? match.Groups[3].Value : match.Groups[4].Value;
                return WebUtility.HtmlDecode(value).Trim() is { Length: > 0 and < 2048 } found ? found : null;
            }
        }
        return null;
    }

    [GeneratedRegex("<(?:iframe|embed|object|amp-youtube|amp-iframe|frame)|fb-(?:post|video)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Any();

    [GeneratedRegex("""<(iframe|embed|object|amp-youtube|amp-iframe|div)(?=[\s/>])(?>[^<>"']+|"[^"]{0,8192}"|'[^']{0,8192}')*>""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Start();

    // A name begins where no name goes on: else a long run of letters is tried from each of them.
    [GeneratedRegex("""(?<![\w-])([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnyAttribute();
}
