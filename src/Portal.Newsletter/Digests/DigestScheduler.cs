using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Settings;
using Portal.Newsletter.Drafts;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Searches;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>Makes drafts ahead of their hour and composes issues when they are due, on whichever node is first.</summary>
sealed partial class DigestScheduler(
    DigestComposer composer, DraftMaker drafts, DueDrafts due, AlertComposer alerts, Subscriptions subscriptions, SiteDocuments documents, PlanSignal changes, NewsletterOptions options, SiteReadiness readiness, TimeProvider time, ILogger<DigestScheduler> log) : BackgroundService
{
    // Clocks are set and settings change: never sleep through to the next issue in one go.
    static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    /// <summary>Composes what is due and is not there yet.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var zone = (await documents.GetAsync<SiteSettings>(cancellationToken)).TimeZone;
        foreach (var plan in (await documents.GetAsync<DigestPlans>(cancellationToken)).Plans.Where(plan => plan.Enabled))
        {
            try
            {
                foreach (var slot in PlanCalendar.Slots(plan))
                    await RunAsync(plan, slot, zone, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // One plan that can't be composed must not stop the others.
                LogPlanFailed(log, plan.Id, exception);
            }
        }
        await due.RunAsync(cancellationToken);
        await alerts.ComposeAsync(cancellationToken);
    }

    async Task RunAsync(DigestPlan plan, PlanSlot slot, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var last = PlanCalendar.Last(plan, slot, now, zone);
        // Whoever changes the hour of a digest at noon does not mean that today's goes out at noon.
        var isPast = last.Utc < plan.SinceUtc;
        if (!isPast)
            await composer.ComposeAsync(plan, slot, last, cancellationToken);
        if (plan.Ahead == 0 || plan.Rhythm == DigestRhythm.AsItHappens)
            return;
        // The site was away when the draft should have been made: it is made late, and waits for approval like any other.
        if (plan.NeedsApproval && !isPast && now - last.Utc < TimeSpan.FromHours(options.LateHours))
            await drafts.MakeAsync(plan, slot, last, cancellationToken);
        var next = PlanCalendar.Next(plan, slot, now, zone);
        if (next.Utc - now <= TimeSpan.FromHours(plan.Ahead))
            await drafts.MakeAsync(plan, slot, next, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenCalmAsync(time, stoppingToken);
            var cleaned = DateTime.MinValue;
            while (!stoppingToken.IsCancellationRequested)
            {
                var now = time.GetUtcNow().UtcDateTime;
                var pause = LongestSleep;
                var changed = changes.Next;
                try
                {
                    await RunAsync(stoppingToken);
                    pause = await PauseAsync(now, stoppingToken);
                    if (now - cleaned > TimeSpan.FromHours(1))
                    {
                        await subscriptions.ForgetUnconfirmedAsync(stoppingToken);
                        cleaned = now;
                    }
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LogFailed(log, exception);
                }
                await Task.WhenAny(changed, Task.Delay(pause, time, stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    async Task<TimeSpan> PauseAsync(DateTime now, CancellationToken cancellationToken)
    {
        var zone = (await documents.GetAsync<SiteSettings>(cancellationToken)).TimeZone;
        var next = (await documents.GetAsync<DigestPlans>(cancellationToken)).Plans.Where(plan => plan.Enabled)
            .Select(plan => PlanCalendar.Next(plan, now, zone) - now).DefaultIfEmpty(LongestSleep).Min();
        return next < LongestSleep ? next : LongestSleep;
    }

    [LoggerMessage(LogLevel.Error, "The digest could not be composed; it is tried again in a minute.")]
    static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Error, "The digest {Plan} could not be composed; it is tried again in a minute.")]
    static partial void LogPlanFailed(ILogger logger, string plan, Exception exception);
}
