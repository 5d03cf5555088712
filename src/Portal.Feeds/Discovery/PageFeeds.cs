using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Portal.Content.Html;
using Portal.Feeds.Fetching;
using Portal.Feeds.Parsing;

namespace Portal.Feeds.Discovery;

/// <summary>Addresses of feeds on a web page.</summary>
/// <param name="Declared">What its head declares (<c>link rel=alternate</c>); feeds of comments come last.</param>
/// <param name="Linked">Where its text links to, if it looks like a feed.</param>
sealed partial record PageFeeds(IReadOnlyList<string> Declared, IReadOnlyList<string> Linked)
{
    const int MaxLinks = 10;
    const int MaxBytes = 2_000_000;

    static readonly HashSet<string> Types = new(StringComparer.OrdinalIgnoreCase) { "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/json", "text/xml", "application/xml" };

    public static PageFeeds Read(GuardedResponse page)
    {
        var html = Encoding.UTF8.GetString(page.Body.Span[..Math.Min(page.Body.Length, MaxBytes)]);
        if (HtmlNesting.IsTangled(html))
            return new([], []);
        using var document = new HtmlParser().ParseDocument(html);
        var root = FeedUrl.Absolute(document.QuerySelector("base[href]")?.GetAttribute("href"), page.Url) ?? page.Url;
        var declared = document.QuerySelectorAll("link[rel~=alternate][href], link[rel~=feed][href]")
            .Where(link => link.GetAttribute("type") is { } type ? Types.Contains(type.Split(';')[0].Trim()) && !IsData(type, link.GetAttribute("href")!) : link.GetAttribute("rel")!.Contains("feed", StringComparison.OrdinalIgnoreCase))
            .Select(link => (Url: FeedUrl.Absolute(link.GetAttribute("href"), root), Title: link.GetAttribute("title") ?? ""))
            .Where(link => link.Url is not null).OrderBy(link => IsComments(link.Url!, link.Title)).Select(link => link.Url!);
        var linked = document.QuerySelectorAll("a[href]").Select(link => FeedUrl.Absolute(link.GetAttribute("href"), root)).OfType<string>().Where(url => LooksLikeFeed().IsMatch(url));
        return new([.. declared.Distinct(StringComparer.Ordinal).Take(MaxLinks)], [.. linked.Distinct(StringComparer.Ordinal).Take(MaxLinks)]);
    }

    // WordPress declares its programming interface as an alternate of type JSON.
    static bool IsData(string type, string address) => type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) && address.Contains("/wp-json", StringComparison.OrdinalIgnoreCase);

    static bool IsComments(string url, string title) => url.Contains("/comments/", StringComparison.OrdinalIgnoreCase) || title.Contains("comment", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"([/._-](rss|atom|feed|feeds|rdf)([/._?-]|$))|(feedburner\.com/)|(format=(rss|atom|feed))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LooksLikeFeed();
}
