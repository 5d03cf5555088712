using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Newsletter.Digests;

namespace Portal.Newsletter.Delivery;

/// <summary>Stops the delivery of an issue for a while; what is on the wire is finished.</summary>
static class IssuePause
{
    /// <summary>Marks the issue and holds what waits. The caller stores the issue.</summary>
    public static Task StopAsync(WriteScope scope, IssueRecord issue, CancellationToken cancellationToken)
    {
        issue.State = IssueState.Paused;
        var (id, now) = (issue.Id, scope.NowUtc);
        return scope.Db.Set<DeliveryRecord>().Where(row => row.IssueId == id && row.State == DeliveryState.Queued)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Held).SetProperty(row => row.Reason, DeliveryReason.Paused).SetProperty(row => row.ChangedUtc, now)
                .SetProperty(row => row.LeaseOwner, (string?)null).SetProperty(row => row.LeaseUntilUtc, (DateTime?)null), cancellationToken);
    }
}
