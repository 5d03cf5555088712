using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Hosting;

namespace Portal.Feeds.Importing;

/// <summary>Fetches the pictures of imported items in the background.</summary>
sealed partial class LeadImageService(LeadImages images, SiteReadiness readiness, TimeProvider time, ILogger<LeadImageService> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenCalmAsync(time, stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    if (await images.RunAsync(40, stoppingToken) > 0)
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
            // The host stops; what waits is still in the table.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Pictures of news could not be stored ({Reason}). They are tried again.")]
    static partial void LogFailed(ILogger logger, string reason);
}
