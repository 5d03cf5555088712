using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Hosting;

namespace Portal.Desk.Writing;

/// <summary>Once a day drops copies of unsaved text that nobody came back for.</summary>
sealed partial class RecoveryRetention(RecoveryCopies copies, SiteReadiness readiness, TimeProvider time, ILogger<RecoveryRetention> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenCalmAsync(time, stoppingToken);
            while (true)
            {
                try
                {
                    await copies.SweepAsync(stoppingToken);
                }
                catch (Exception exception) when (exception is System.Data.Common.DbException or DbUpdateException or InvalidOperationException)
                {
                    LogFailed(log, exception.Message);
                }
                await Task.Delay(TimeSpan.FromDays(1), time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Old copies of unsaved text could not be dropped ({Reason}). It is tried again tomorrow.")]
    static partial void LogFailed(ILogger logger, string reason);
}
