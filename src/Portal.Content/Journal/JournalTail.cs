using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Hosting;

namespace Portal.Content.Journal;

/// <summary>Tells this node's observers what other nodes and command-line verbs committed. Its own commits come by a second time, which does no harm.</summary>
sealed partial class JournalTail(JournalReader journal, IEnumerable<IJournalObserver> observers, SiteReadiness readiness, TimeProvider time, ILogger<JournalTail> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            JournalPosition? from = null;
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    // The place is taken before pages are drawn, so that none is made of something older.
                    var position = from ??= await journal.HeadAsync(stoppingToken);
                    await readiness.WhenReadyAsync(stoppingToken);
                    var entries = await journal.WaitAsync(position, 500, stoppingToken);
                    foreach (var observer in observers)
                        observer.Committed(entries);
                    from = entries[^1].Position;
                }
                catch (Exception exception) when (exception is System.Data.Common.DbException or InvalidOperationException)
                {
                    LogFailed(log, exception.Message);
                    await Task.Delay(TimeSpan.FromSeconds(2), time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    [LoggerMessage(LogLevel.Warning, "The journal could not be read ({Reason}). It is tried again in two seconds.")]
    static partial void LogFailed(ILogger logger, string reason);
}
