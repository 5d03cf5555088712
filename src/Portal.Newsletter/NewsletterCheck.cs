using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Portal.Content.Hosting;
using Portal.Content.Storage;
using Portal.Newsletter.Bounces;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Mail;

namespace Portal.Newsletter;

/// <summary>Says on the health page how mail leaves the site, and what waits for a decision.</summary>
sealed class NewsletterCheck(IDbContextFactory<PortalDbContext> databases, SmtpOptions smtp, MailHealth health, MailOutbox outbox, TimeProvider time, IStringLocalizer texts) : ISiteCheck
{
    const string Page = "/Admin/Newsletter";

    public async Task<IReadOnlyList<CheckResult>> LookAsync(CancellationToken cancellationToken)
    {
        var results = new List<CheckResult>
        {
            smtp.Host.Length == 0
                ? new(CheckState.Notice, texts["Mail"], texts["No mail server is configured (Portal:Smtp:Host). Mail is written to files in {0}.", outbox.Folder], Page)
                : health.Trouble is { } trouble
                    ? new(CheckState.Trouble, texts["Mail"], texts["{0} Mail waits. Check Portal:Smtp.", trouble], Page)
                    : new(CheckState.Well, texts["Mail"], texts["Mail goes to {0}.", $"{smtp.Host}:{smtp.Port}"]),
        };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var late = await db.Set<IssueRecord>().CountAsync(issue => issue.State == IssueState.Held, cancellationToken);
        if (late > 0)
            results.Add(new(CheckState.Notice, texts["Newsletter"], texts["Issues that came too late and wait for a decision: {0}. Send them or drop them.", late], Page));
        var doubtful = await db.Set<DeliveryRecord>().CountAsync(row => row.State == DeliveryState.Held && row.Reason == DeliveryReason.InDoubt, cancellationToken);
        if (doubtful > 0)
            results.Add(new(CheckState.Notice, texts["Newsletter"], texts["Mails of which it is not known whether the server took them: {0}. They are held: send them again or take them for sent.", doubtful], Page));
        if (await ComplaintsAsync(db, cancellationToken) is { } complaints)
            results.Add(complaints);
        return results;
    }

    async Task<CheckResult?> ComplaintsAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().UtcDateTime.AddDays(-30);
        var rate = await ComplaintRate.ReadAsync(db.Set<BounceRecord>().Where(row => row.ReportedUtc >= since), db.Set<DeliveryRecord>().Where(row => row.DateUtc >= since), cancellationToken);
        return rate switch
        {
            { IsHarmful: true } => new(CheckState.Trouble, texts["Complaints"], texts["{0} of {1} mails of the last 30 days were called unwanted. Large providers refuse senders above 0.3 %: write only to people who asked for it, and look where their consent came from.", rate.Complaints, rate.Sent], Page),
            { IsNotable: true } => new(CheckState.Notice, texts["Complaints"], texts["{0} of {1} mails of the last 30 days were called unwanted. Above 0.1 % large providers begin to mistrust a sender.", rate.Complaints, rate.Sent], Page),
            _ => null,
        };
    }
}
