using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Hosting;

namespace Portal.Feeds.WebSub;

/// <summary>Subscribes and renews in the background.</summary>
sealed partial class HubService(HubSubscriptions subscriptions, SiteReadiness readiness, TimeProvider time, ILogger<HubService> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenCalmAsync(time, stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    if (await subscriptions.RunAsync(20, stoppingToken) > 0)
                        continue;
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LogFailed(log, exception.Message);
                }
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what is due is still in the table.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Hubs could not be asked ({Reason}). They are asked again.")]
    static partial void LogFailed(ILogger logger, string reason);
}
