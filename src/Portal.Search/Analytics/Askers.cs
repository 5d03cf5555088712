using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Search.Analysis;
using Portal.Search.Querying;

namespace Portal.Search.Analytics;

/// <summary>Tells a person's question from what else asks for the page: robots, pages fetched ahead, the same question narrowed or turned to another page.</summary>
static partial class Askers
{
    /// <summary>Whether a person asked this anew.</summary>
    public static bool IsQuestion(HttpRequest http, SearchRequest request) =>
        request.Page == 1 && IsPerson(http) && !IsFetchedByPage(http) && !IsSameQuestion(http, request.Query);

    /// <summary>Browsers name themselves; whatever doesn't, or says that it is a program, is not counted.</summary>
    public static bool IsPerson(HttpRequest http) =>
        http.Headers.UserAgent.ToString() is { Length: > 0 and < 1000 } agent && agent.Contains("Mozilla/", StringComparison.Ordinal) && !Robot().IsMatch(agent);

    static bool IsFetchedByPage(HttpRequest http) =>
        http.Headers["Sec-Purpose"].Count > 0 || http.Headers["Purpose"].Count > 0 || http.Headers["Sec-Fetch-Dest"].ToString() is not ("" or "document");

    // A person who chooses a facet or another order comes from the results of the same words.
    static bool IsSameQuestion(HttpRequest http, string query) =>
        Uri.TryCreate(http.Headers.Referer.ToString(), UriKind.Absolute, out var from)
        && from.AbsolutePath.EndsWith("/search", StringComparison.Ordinal)
        && QueryHelpers.ParseQuery(from.Query).TryGetValue("q", out var before)
        && QueryFolding.Of(before.ToString()) == QueryFolding.Of(query);

    [GeneratedRegex("bot|crawl|spider|slurp|scrape|preview|fetch|monitor|headless|lighthouse|archiv|http|curl|wget|python|java/|go-http|libwww|facebookexternalhit|feed", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Robot();
}
