using System.Globalization;
using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Portal.Feeds.Fetching;
using Portal.Feeds.Importing;
using Portal.Feeds.Parsing;

namespace Portal.Feeds.WebSub;

/// <summary>
/// Where hubs confirm subscriptions (<c>GET</c>) and send new entries (<c>POST</c>). Nothing of what is sent here is believed without the
/// signature by the secret that the hub was given.
/// </summary>
sealed partial class HubCallback(HubSubscriptions subscriptions, FeedClaims claims, FeedImporter importer, Sources.FeedSources sources, ILogger<HubCallback> log)
{
    const int MaxChallenge = 1000;

    // A hub signs in nowhere; it is known by the address that it was given, and what it sends by its signature.
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/websub/{id:length(40)}", (string id, HttpRequest request, HubCallback callback, CancellationToken ct) => callback.ConfirmAsync(id, request.Query, ct)).ExcludeFromDescription().AllowAnonymous();
        endpoints.MapPost("/websub/{id:length(40)}", (string id, HttpRequest request, HubCallback callback, CancellationToken ct) => callback.ReceiveAsync(id, request, ct)).ExcludeFromDescription().DisableAntiforgery().AllowAnonymous();
    }

    async Task<IResult> ConfirmAsync(string id, IQueryCollection query, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(id, cancellationToken) is not { } subscription || query["hub.topic"] != subscription.TopicUrl)
            return TypedResults.NotFound();
        if (query["hub.mode"] == "denied")
        {
            await subscriptions.RefuseAsync(subscription, cancellationToken);
            return TypedResults.Ok();
        }
        // What was not asked for is not confirmed; neither is an end that nobody here wants.
        var wanted = subscription.State switch { HubState.Leaving => "unsubscribe", HubState.Wanted => null, _ => "subscribe" };
        if (wanted is null || query["hub.mode"] != wanted || query["hub.challenge"].ToString() is not { Length: > 0 and <= MaxChallenge } challenge)
            return TypedResults.NotFound();
        if (subscription.State == HubState.Leaving)
        {
            await subscriptions.EndAsync(subscription, cancellationToken);
            return TypedResults.Text(challenge, MediaTypeNames.Text.Plain);
        }
        var lease = int.TryParse(query["hub.lease_seconds"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;
        await subscriptions.VerifyAsync(subscription, lease, cancellationToken);
        return TypedResults.Text(challenge, MediaTypeNames.Text.Plain);
    }

    async Task<IResult> ReceiveAsync(string id, HttpRequest request, CancellationToken cancellationToken)
    {
        var known = await subscriptions.FindAsync(id, cancellationToken);
        if (known is { State: HubState.Leaving })
            return TypedResults.StatusCode(StatusCodes.Status410Gone);
        if (known is not { State: HubState.Verified } subscription)
            return TypedResults.NotFound();
        if (await BodyAsync(request, cancellationToken) is not { } body)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (!subscriptions.IsSigned(subscription, request.Headers["X-Hub-Signature"], body.Span))
        {
            // By the standard the hub is told nothing of it: who only guesses shall not learn.
            LogUnsigned(log, subscription.SourceId);
            return TypedResults.Accepted((string?)null);
        }
        if (await sources.IsActiveAsync(subscription.SourceId, cancellationToken) is false)
            return TypedResults.StatusCode(StatusCodes.Status410Gone);
        if (await claims.ClaimAsync(subscription.SourceId, cancellationToken) is not { } state)
        {
            // It is being fetched just now, perhaps a moment too early: hubs send again what was not taken.
            request.HttpContext.Response.Headers.RetryAfter = "60";
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed : null;
        await importer.ImportAsync(state, new GuardedResponse(200, subscription.TopicUrl, Moved: false, body) { Charset = type?.Charset.Value, MediaType = type?.MediaType.Value }, cancellationToken);
        await subscriptions.TrustAsync(subscription, cancellationToken);
        return TypedResults.NoContent();
    }

    static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > FeedParser.MaxBytes)
            return null;
        using var body = new MemoryStream();
        var buffer = new byte[65536];
        for (var read = await request.Body.ReadAsync(buffer, cancellationToken); read > 0; read = await request.Body.ReadAsync(buffer, cancellationToken))
        {
            body.Write(buffer, 0, read);
            if (body.Length > FeedParser.MaxBytes)
                return null;
        }
        return body.ToArray();
    }

    [LoggerMessage(LogLevel.Warning, "Something was sent to the callback of the source {SourceId} without the signature of its hub, and was left aside.")]
    static partial void LogUnsigned(ILogger logger, string sourceId);
}
