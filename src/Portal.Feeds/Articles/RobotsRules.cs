using System.Collections.Concurrent;
using Portal.Feeds.Fetching;

namespace Portal.Feeds.Articles;

/// <summary>Asks a site's robots.txt (RFC 9309) whether a page may be read by programs. Feeds are made for programs and need no leave. Thread-safe.</summary>
sealed class RobotsRules(GuardedHttp http, TimeProvider time)
{
    const long MaxBytes = 512 * 1024;
    const int MostKnown = 2000;
    static readonly TimeSpan Holds = TimeSpan.FromHours(24);

    readonly ConcurrentDictionary<string, (RobotsFile File, DateTimeOffset Until)> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the page may be read. Where the file cannot be had because the server is unwell, it may not, for the time being.</summary>
    /// <exception cref="FetchException">The address is none, or leads nowhere.</exception>
    public async Task<bool> AllowAsync(string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var page))
            return false;
        var root = page.GetLeftPart(UriPartial.Authority);
        var now = time.GetUtcNow();
        if (!_known.TryGetValue(root, out var known) || known.Until < now)
        {
            if (_known.Count > MostKnown)
                _known.Clear();
            _known[root] = known = (await ReadAsync(root, cancellationToken), now + Holds);
        }
        return known.File.Allows(page.PathAndQuery);
    }

    async Task<RobotsFile> ReadAsync(string root, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await http.GetAsync(new(root + "/robots.txt", MaxBytes, "text/plain"), cancellationToken);
            return RobotsFile.Parse(System.Text.Encoding.UTF8.GetString(answer.Body.Span));
        }
        catch (FetchException none) when (none.Status is >= 400 and < 500 and not 429)
        {
            return RobotsFile.Open;
        }
    }
}
