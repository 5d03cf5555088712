using System.Security.Cryptography;
using Portal.Content.Hosting;
using Portal.Feeds.Parsing;
using Portal.Feeds.Sources;

namespace Portal.Feeds.Fetching;

/// <summary>What a conditional fetch of a feed brought.</summary>
/// <param name="Response">The answer.</param>
/// <param name="BodyHash">SHA-256 of the body; the old one where nothing came.</param>
/// <param name="Changed">Whether there is anything to read.</param>
public sealed record FetchedFeed(GuardedResponse Response, string? BodyHash, bool Changed)
{
    /// <summary>Makes one of a document, which counts as unchanged where its hash is the known one.</summary>
    public static FetchedFeed Of(GuardedResponse response, string? knownHash)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(response.Body.Span));
        return new(response, hash, Changed: hash != knownHash);
    }
}

/// <summary>Fetches the document of a source if it has changed. Thread-safe.</summary>
public sealed class FeedFetcher(GuardedHttp http, SourcePasswords passwords, SiteAddress site)
{
    /// <summary>What feeds are asked for as.</summary>
    public const string Accept = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5";

    /// <summary>Fetches the document.</summary>
    /// <exception cref="FetchException">It could not be fetched.</exception>
    public async Task<FetchedFeed> FetchAsync(FeedSourceState state, CancellationToken cancellationToken)
    {
        var request = new GuardedRequest(Address(state.Url), FeedParser.MaxBytes, Accept) { ETag = state.ETag, LastModified = state.LastModified, Authorization = passwords.Authorization(state) };
        var response = await http.GetAsync(request, cancellationToken);
        return response.Status == 304 ? new(response, state.BodyHash, Changed: false) : FetchedFeed.Of(response, state.BodyHash);
    }

    /// <summary>The full address of a source; <c>~/</c> stands for the site itself.</summary>
    public string Address(string url) => url.StartsWith("~/", StringComparison.Ordinal)
        ? site.Listening is { } own ? new Uri(own, url[2..]).AbsoluteUri : throw new FetchException("The feed is one of the site's own samples, and the site is not running here.")
        : url;
}
