using Portal.Feeds.Fetching;
using Portal.Feeds.Normalizing;
using Portal.Feeds.Parsing;

namespace Portal.Feeds.Discovery;

/// <summary>A feed that was found at or through an address.</summary>
/// <param name="Url">Address of the feed.</param>
/// <param name="Title">Its title.</param>
/// <param name="SiteUrl">Address of the site, or empty.</param>
/// <param name="Language">Its language, or empty.</param>
/// <param name="Entries">How many entries it has now.</param>
/// <param name="Latest">Titles of its first entries.</param>
public sealed record DiscoveredFeed(string Url, string Title, string SiteUrl, string Language, int Entries, IReadOnlyList<string> Latest)
{
    /// <summary>The dialect, such as <c>rss-2.0</c>.</summary>
    public string Format { get; init; } = "";

    /// <summary>Date of its newest entry, or null where entries have none.</summary>
    public DateTime? Newest { get; init; }
}

/// <summary>
/// Finds the feeds of an address: the address itself, what is known of its platform, the feeds that its page declares or links to, the places
/// where feeds usually stand. Thread-safe.
/// </summary>
public sealed class FeedDiscovery(GuardedHttp http, FeedFetcher fetcher, TimeProvider time)
{
    const int MaxTried = 12;
    static readonly string[] UsualPaths = ["feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json", "feeds/posts/default", "?feed=rss2"];

    /// <summary>Finds the feeds; empty where there is none. Those come first that the site itself names.</summary>
    /// <param name="address">A web address; <c>https://</c> may be left out.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="FetchException">The address cannot be fetched.</exception>
    public async Task<IReadOnlyList<DiscoveredFeed>> FindAsync(string address, CancellationToken cancellationToken)
    {
        var url = address.Trim();
        if (!url.Contains("://", StringComparison.Ordinal) && !url.StartsWith("~/", StringComparison.Ordinal))
            url = "https://" + url;
        var platform = Uri.TryCreate(url, UriKind.Absolute, out var asked) ? Platforms.Feeds(asked) : [];
        GuardedResponse page;
        try
        {
            page = await http.GetAsync(new(fetcher.Address(url), FeedParser.MaxBytes, FeedFetcher.Accept), cancellationToken);
        }
        catch (FetchException) when (platform.Count > 0)
        {
            // Some platforms keep their pages from programs, and give their feeds to everybody.
            if (await TryAsync(platform, cancellationToken) is { Count: > 0 } known)
                return known;
            throw;
        }
        if (Read(page, url.StartsWith("~/", StringComparison.Ordinal) ? url : null) is { } feed)
            return [feed];
        var links = PageFeeds.Read(page);
        if (await TryAsync([.. platform, .. links.Declared], cancellationToken) is { Count: > 0 } declared)
            return declared;
        if (await TryAsync(links.Linked, cancellationToken) is { Count: > 0 } linked)
            return linked;
        foreach (var path in UsualPaths)
        {
            if (await TryAsync([new Uri(new Uri(page.Url), "/" + path).AbsoluteUri], cancellationToken) is { Count: > 0 } usual)
                return usual;
        }
        return [];
    }

    async Task<IReadOnlyList<DiscoveredFeed>> TryAsync(IEnumerable<string> urls, CancellationToken cancellationToken)
    {
        var found = new List<DiscoveredFeed>();
        foreach (var url in urls.DistinctBy(WebLinks.Canonical, StringComparer.Ordinal).Take(MaxTried))
        {
            try
            {
                if (Read(await http.GetAsync(new(url, FeedParser.MaxBytes, FeedFetcher.Accept), cancellationToken), null) is { } feed && found.TrueForAll(one => one.Url != feed.Url))
                    found.Add(feed);
            }
            catch (FetchException)
            {
                // Pages declare feeds that are long gone.
            }
        }
        return found;
    }

    DiscoveredFeed? Read(GuardedResponse page, string? ownUrl)
    {
        try
        {
            var feed = FeedParser.Parse(page.Body, page.Charset, page.Url);
            var now = time.GetUtcNow().UtcDateTime;
            return new(ownUrl ?? page.Url, feed.Title.Length > 0 ? feed.Title : new Uri(page.Url).Host, feed.Link ?? "", feed.Language ?? "", feed.Items.Count,
                [.. feed.Items.Select(item => item.Title).Where(title => title.Length > 0).Take(3)])
            {
                Format = feed.Format,
                Newest = feed.Items.Select(item => item.Published ?? item.Updated).Where(date => date <= now).Max(),
            };
        }
        catch (FeedFormatException)
        {
            return null;
        }
    }
}
