using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Content.Storage;

namespace Portal.Content.Journal;

/// <summary>On PostgreSQL: hears of commits of other nodes (LISTEN) and wakes this node's readers. They poll as well, so a lost connection only delays.</summary>
sealed partial class JournalNotifications(StorageOptions storage, JournalSignal signal, TimeProvider time, ILogger<JournalNotifications> log) : BackgroundService
{
    public const string Channel = "portal_journal";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(storage.EffectiveConnectionString);
                connection.Notification += (_, _) => signal.Raise();
                await connection.OpenAsync(stoppingToken);
                await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                while (true)
                    await connection.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or System.IO.IOException or InvalidOperationException or TimeoutException)
            {
                LogLost(log, exception.Message);
                try
                {
                    await Task.Delay(TimeSpan.FromSeconds(5), time, stoppingToken);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The connection that hears of other nodes' changes was lost ({Reason}). Changes are noticed by polling until it is back.")]
    static partial void LogLost(ILogger logger, string reason);
}
