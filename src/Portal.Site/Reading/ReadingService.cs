using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Hosting;

namespace Portal.Site.Reading;

/// <summary>Writes counts once a minute and looks every few minutes what is read most, on each node.</summary>
sealed partial class ReadingService(MostRead reading, SiteReadiness readiness, TimeProvider time, ILogger<ReadingService> log) : BackgroundService
{
    static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    /// <summary>Turns between two looks at the order.</summary>
    const int TurnsPerLook = 5;

    /// <summary>Turns between two times that old counts are forgotten.</summary>
    const int TurnsPerForgetting = 60 * 12;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenCalmAsync(time, stoppingToken);
            for (var turn = 0; ; turn++)
            {
                await TurnAsync(turn, stoppingToken);
                await Task.Delay(Turn, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>Writes what is still in memory before the host ends.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(reading.WriteAsync, cancellationToken);
    }

    async Task TurnAsync(int turn, CancellationToken cancellationToken)
    {
        await TryAsync(reading.WriteAsync, cancellationToken);
        if (turn % TurnsPerLook == 0)
            await TryAsync(reading.RefreshAsync, cancellationToken);
        if (turn % TurnsPerForgetting == 1)
            await TryAsync(reading.ForgetAsync, cancellationToken);
    }

    async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(log, exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "What is read could not be counted in the database; it is tried again in a minute.")]
    static partial void LogFailed(ILogger logger, Exception exception);
}
