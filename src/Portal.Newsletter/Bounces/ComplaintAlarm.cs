using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;

namespace Portal.Newsletter.Bounces;

/// <summary>
/// Stops an issue of which so many readers complain that large providers would soon refuse all mail of the sender: they ask for less than
/// 0.3 % (Gmail and Yahoo, rules for bulk senders), and advise 0.1 %.
/// </summary>
static partial class ComplaintAlarm
{
    /// <summary>Fewer complaints than this say nothing, whatever part of the mails they are.</summary>
    public const int Fewest = 3;

    /// <summary>Part of the mails from which on somebody should know.</summary>
    public const double Notice = .001;

    /// <summary>Part of the mails from which on an issue is stopped.</summary>
    public const double Stop = .003;

    /// <summary>Looks at an issue after a complaint.</summary>
    public static async Task LookAsync(WriteScope scope, string issueId, ILogger log, CancellationToken cancellationToken)
    {
        var complaints = await scope.Db.Set<BounceRecord>().Where(row => row.IssueId == issueId && row.Kind == BounceKind.Complaint).Select(row => row.DeliveryId).Distinct().CountAsync(cancellationToken);
        if (complaints < Fewest || await scope.Db.Set<IssueRecord>().FirstOrDefaultAsync(one => one.Id == issueId, cancellationToken) is not { State: IssueState.Open } issue)
            return;
        var sent = await scope.Db.Set<DeliveryRecord>().CountAsync(row => row.IssueId == issueId && row.State == DeliveryState.Sent, cancellationToken);
        if (complaints < sent * Stop)
            return;
        await IssuePause.StopAsync(scope, issue, cancellationToken);
        issue.Stamp++;
        await scope.Db.SaveChangesAsync(cancellationToken);
        LogStopped(log, issueId, complaints, sent);
    }

    [LoggerMessage(LogLevel.Warning, "The issue {Issue} is paused: {Complaints} of {Sent} readers called it unwanted. Look at whom it is sent to before you resume it.")]
    static partial void LogStopped(ILogger logger, string issue, int complaints, int sent);
}
