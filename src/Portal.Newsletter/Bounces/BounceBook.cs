using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Mail;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Bounces;

/// <summary>
/// Keeps reports and draws the consequences: a mailbox that does not exist and a complaint end the subscription at once; three issues in
/// a row that could not be put into a mailbox, over at least a week, do so too. A refusal of us or of what we wrote ends nobody's.
/// </summary>
sealed partial class BounceBook(Suppressions suppressions, ILogger<BounceBook> log)
{
    /// <summary>Soft bounces in a row that end a subscription …</summary>
    public const int SoftLimit = 3;

    /// <summary>… where between the first and the last lies at least so much time.</summary>
    public static readonly TimeSpan SoftSpan = TimeSpan.FromDays(7);

    /// <summary>A report may come so long after the mail: a queue gives up after five days.</summary>
    static readonly TimeSpan ReportsComeWithin = TimeSpan.FromDays(5);

    /// <summary>Notes what a server refused to our face.</summary>
    public async Task NoteRefusalsAsync(WriteScope scope, IEnumerable<Settlement> settlements, CancellationToken cancellationToken)
    {
        foreach (var settlement in settlements)
        {
            if (settlement.Outcome is not { Result: MailResult.Refused, IsAboutRecipient: true })
                continue;
            var row = await scope.Db.Set<DeliveryRecord>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == settlement.Id, cancellationToken);
            if (row is not null)
                await AddAsync(scope, row, FormattableString.Invariant($"smtp:{row.Id}:{settlement.Attempts}"), BounceClass.Of(BounceClass.StatusIn(settlement.Reply), settlement.Reply), BounceClass.StatusIn(settlement.Reply), settlement.Reply, cancellationToken);
        }
    }

    /// <summary>Keeps a report; the same report once more does nothing.</summary>
    /// <returns>False where it was known.</returns>
    public async Task<bool> AddAsync(WriteScope scope, DeliveryRecord delivery, string key, BounceKind kind, string status, string diagnostic, CancellationToken cancellationToken)
    {
        var db = scope.Db;
        if (await db.Set<BounceRecord>().AnyAsync(row => row.Key == key, cancellationToken))
            return false;
        db.Add(new BounceRecord
        {
            Key = key,
            DeliveryId = delivery.Id,
            IssueId = delivery.IssueId,
            SubscriberId = delivery.SubscriberId,
            Kind = kind,
            Status = status.Length > 16 ? status[..16] : status,
            Diagnostic = Settlement.OneLine(diagnostic),
            ReportedUtc = scope.NowUtc,
        });
        await db.SaveChangesAsync(cancellationToken);
        if (kind is BounceKind.Hard or BounceKind.Complaint || (kind == BounceKind.Soft && await IsWornOutAsync(scope, delivery.SubscriberId, cancellationToken)))
            await EndAsync(scope, delivery.SubscriberId, kind, diagnostic, cancellationToken);
        else if (kind == BounceKind.Policy)
            LogPolicy(log, delivery.MessageId, status, diagnostic);
        if (kind == BounceKind.Complaint)
            await ComplaintAlarm.LookAsync(scope, delivery.IssueId, log, cancellationToken);
        return true;
    }

    // Issues of this person from the newest back: those that came back softly count, one that did not come back in time ends the row.
    static async Task<bool> IsWornOutAsync(WriteScope scope, string subscriberId, CancellationToken cancellationToken)
    {
        var settled = scope.NowUtc - ReportsComeWithin;
        // Whoever subscribed anew, or is written to again by an editor's word, begins anew.
        var since = await scope.Db.Set<SubscriberEventRecord>().Where(row => row.SubscriberId == subscriberId && row.Kind == SubscriberEventKind.Confirmed)
            .MaxAsync(row => (DateTime?)row.AtUtc, cancellationToken) ?? default;
        var issues = await (
            from delivery in scope.Db.Set<DeliveryRecord>()
            where delivery.SubscriberId == subscriberId && delivery.Kind == DeliveryKind.Digest && delivery.DateUtc >= since && (delivery.State == DeliveryState.Sent || delivery.State == DeliveryState.Failed)
            orderby delivery.Id descending
            select new
            {
                delivery.IssueId,
                delivery.DateUtc,
                Came = delivery.State == DeliveryState.Sent && !scope.Db.Set<BounceRecord>().Any(bounce => bounce.DeliveryId == delivery.Id),
                Soft = scope.Db.Set<BounceRecord>().Any(bounce => bounce.DeliveryId == delivery.Id && bounce.Kind == BounceKind.Soft),
            }).Take(50).ToListAsync(cancellationToken);
        var row = issues.TakeWhile(issue => !(issue.Came && issue.DateUtc < settled)).Where(issue => issue.Soft).DistinctBy(issue => issue.IssueId, StringComparer.Ordinal).ToList();
        return row.Count >= SoftLimit && row[0].DateUtc - row[^1].DateUtc >= SoftSpan;
    }

    async Task EndAsync(WriteScope scope, string subscriberId, BounceKind kind, string diagnostic, CancellationToken cancellationToken)
    {
        var subscriber = await scope.Db.Set<SubscriberRecord>().FirstOrDefaultAsync(one => one.Id == subscriberId, cancellationToken);
        // A complaint of somebody whose mail came back before: no editor may write again.
        var mayEnd = subscriber is { State: SubscriberState.Confirmed }
            || (kind == BounceKind.Complaint && subscriber is not null && await SubscriberHistory.LastChangeAsync(scope.Db, subscriberId, cancellationToken) == SubscriberEventKind.Bounced);
        if (subscriber is null || !mayEnd)
            return;
        await suppressions.AddAsync(scope, subscriber.AddressKey, kind == BounceKind.Complaint ? SuppressionReason.Complained : SuppressionReason.Bounced, Settlement.OneLine(diagnostic), cancellationToken);
        await scope.Db.SaveChangesAsync(cancellationToken);
        LogEnded(log, subscriberId, kind);
    }

    [LoggerMessage(LogLevel.Warning, "The receiver of {MessageId} refuses us ({Status}): {Diagnostic}. Look at SPF, DKIM, DMARC and the reputation of the mail server; nobody is taken off the list for it.")]
    static partial void LogPolicy(ILogger logger, string messageId, string status, string diagnostic);

    [LoggerMessage(LogLevel.Information, "The subscription of {Subscriber} has ended: {Kind}.")]
    static partial void LogEnded(ILogger logger, string subscriber, BounceKind kind);
}
