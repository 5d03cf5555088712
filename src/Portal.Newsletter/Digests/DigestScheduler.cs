using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Settings;
using Portal.Newsletter.Searches;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>Composes issues when they are due, on whichever node is first.</summary>
sealed partial class DigestScheduler(
    DigestComposer composer, AlertComposer alerts, Subscriptions subscriptions, SiteDocuments documents, SiteReadiness readiness, TimeProvider time, ILogger<DigestScheduler> log) : BackgroundService
{
    // Clocks are set and settings change: never sleep through to the next issue in one go.
    static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    /// <summary>Composes what is due and is not there yet.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var zone = (await documents.GetAsync<SiteSettings>(cancellationToken)).TimeZone;
        foreach (var rhythm in DigestCalendar.Plans)
            await composer.ComposeAsync(rhythm, DigestCalendar.Last(rhythm, time.GetUtcNow().UtcDateTime, zone), cancellationToken);
        await alerts.ComposeAsync(cancellationToken);
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
                await Task.Delay(pause, time, stoppingToken);
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
        var next = DigestCalendar.Plans.Min(rhythm => DigestCalendar.Next(rhythm, now, zone).Utc) - now;
        return next < LongestSleep ? next : LongestSleep;
    }

    [LoggerMessage(LogLevel.Error, "The digest could not be composed; it is tried again in a minute.")]
    static partial void LogFailed(ILogger logger, Exception exception);
}
