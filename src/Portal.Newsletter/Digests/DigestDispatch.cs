using System.Globalization;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Desk;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>Sends by hand: the held issue of a plan, or one composed now.</summary>
sealed class DigestDispatch(DigestComposer composer, DeliveryDecisions decisions, NewsletterOverview overview, SiteDocuments documents, TimeProvider time)
{
    /// <summary>Sends an issue of the first plan of a rhythm.</summary>
    public async Task<string?> SendNowAsync(DigestRhythm rhythm, ContentActor actor, CancellationToken cancellationToken) =>
        (await documents.GetAsync<DigestPlans>(cancellationToken)).Of(rhythm) is { } plan ? await SendNowAsync(plan, actor, cancellationToken) : null;

    /// <summary>The identifier of the issue that goes out, or null where nobody is subscribed to the plan.</summary>
    public async Task<string?> SendNowAsync(DigestPlan plan, ContentActor actor, CancellationToken cancellationToken)
    {
        if (await overview.HeldIssueAsync(plan.Id, cancellationToken) is { } held)
        {
            await decisions.ReleaseIssueAsync(held.Id, actor, cancellationToken);
            return held.Id;
        }
        var now = time.GetUtcNow().UtcDateTime;
        var period = now.ToString("'now-'yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
        // Whoever presses the button approves, and means everybody of the plan, now.
        var everybody = plan with { NeedsApproval = false, DraftHours = 0, AtReadersTime = false };
        return (await composer.ComposeAsync(everybody, PlanCalendar.Slots(everybody)[0], new(now, period), cancellationToken))?.Id;
    }
}
