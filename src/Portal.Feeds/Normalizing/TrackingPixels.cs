using System.Buffers;

namespace Portal.Feeds.Normalizing;

/// <summary>Pictures that are known to be there for counting, whatever size they are said to have.</summary>
static class TrackingPixels
{
    static readonly SearchValues<string> Places = SearchValues.Create(
    [
        "feedburner.com/~r/", "feeds.feedburner.com/~ff/", "feedsportal.com/", "pixel.wp.com/", "stats.wordpress.com/", "feedblitz.com/-/", "/wf/open?", "b.scorecardresearch.com/",
        "doubleclick.net/", "google-analytics.com/", "pixel.quantserve.com/", "facebook.com/tr?", "counter.yadro.ru/", "mc.yandex.ru/watch", "rss.buysellads.com/", "pi.feedsportal.com/",
    ], StringComparison.OrdinalIgnoreCase);

    public static bool Is(ReadOnlySpan<char> address) => address.ContainsAny(Places);
}
