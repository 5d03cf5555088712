using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MimeKit;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Mail;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Bounces;

/// <summary>Takes in mails from the mailbox for reports, each in a transaction of its own; the same mail again changes nothing.</summary>
sealed partial class ReportIntake(BounceBook book, ReportTokens tokens, SmtpOptions smtp, UnitOfWork work, ILogger<ReportIntake> log)
{
    /// <summary>Takes a mail in.</summary>
    /// <returns>What it was; <see cref="ReportKind.Nothing"/> also where its token is forged.</returns>
    public async Task<ReportKind> TakeAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        var report = MailReport.Read(message, smtp);
        if (report.Kind == ReportKind.Nothing)
            return report.Kind;
        if (await tokens.ReadAsync(report.Token, cancellationToken) is not { } id)
        {
            LogForged(log, report.Kind);
            return ReportKind.Nothing;
        }
        return await work.RunAsync(WriteTurn.Background, ContentActor.System, async (scope, ct) =>
        {
            if (await scope.Db.Set<DeliveryRecord>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } delivery)
                return ReportKind.Nothing;
            switch (report.Kind)
            {
                case ReportKind.Unsubscribe:
                    await LeaveAsync(scope, delivery, ct);
                    break;
                case ReportKind.Complaint:
                    await book.AddAsync(scope, delivery, report.Key, BounceKind.Complaint, report.Status, report.Diagnostic, ct);
                    break;
                default:
                    await book.AddAsync(scope, delivery, report.Key, BounceClass.Of(report.Status, report.Diagnostic), report.Status, report.Diagnostic, ct);
                    break;
            }
            return report.Kind;
        }, cancellationToken);
    }

    static async Task LeaveAsync(WriteScope scope, DeliveryRecord delivery, CancellationToken cancellationToken)
    {
        var subscriber = await scope.Db.Set<SubscriberRecord>().FirstOrDefaultAsync(one => one.Id == delivery.SubscriberId, cancellationToken);
        // A wish from before a new subscription does not end that one.
        if (subscriber is { State: not SubscriberState.Pending } && !(subscriber.ConfirmedUtc > delivery.DateUtc))
            await Subscriptions.LeaveAsync(scope, subscriber, "", "", cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "A mail in the mailbox for reports names a delivery by a token that is not ours ({Kind}); it is left alone.")]
    static partial void LogForged(ILogger logger, ReportKind kind);
}
