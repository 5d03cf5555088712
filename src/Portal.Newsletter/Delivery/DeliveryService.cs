using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Hosting;

namespace Portal.Newsletter.Delivery;

/// <summary>Delivers in the background: at once when this node queued something, and every few seconds what others queued or what waited.</summary>
sealed partial class DeliveryService(Deliverer deliverer, DeliverySignal signal, SiteReadiness readiness, TimeProvider time, ILogger<DeliveryService> log) : BackgroundService
{
    static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenCalmAsync(time, stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                var next = signal.Next;
                try
                {
                    await deliverer.RunAsync(stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LogFailed(log, exception);
                }
                await Task.WhenAny(next, Task.Delay(PollInterval, time, stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what was on the wire is finished.
        }
    }

    [LoggerMessage(LogLevel.Error, "Delivery was interrupted; it goes on in a few seconds.")]
    static partial void LogFailed(ILogger logger, Exception exception);
}
