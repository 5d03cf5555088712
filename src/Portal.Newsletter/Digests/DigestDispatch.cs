using System.Globalization;
using Portal.Content.Items;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Desk;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>Sends by hand: the held issue of a plan, or one composed now.</summary>
sealed class DigestDispatch(DigestComposer composer, DeliveryDecisions decisions, NewsletterOverview overview, TimeProvider time)
{
    /// <summary>The identifier of the issue that goes out, or null where nobody is subscribed to the plan.</summary>
    public async Task<string?> SendNowAsync(DigestRhythm plan, ContentActor actor, CancellationToken cancellationToken)
    {
        if (await overview.HeldIssueAsync(plan, cancellationToken) is { } held)
        {
            await decisions.ReleaseIssueAsync(held.Id, actor, cancellationToken);
            return held.Id;
        }
        var now = time.GetUtcNow().UtcDateTime;
        var period = now.ToString("'now-'yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
        return (await composer.ComposeAsync(plan, new(now, period), cancellationToken))?.Id;
    }
}
