using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Hosting;

namespace Portal.Newsletter.Bounces;

/// <summary>Looks into the mailbox for reports from time to time.</summary>
sealed partial class ReportService(ReportMailbox mailbox, ImapOptions options, SiteReadiness readiness, TimeProvider time, ILogger<ReportService> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenCalmAsync(time, stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    await mailbox.ReadAsync(stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                {
                    LogFailed(log, options.Host, options.Port, exception.Message);
                }
                await Task.Delay(TimeSpan.FromSeconds(Math.Clamp(options.IntervalSeconds, 10, 86_400)), time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    [LoggerMessage(LogLevel.Warning, "The mailbox for reports at {Host}:{Port} can't be read: {Reason} It is tried again later.")]
    static partial void LogFailed(ILogger logger, string host, int port, string reason);
}
