using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Hosting;

namespace Portal.Newsletter.Readership;

/// <summary>Stores counts twice a minute and when the host stops. A host that dies loses what it counted since.</summary>
sealed partial class ReadershipService(ReadershipCounts counts, SiteReadiness readiness, TimeProvider time, ILogger<ReadershipService> log) : BackgroundService
{
    /// <summary>For so long counts stay in memory.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenCalmAsync(time, stoppingToken);
            while (true)
            {
                await Task.Delay(Every, time, stoppingToken);
                await FlushAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            if (!readiness.IsReady)
                return;
            using var patience = new CancellationTokenSource(LastWords);
            await FlushAsync(patience.Token);
        }
    }

    async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await counts.FlushAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(log, exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Counts of opened mails and followed links could not be stored. They are kept in memory and tried again in half a minute.")]
    static partial void LogFailed(ILogger logger, Exception exception);
}
