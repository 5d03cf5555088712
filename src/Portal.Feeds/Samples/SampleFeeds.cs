using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Settings;

namespace Portal.Feeds.Samples;

/// <summary>
/// Serves the feeds of the recipes' folder <c>samples</c>, so that a new site has news without a network. In them
/// <c>{{ago:3h}}</c> and <c>{{isoago:2d}}</c> stand for a time before the site was set up (RFC 822 and ISO 8601), and <c>{{site}}</c>
/// for the site's own address, with a slash at its end.
/// </summary>
sealed partial class SampleFeeds(SiteFolders folders, SiteDocuments documents, SiteAddress address, TimeProvider time)
{
    readonly DateTime _started = time.GetUtcNow().UtcDateTime;

    /// <summary>Answers <c>GET /samples/feeds/{name}.xml</c>.</summary>
    public async Task<IResult> GetAsync(string name, HttpContext http, CancellationToken cancellationToken)
    {
        if (!SafeName().IsMatch(name) || Path.Combine(folders.Recipes, "samples", name + ".xml") is var path && !File.Exists(path))
            return Results.NotFound();
        var text = WithDates(await File.ReadAllTextAsync(path, cancellationToken), await SetUpAsync(cancellationToken))
            .Replace("{{site}}", address.BaseUrl.AbsoluteUri, StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(text);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..12])}\"";
        http.Response.Headers.ETag = tag;
        if (http.Request.Headers.IfNoneMatch == tag)
            return Results.StatusCode(StatusCodes.Status304NotModified);
        var type = text.Contains("<feed", StringComparison.Ordinal) ? "application/atom+xml" : "application/rss+xml";
        return Results.Bytes(bytes, type + "; charset=utf-8");
    }

    /// <summary>The text with its dates filled in.</summary>
    internal static string WithDates(string text, DateTime setUp) => Ago().Replace(text, match =>
    {
        var number = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        var date = match.Groups[3].Value switch
        {
            "d" => setUp.AddDays(-number),
            "h" => setUp.AddHours(-number),
            _ => setUp.AddMinutes(-number),
        };
        return match.Groups[1].Length > 0
            ? date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : date.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " +0000";
    });

    async Task<DateTime> SetUpAsync(CancellationToken cancellationToken)
    {
        var settings = await documents.GetAsync<SiteSettings>(cancellationToken);
        return DateTime.TryParse(settings.Text("SetupUtc"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var setUp) ? setUp : _started;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,80}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SafeName();

    [GeneratedRegex(@"\{\{\s*(iso)?ago:(\d{1,6})([dhm])\s*\}\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ago();
}

/// <summary>Maps the sample feeds.</summary>
static class SampleEndpoints
{
    public static void MapSampleFeeds(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/samples/feeds/{name}.xml", (string name, HttpContext http, SampleFeeds samples, CancellationToken cancellationToken) => samples.GetAsync(name, http, cancellationToken))
            .ExcludeFromDescription();
}
