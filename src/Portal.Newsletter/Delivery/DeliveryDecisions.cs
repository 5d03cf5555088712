using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Digests;

namespace Portal.Newsletter.Delivery;

/// <summary>What a person decides about held deliveries.</summary>
sealed class DeliveryDecisions(UnitOfWork work, DeliverySignal signal)
{
    /// <summary>Lets a late issue go out now; returns how many mails that concerns.</summary>
    public async Task<int> ReleaseIssueAsync(string issueId, ContentActor actor, CancellationToken cancellationToken)
    {
        var released = await work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
        {
            if (await scope.Db.Set<IssueRecord>().FirstOrDefaultAsync(issue => issue.Id == issueId && issue.State == IssueState.Held, ct) is not { } issue)
                return 0;
            issue.State = IssueState.Open;
            return await QueueAsync(scope, row => row.Where(one => one.IssueId == issueId && one.Reason == DeliveryReason.Late), ct);
        }, cancellationToken);
        signal.Raise();
        return released;
    }

    /// <summary>Drops a late issue: nobody gets it.</summary>
    public Task<int> CancelIssueAsync(string issueId, ContentActor actor, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
        {
            if (await scope.Db.Set<IssueRecord>().FirstOrDefaultAsync(issue => issue.Id == issueId && issue.State == IssueState.Held, ct) is not { } issue)
                return 0;
            // What it told of stands in the next one.
            (issue.State, issue.FinishedUtc) = (IssueState.Cancelled, scope.NowUtc);
            var now = scope.NowUtc;
            return await scope.Db.Set<DeliveryRecord>().Where(row => row.IssueId == issueId && row.State == DeliveryState.Held)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Skipped).SetProperty(row => row.Reason, DeliveryReason.Cancelled).SetProperty(row => row.ChangedUtc, now), ct);
        }, cancellationToken);

    /// <summary>Sends a doubtful mail again, perhaps a second time.</summary>
    public async Task ReleaseAsync(long deliveryId, ContentActor actor, CancellationToken cancellationToken)
    {
        await work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
        {
            var issueId = await scope.Db.Set<DeliveryRecord>().Where(row => row.Id == deliveryId).Select(row => row.IssueId).FirstOrDefaultAsync(ct);
            if (await QueueAsync(scope, rows => rows.Where(one => one.Id == deliveryId), ct) == 1)
                await scope.Db.Set<IssueRecord>().Where(issue => issue.Id == issueId && issue.State == IssueState.Finished)
                    .ExecuteUpdateAsync(set => set.SetProperty(issue => issue.State, IssueState.Open), ct);
        }, cancellationToken);
        signal.Raise();
    }

    /// <summary>Takes a doubtful mail for sent.</summary>
    public Task SettleAsSentAsync(long deliveryId, ContentActor actor, CancellationToken cancellationToken) =>
        work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
        {
            var now = scope.NowUtc;
            await scope.Db.Set<DeliveryRecord>().Where(row => row.Id == deliveryId && row.State == DeliveryState.Held)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Sent).SetProperty(row => row.ChangedUtc, now), ct);
        }, cancellationToken);

    static Task<int> QueueAsync(WriteScope scope, Func<IQueryable<DeliveryRecord>, IQueryable<DeliveryRecord>> which, CancellationToken cancellationToken)
    {
        var now = scope.NowUtc;
        return which(scope.Db.Set<DeliveryRecord>()).Where(row => row.State == DeliveryState.Held)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Queued).SetProperty(row => row.NotBeforeUtc, now)
                .SetProperty(row => row.Reason, (string?)null).SetProperty(row => row.ChangedUtc, now), cancellationToken);
    }
}
