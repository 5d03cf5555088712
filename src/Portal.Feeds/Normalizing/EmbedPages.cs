using System.Text.RegularExpressions;
using System.Web;

namespace Portal.Feeds.Normalizing;

/// <summary>
/// Which page shows what a player or frame would have shown. Players over plain http are left out unless their site is known: browsers
/// don't load them into secure pages either.
/// </summary>
static partial class EmbedPages
{
    /// <summary>The name of the site and the address of the page, or null where there is none to offer.</summary>
    public static (string Name, string Page)? Of(string address)
    {
        if (address.StartsWith("//", StringComparison.Ordinal))
            address = "https:" + address;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return null;
        var host = url.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? url.Host[4..] : url.Host;
        switch (host.ToLowerInvariant())
        {
            case "youtube.com" or "youtube-nocookie.com" or "m.youtube.com":
                if (VideoId().Match(url.AbsolutePath) is { Success: true } video && video.Groups[1].Value != "videoseries")
                    return ("YouTube", "https://www.youtube.com/watch?v=" + video.Groups[1].Value);
                return Parameter(url, "list") is { } list ? ("YouTube", "https://www.youtube.com/playlist?list=" + Uri.EscapeDataString(list)) : null;
            case "youtu.be":
                return ("YouTube", "https://youtu.be" + url.AbsolutePath);
            case "player.vimeo.com" or "vimeo.com":
                return Digits().Match(url.AbsolutePath) is { Success: true } number ? ("Vimeo", "https://vimeo.com/" + number.Value) : null;
            case "facebook.com" or "m.facebook.com":
                return Parameter(url, "href") is { } post && Parsing.FeedUrl.IsWeb(post) ? ("Facebook", post)
                    : url.AbsolutePath.StartsWith("/plugins/", StringComparison.Ordinal) ? null : ("Facebook", url.AbsoluteUri);
            case "platform.twitter.com" or "twitter.com" or "x.com":
                return Parameter(url, "id") is { } tweet && tweet.All(char.IsAsciiDigit) ? ("X", "https://x.com/i/status/" + tweet) : ("X", url.AbsoluteUri);
            case "w.soundcloud.com":
                return Parameter(url, "url") is { } track && Parsing.FeedUrl.IsWeb(track) ? ("SoundCloud", track) : null;
            case "open.spotify.com":
                return ("Spotify", "https://open.spotify.com" + url.AbsolutePath.Replace("/embed/", "/", StringComparison.Ordinal));
            case "dailymotion.com" or "geo.dailymotion.com":
                return ("Dailymotion", "https://www.dailymotion.com" + url.AbsolutePath.Replace("/embed/", "/", StringComparison.Ordinal));
            case "rutube.ru":
                return ("Rutube", "https://rutube.ru" + url.AbsolutePath.Replace("/play/embed/", "/video/", StringComparison.Ordinal));
            case "instagram.com":
                return ("Instagram", "https://www.instagram.com" + url.AbsolutePath.Replace("/embed", "", StringComparison.Ordinal));
            default:
                return url.Scheme == "https" ? (host, url.AbsoluteUri) : null;
        }
    }

    static string? Parameter(Uri url, string name) => HttpUtility.ParseQueryString(url.Query)[name] is { Length: > 0 } value ? value : null;

    [GeneratedRegex(@"\A/(?:embed|v|shorts|live)/([\w-]{6,20})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VideoId();

    [GeneratedRegex(@"\d{5,12}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();
}
