using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Portal.Content.Items;
using Portal.Search.Querying;

namespace Portal.Search.Analytics;

/// <summary>
/// <c>POST /search/clicked</c> with the form fields <c>q</c>, <c>item</c> and <c>position</c>: a browser tells by
/// <c>navigator.sendBeacon</c> which result was opened. It answers 204 and sets nothing.
/// </summary>
static class ClickEndpoint
{
    /// <summary>Most bytes of a report: a query of the greatest length in three-byte letters, escaped.</summary>
    const int MaxBytes = 8 * 1024;

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/search/clicked", TakeAsync).AllowAnonymous().ExcludeFromDescription()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes), new AcceptsMetadata(["application/x-www-form-urlencoded"]));

    static async Task<IResult> TakeAsync(HttpContext http, [FromServices] SearchAnalytics analytics, [FromServices] ClickLimits limits, CancellationToken cancellationToken)
    {
        // Only pages of this site tell what was opened on them.
        if (http.Request.Headers["Sec-Fetch-Site"] != "same-origin")
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        if (!limits.Admit(http))
            return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        if (!http.Request.HasFormContentType)
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        IFormCollection form;
        try
        {
            form = await http.Request.ReadFormAsync(new() { BufferBodyLengthLimit = MaxBytes, ValueCountLimit = 10 }, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException refused)
        {
            return TypedResults.StatusCode(refused.StatusCode);
        }
        var (query, item) = (form["q"].ToString(), form["item"].ToString());
        if (query.Length is 0 or > SearchRequest.MaxLength || item.Length is 0 or > ContentIdentity.MaxLength || !item.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            || !int.TryParse(form["position"], NumberStyles.None, CultureInfo.InvariantCulture, out var position) || position is < 1 or > SearchRequest.Window)
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        if (Askers.IsPerson(http.Request))
            analytics.RecordClick(query, item, position);
        return TypedResults.NoContent();
    }
}

/// <summary>
/// How many reports of opened results are taken: from one network and from all. Addresses are held for the window of a minute only,
/// in memory, by the limiter. Thread-safe.
/// </summary>
sealed class ClickLimits : IDisposable
{
    const int PerNetwork = 60;
    const int PerNode = 6000;
    static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // All together come first: once they are spent, no further network is remembered.
    readonly PartitionedRateLimiter<HttpContext> _limits = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, bool>(_ => RateLimitPartition.GetFixedWindowLimiter(true, _ => Options(PerNode))),
        PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetFixedWindowLimiter(Network(http), _ => Options(PerNetwork))));

    public bool Admit(HttpContext http)
    {
        using var lease = _limits.AttemptAcquire(http);
        return lease.IsAcquired;
    }

    public void Dispose() => _limits.Dispose();

    static FixedWindowRateLimiterOptions Options(int most) => new() { PermitLimit = most, Window = Window };

    // IPv6 gives each household a network of 64 bits.
    static string Network(HttpContext http) => http.Connection.RemoteIpAddress is not { } address ? ""
        : address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString()
        : address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
        : address.ToString();
}
