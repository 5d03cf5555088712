using AngleSharp.Html.Parser;
using Portal.Content.Html;
using Portal.Feeds.Fetching;
using Portal.Feeds.Parsing;

namespace Portal.Feeds.Discovery;

/// <summary>A feed that was found at or through an address.</summary>
/// <param name="Url">Address of the feed.</param>
/// <param name="Title">Its title.</param>
/// <param name="SiteUrl">Address of the site, or empty.</param>
/// <param name="Language">Its language, or empty.</param>
/// <param name="Entries">How many entries it has now.</param>
/// <param name="Latest">Titles of its first entries.</param>
public sealed record DiscoveredFeed(string Url, string Title, string SiteUrl, string Language, int Entries, IReadOnlyList<string> Latest);

/// <summary>Finds the feeds of an address: the address itself, the feeds that its page declares, the places where feeds usually stand. Thread-safe.</summary>
public sealed class FeedDiscovery(GuardedHttp http, FeedFetcher fetcher)
{
    const int MaxDeclared = 10;
    static readonly string[] UsualPaths = ["feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json"];

    /// <summary>Finds the feeds; empty where there is none.</summary>
    /// <param name="address">A web address; <c>https://</c> may be left out.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="FetchException">The address cannot be fetched.</exception>
    public async Task<IReadOnlyList<DiscoveredFeed>> FindAsync(string address, CancellationToken cancellationToken)
    {
        var url = address.Trim();
        if (!url.Contains("://", StringComparison.Ordinal) && !url.StartsWith("~/", StringComparison.Ordinal))
            url = "https://" + url;
        var page = await http.GetAsync(new(fetcher.Address(url), FeedParser.MaxBytes, FeedFetcher.Accept), cancellationToken);
        if (Read(page, url.StartsWith("~/", StringComparison.Ordinal) ? url : null) is { } feed)
            return [feed];
        var found = new List<DiscoveredFeed>();
        foreach (var candidate in Declared(page))
        {
            if (await TryAsync(candidate, cancellationToken) is { } declared && found.TrueForAll(one => one.Url != declared.Url))
                found.Add(declared);
        }
        if (found.Count > 0)
            return found;
        foreach (var path in UsualPaths)
        {
            if (await TryAsync(new Uri(new Uri(page.Url), "/" + path).AbsoluteUri, cancellationToken) is { } usual)
                return [usual];
        }
        return [];
    }

    async Task<DiscoveredFeed?> TryAsync(string url, CancellationToken cancellationToken)
    {
        try
        {
            return Read(await http.GetAsync(new(url, FeedParser.MaxBytes, FeedFetcher.Accept), cancellationToken), null);
        }
        catch (FetchException)
        {
            // Pages declare feeds that are long gone.
            return null;
        }
    }

    static DiscoveredFeed? Read(GuardedResponse page, string? ownUrl)
    {
        try
        {
            var feed = FeedParser.Parse(page.Body, page.Charset, page.Url);
            return new(ownUrl ?? page.Url, feed.Title.Length > 0 ? feed.Title : new Uri(page.Url).Host, feed.Link ?? "", feed.Language ?? "", feed.Items.Count,
                [.. feed.Items.Select(item => item.Title).Where(title => title.Length > 0).Take(3)]);
        }
        catch (FeedFormatException)
        {
            return null;
        }
    }

    static List<string> Declared(GuardedResponse page)
    {
        var html = System.Text.Encoding.UTF8.GetString(page.Body.Span[..Math.Min(page.Body.Length, 1_000_000)]);
        if (HtmlNesting.IsTangled(html))
            return [];
        using var document = new HtmlParser().ParseDocument(html);
        var root = FeedUrl.Absolute(document.QuerySelector("base[href]")?.GetAttribute("href"), page.Url) ?? page.Url;
        return [.. document.QuerySelectorAll("link[rel~=alternate][href]")
            .Where(link => link.GetAttribute("type")?.ToLowerInvariant() is "application/rss+xml" or "application/atom+xml" or "application/feed+json" or "application/rdf+xml")
            .Select(link => FeedUrl.Absolute(link.GetAttribute("href"), root)).OfType<string>().Distinct(StringComparer.Ordinal).Take(MaxDeclared)];
    }
}
