using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Hosting;

namespace Portal.Content.Scheduling;

/// <summary>Does what is due when it is due.</summary>
sealed partial class SchedulerService(Scheduler scheduler, SiteReadiness readiness, TimeProvider time, ILogger<SchedulerService> log) : BackgroundService
{
    /// <summary>A time set on another node, or by a command-line verb, goes unnoticed for at most so long.</summary>
    static readonly TimeSpan Look = TimeSpan.FromSeconds(15);

    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenCalmAsync(time, stoppingToken);
            while (true)
            {
                var pause = Look;
                try
                {
                    if (await scheduler.RunDueAsync(stoppingToken) - time.GetUtcNow().UtcDateTime is { } wait && wait < Look)
                        pause = wait > ShortestPause ? wait : ShortestPause;
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    LogFailed(log, exception.Message);
                }
                await Task.Delay(pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    [LoggerMessage(LogLevel.Warning, "What is to be published or hidden at a set time could not be looked up ({Reason}). It is tried again in a moment.")]
    static partial void LogFailed(ILogger logger, string reason);
}
