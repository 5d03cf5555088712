using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;

namespace Portal.Newsletter.Bounces;

/// <summary>Stops an issue of which so many readers complain that large providers would soon refuse all mail of the sender.</summary>
static partial class ComplaintAlarm
{
    /// <summary>Looks at an issue after a complaint.</summary>
    public static async Task LookAsync(WriteScope scope, string issueId, ILogger log, CancellationToken cancellationToken)
    {
        if (await scope.Db.Set<IssueRecord>().FirstOrDefaultAsync(one => one.Id == issueId, cancellationToken) is not { State: IssueState.Open } issue)
            return;
        var rate = await ComplaintRate.ReadAsync(scope.Db.Set<BounceRecord>().Where(row => row.IssueId == issueId), scope.Db.Set<DeliveryRecord>().Where(row => row.IssueId == issueId), cancellationToken);
        if (rate is not { IsHarmful: true })
            return;
        await IssuePause.StopAsync(scope, issue, cancellationToken);
        issue.Stamp++;
        await scope.Db.SaveChangesAsync(cancellationToken);
        LogStopped(log, issueId, rate.Complaints, rate.Sent);
    }

    [LoggerMessage(LogLevel.Warning, "The issue {Issue} is paused: {Complaints} of {Sent} readers called it unwanted. Look at whom it is sent to before you resume it.")]
    static partial void LogStopped(ILogger logger, string issue, int complaints, int sent);
}
