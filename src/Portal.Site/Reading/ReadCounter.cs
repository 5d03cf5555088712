using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Portal.Site.Pages;

namespace Portal.Site.Reading;

/// <summary>
/// Counts in memory how often pages are opened by people: no cookie, no address, no session. Who has the page already and only asks
/// whether it is still the same, who fetches it ahead, who is signed in, and programs are not counted. Thread-safe.
/// </summary>
sealed class ReadCounter
{
    /// <summary>Pages that are counted between two writes; of any more nothing is counted, so that memory is bounded.</summary>
    public const int MaxPages = 5000;

    // What programs call themselves; whoever names none is a program as well.
    static readonly SearchValues<string> Programs = SearchValues.Create(
        ["bot", "crawl", "spider", "slurp", "preview", "fetch", "monitor", "curl", "wget", "python", "http", "java/", "headless", "lighthouse", "scan", "feed", "archiv", "validator", "checker"],
        StringComparison.OrdinalIgnoreCase);

    ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts the request for the page of an item, where a person makes it.</summary>
    public void Count(HttpContext http, string? contentItemId)
    {
        if (contentItemId is not null && IsReader(http))
            Add(contentItemId, 1);
    }

    /// <summary>Adds to the count of an item.</summary>
    public void Add(string contentItemId, int times)
    {
        var counts = _counts;
        if (counts.Count < MaxPages || counts.ContainsKey(contentItemId))
            counts.AddOrUpdate(contentItemId, times, (_, before) => (int)Math.Min((long)before + times, int.MaxValue));
    }

    /// <summary>Takes what was counted so far. A page that is opened at the same moment may go uncounted.</summary>
    public IReadOnlyDictionary<string, int> Take() => Interlocked.Exchange(ref _counts, new(StringComparer.Ordinal));

    static bool IsReader(HttpContext http)
    {
        var headers = http.Request.Headers;
        return HttpMethods.IsGet(http.Request.Method)
            && headers.IfNoneMatch.Count == 0 && headers.IfModifiedSince.Count == 0
            && !headers.ContainsKey("Sec-Purpose") && !headers.ContainsKey("Purpose")
            && headers["Sec-Fetch-Dest"].ToString() is "" or "document"
            && headers.UserAgent.ToString() is { Length: > 0 } agent && !agent.AsSpan().ContainsAny(Programs)
            && !PageWriter.IsSignedIn(http.Request) && http.User.Identity?.IsAuthenticated != true;
    }
}
