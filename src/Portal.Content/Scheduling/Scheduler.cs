using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Content.Audit;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Content.Scheduling;

/// <summary>
/// Does what is due. Each deed is one transaction with the taking away of its row: of two nodes one does it, and a node that dies
/// before the commit leaves the row for the next one. Thread-safe.
/// </summary>
public sealed partial class Scheduler(IDbContextFactory<PortalDbContext> databases, UnitOfWork work, TimeProvider time, ILogger<Scheduler> log)
{
    const int Batch = 100;

    static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Does what is due; says when the next thing is, or null where nothing waits.</summary>
    public async Task<DateTime?> RunDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var due = await db.Set<ScheduleRecord>().AsNoTracking().Where(row => row.NextTryUtc <= now).OrderBy(row => row.NextTryUtc).Take(Batch).ToListAsync(cancellationToken);
        foreach (var one in due)
        {
            try
            {
                await work.RunAsync(WriteTurn.Background, new(one.ActorId, one.ActorName), (scope, ct) => CarryOutAsync(scope, one, ct), cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(log, exception, one.Action, one.ContentItemId, exception.Message);
                await PostponeAsync(one, cancellationToken);
            }
        }
        return await db.Set<ScheduleRecord>().OrderBy(row => row.NextTryUtc).Select(row => (DateTime?)row.NextTryUtc).FirstOrDefaultAsync(cancellationToken);
    }

    static async Task CarryOutAsync(WriteScope scope, ScheduleRecord one, CancellationToken cancellationToken)
    {
        var taken = await scope.Db.Set<ScheduleRecord>()
            .Where(row => row.ContentItemId == one.ContentItemId && row.Action == one.Action && row.DueUtc == one.DueUtc)
            .ExecuteDeleteAsync(cancellationToken);
        // Another node did it, or an editor changed the time, while we were on the way.
        if (taken == 0)
            return;
        if (one.Action == ScheduledAction.Archive)
            await scope.Content.UnpublishAsync(one.ContentItemId, AuditEvent.UnpublishedOnSchedule, cancellationToken);
        else if (await scope.Content.GetLatestAsync(one.ContentItemId, cancellationToken) is { Published: false } draft && draft.PublishLater() == one.DueUtc)
            await scope.Content.PublishAsync(draft, AuditEvent.PublishedOnSchedule, cancellationToken);
    }

    // What fails now may fail again: it must neither be lost nor keep the rest waiting.
    Task PostponeAsync(ScheduleRecord one, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromSeconds(Math.Min(15 * Math.Pow(2, one.Failures), LongestPause.TotalSeconds));
        var next = time.GetUtcNow().UtcDateTime + pause;
        return work.RunAsync(WriteTurn.Background, ContentActor.System, (scope, ct) => scope.Db.Set<ScheduleRecord>()
            .Where(row => row.ContentItemId == one.ContentItemId && row.Action == one.Action && row.DueUtc == one.DueUtc)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextTryUtc, next).SetProperty(row => row.Failures, one.Failures + 1), ct), cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "{Action} of the content item {ContentItemId} at the time that was set failed and is tried again: {Reason}")]
    static partial void LogFailed(ILogger logger, Exception exception, ScheduledAction action, string contentItemId, string reason);
}
