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
        var paused = await db.Set<IssueRecord>().CountAsync(issue => issue.State == IssueState.Paused, cancellationToken);
        if (paused > 0)
            results.Add(new(CheckState.Notice, texts["Newsletter"], texts["Issues that were paused and stand still: {0}. Resume them or drop them.", paused], Page));
        results.AddRange(await FaultyAsync(db, cancellationToken));
        var doubtful = await db.Set<DeliveryRecord>().CountAsync(row => row.State == DeliveryState.Held && row.Reason == DeliveryReason.InDoubt, cancellationToken);
        if (doubtful > 0)
            results.Add(new(CheckState.Notice, texts["Newsletter"], texts["Mails of which it is not known whether the server took them: {0}. They are held: send them again or take them for sent.", doubtful], Page + "?tab=doubtful"));
        if (await ComplaintsAsync(db, cancellationToken) is { } complaints)
            results.Add(complaints);
        return results;
    }

    // Drafts that nobody need approve, and that are still there after their hour.
    async Task<IEnumerable<CheckResult>> FaultyAsync(PortalDbContext db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var waiting = await db.Set<IssueRecord>().AsNoTracking().Where(issue => issue.State == IssueState.Draft && !issue.MustApprove && issue.ApprovedUtc == null && issue.DueUtc <= now)
            .OrderBy(issue => issue.DueUtc).Take(10).ToListAsync(cancellationToken);
        return from draft in waiting
               where IssueContent.Read(draft.Content).Hold is not null
               select new CheckResult(CheckState.Trouble, texts["Newsletter"], texts["The digest {0} did not go at its hour, as its mails have faults. Put them right, or approve it all the same.", draft.Period], $"{Page}/Issues/{draft.Id}");
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
