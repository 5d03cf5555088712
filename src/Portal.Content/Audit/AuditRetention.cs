using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Content.Documents;
using Portal.Content.Hosting;
using Portal.Content.Items;
using Portal.Content.Settings;
using Portal.Content.Storage;

namespace Portal.Content.Audit;

/// <summary>Once a day takes away what of the audit trail is older than the site wants to keep.</summary>
sealed partial class AuditRetention(UnitOfWork work, SiteDocuments documents, SiteReadiness readiness, TimeProvider time, ILogger<AuditRetention> log) : BackgroundService
{
    const int Batch = 1000;

    /// <summary>Takes away what is too old; says how many rows that were.</summary>
    public async Task<int> TrimAsync(CancellationToken cancellationToken)
    {
        if (AuditRetentionSettings.Of(await documents.GetAsync<SiteSettings>(cancellationToken)).Days is not { } days)
            return 0;
        var limit = time.GetUtcNow().UtcDateTime.AddDays(-days);
        for (var total = 0; ;)
        {
            var deleted = await work.RunAsync(WriteTurn.Background, ContentActor.System, (scope, ct) =>
                scope.Db.Set<AuditRecord>().Where(row => row.OccurredUtc < limit).OrderBy(row => row.OccurredUtc).Take(Batch).ExecuteDeleteAsync(ct), cancellationToken);
            total += deleted;
            if (deleted < Batch)
                return total;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.WhenCalmAsync(time, stoppingToken);
            while (true)
            {
                try
                {
                    await TrimAsync(stoppingToken);
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

    [LoggerMessage(LogLevel.Warning, "Old rows of the audit trail could not be taken away ({Reason}). It is tried again tomorrow.")]
    static partial void LogFailed(ILogger logger, string reason);
}
