using Portal.Feeds.Fetching;

namespace Portal.Feeds.Discovery;

/// <summary>
/// Where well-known platforms keep the feeds of a page. A YouTube handle (<c>/@name</c>), a Substack or a WordPress page needs no rule: their pages declare the feed.
/// </summary>
static class Platforms
{
    /// <summary>Addresses of feeds that belong to the page by the rules of its platform; empty where none is known.</summary>
    public static IReadOnlyList<string> Feeds(Uri page)
    {
        var host = HostName.OrWritten(page);
        if (host.StartsWith("www.", StringComparison.Ordinal))
            host = host[4..];
        var path = page.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var root = page.GetLeftPart(UriPartial.Authority);
        return host switch
        {
            "youtube.com" or "m.youtube.com" => YouTube(root, path, page.Query),
            "reddit.com" or "old.reddit.com" or "new.reddit.com" => path is ["r" or "u" or "user", var name, ..] ? [$"{root}/{path[0]}/{name}/.rss"] : [],
            "github.com" => path is [var owner, var project, ..] ? [$"{root}/{owner}/{project}/releases.atom", $"{root}/{owner}/{project}/commits.atom", $"{root}/{owner}/{project}/tags.atom"]
                : path is [var person] ? [$"{root}/{person}.atom"] : [],
            "gitlab.com" or "codeberg.org" => path is [var owner, var project, ..] ? [host == "gitlab.com" ? $"{root}/{owner}/{project}/-/tags?format=atom" : $"{root}/{owner}/{project}/releases.rss"] : [],
            "medium.com" => path is [var name, ..] ? [$"{root}/feed/{name}"] : [],
            "bsky.app" => path is ["profile", var handle, ..] ? [$"{root}/profile/{handle}/rss"] : [],
            "vimeo.com" => path is [var user, ..] ? [$"{root}/{user}/videos/rss"] : [],
            _ when Under(host, "medium.com") || Under(host, "substack.com") => [$"{root}/feed"],
            _ when Under(host, "wordpress.com") => [$"{root}/feed/"],
            _ when Under(host, "blogspot.com") => [$"{root}/feeds/posts/default"],
            _ when Under(host, "tumblr.com") => [$"{root}/rss"],
            // Mastodon and its kin: https://server/@name. YouTube and Medium, which write names in the same way, are dealt with above.
            _ when path is [['@', _, ..] name] => [$"{root}/{name}.rss"],
            _ => [],
        };
    }

    static IReadOnlyList<string> YouTube(string root, string[] path, string query)
    {
        var list = query.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith("list=", StringComparison.Ordinal))?[5..];
        if (list is { Length: > 0 and < 100 })
            return [$"{root}/feeds/videos.xml?playlist_id={list}"];
        return path switch
        {
            ["channel", var channel, ..] => [$"{root}/feeds/videos.xml?channel_id={channel}"],
            ["user", var user, ..] => [$"{root}/feeds/videos.xml?user={user}"],
            _ => [],
        };
    }

    static bool Under(string host, string domain) => host.EndsWith("." + domain, StringComparison.Ordinal);
}
