using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Content.WordPress.Bodies;

/// <summary>
/// What other sites would show in a frame becomes a link that says where it leads: pages make no request to third parties before
/// the reader wishes it.
/// </summary>
static partial class EmbedLink
{
    static readonly (string Host, string Name)[] Providers =
    [
        ("youtube.com", "YouTube"), ("youtu.be", "YouTube"), ("youtube-nocookie.com", "YouTube"), ("vimeo.com", "Vimeo"), ("twitter.com", "X"), ("x.com", "X"),
        ("facebook.com", "Facebook"), ("instagram.com", "Instagram"), ("soundcloud.com", "SoundCloud"), ("spotify.com", "Spotify"), ("tiktok.com", "TikTok"),
        ("dailymotion.com", "Dailymotion"), ("issuu.com", "Issuu"), ("slideshare.net", "SlideShare"), ("ted.com", "TED"), ("google.com", "Google"),
    ];

    /// <summary>The link as HTML; the plain text where it is no web address.</summary>
    public static string Html(string url, string title = "")
    {
        url = url.Trim();
        if (url.StartsWith("//", StringComparison.Ordinal))
            url = "https:" + url;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return WebUtility.HtmlEncode(url);
        address = Watchable(address);
        var host = address.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address.Host[4..] : address.Host;
        var provider = Array.Find(Providers, one => host.Equals(one.Host, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + one.Host, StringComparison.OrdinalIgnoreCase)).Name;
        var text = title.Trim() is { Length: > 0 } given ? given : host + Uri.UnescapeDataString(address.PathAndQuery).TrimEnd('/');
        return $"<a href=\"{WebUtility.HtmlEncode(address.AbsoluteUri)}\">{WebUtility.HtmlEncode(provider is null ? text : $"{provider}: {text}")}</a>";
    }

    /// <summary>Whether a paragraph is nothing but a web address, which WordPress would show in a frame.</summary>
    public static bool IsBare(string text) => BareAddress().IsMatch(text.Trim());

    static Uri Watchable(Uri address)
    {
        if (address.AbsolutePath.StartsWith("/embed/", StringComparison.Ordinal) && address.Host.Contains("youtube", StringComparison.OrdinalIgnoreCase))
            return new Uri("https://www.youtube.com/watch?v=" + Uri.EscapeDataString(address.AbsolutePath["/embed/".Length..].Trim('/')));
        if (address.AbsolutePath.StartsWith("/video/", StringComparison.Ordinal) && address.Host.Equals("player.vimeo.com", StringComparison.OrdinalIgnoreCase))
            return new Uri("https://vimeo.com/" + Uri.EscapeDataString(address.AbsolutePath["/video/".Length..].Trim('/')));
        return address;
    }

    [GeneratedRegex(@"\Ahttps?://[^\s<>""]{1,2000}\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BareAddress();
}
