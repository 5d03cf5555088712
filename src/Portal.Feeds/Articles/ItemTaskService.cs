using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Hosting;

namespace Portal.Feeds.Articles;

/// <summary>Does in the background what imported items need of the network.</summary>
sealed partial class ItemTaskService(ItemTasks tasks, SiteReadiness readiness, TimeProvider time, ILogger<ItemTaskService> log) : BackgroundService
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
                    if (await tasks.RunAsync(20, stoppingToken) > 0)
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

    [LoggerMessage(LogLevel.Warning, "Texts and pictures of news could not be fetched ({Reason}). They are tried again.")]
    static partial void LogFailed(ILogger logger, string reason);
}
