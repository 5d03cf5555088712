using Microsoft.EntityFrameworkCore;
using Portal.Content.Hosting;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Mail;

namespace Portal.Newsletter;

/// <summary>Says on the health page how mail leaves the site, and what waits for a decision.</summary>
sealed class NewsletterCheck(IDbContextFactory<PortalDbContext> databases, SmtpOptions smtp, MailHealth health, MailOutbox outbox) : ISiteCheck
{
    const string Page = "/Admin/Newsletter";

    public async Task<IReadOnlyList<CheckResult>> LookAsync(CancellationToken cancellationToken)
    {
        var results = new List<CheckResult>
        {
            smtp.Host.Length == 0
                ? new(CheckState.Notice, "Mail", $"No mail server is configured (Portal:Smtp:Host). Mail is written to files in {outbox.Folder}.", Page)
                : health.Trouble is { } trouble
                    ? new(CheckState.Trouble, "Mail", $"{trouble} Mail waits. Check Portal:Smtp.", Page)
                    : new(CheckState.Well, "Mail", $"Mail goes to {smtp.Host}:{smtp.Port}."),
        };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var late = await db.Set<IssueRecord>().CountAsync(issue => issue.State == IssueState.Held, cancellationToken);
        if (late > 0)
            results.Add(new(CheckState.Notice, "Newsletter", $"{late} issue(s) came too late and wait for a decision: send them or drop them.", Page));
        var doubtful = await db.Set<DeliveryRecord>().CountAsync(row => row.State == DeliveryState.Held && row.Reason == DeliveryReason.InDoubt, cancellationToken);
        if (doubtful > 0)
            results.Add(new(CheckState.Notice, "Newsletter", $"Of {doubtful} mail(s) it is not known whether the server took them. They are held: send them again or take them for sent.", Page));
        return results;
    }
}
