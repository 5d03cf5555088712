using Microsoft.EntityFrameworkCore;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Readership;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Drafts;

/// <summary>What became of an issue: its books, when it was delivered, and who left after it. Of reading, there are sums at most.</summary>
/// <param name="Balance">The books.</param>
/// <param name="Hours">Mails delivered in each hour, in order.</param>
/// <param name="Left">Readers who left within a week after they got it, and got nothing else in between.</param>
/// <param name="InDoubt">Mails that wait for somebody to decide whether they are sent again.</param>
/// <param name="Opened">How often mails were opened; null where nothing was counted.</param>
/// <param name="Links">The links that were followed, the most followed first.</param>
sealed record IssueFigures(DeliveryBalance Balance, IReadOnlyList<HourCount> Hours, int Left, int InDoubt, int? Opened, IReadOnlyList<LinkCount> Links);

/// <summary>How often a link was followed.</summary>
sealed record LinkCount(string Url, int Count);

/// <summary>Mails of an hour.</summary>
sealed record HourCount(DateTime HourUtc, int Mails);

/// <summary>Reads the figures of issues.</summary>
sealed class IssueFiguresReader(IDbContextFactory<PortalDbContext> databases)
{
    const int LeavingDays = 7;
    const int MostLinks = 30;

    public async Task<IssueFigures> ReadAsync(IssueRecord issue, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var id = issue.Id;
        var sent = db.Set<DeliveryRecord>().Where(row => row.IssueId == id && row.State == DeliveryState.Sent);
        var hours = await sent.GroupBy(row => new { row.ChangedUtc.Year, row.ChangedUtc.Month, row.ChangedUtc.Day, row.ChangedUtc.Hour })
            .Select(group => new { group.Key, Mails = group.Count() }).ToListAsync(cancellationToken);
        var left = await (
            from row in sent
            join reader in db.Set<SubscriberRecord>() on row.SubscriberId equals reader.Id
            where reader.UnsubscribedUtc >= row.ChangedUtc && reader.UnsubscribedUtc < row.ChangedUtc.AddDays(LeavingDays)
                && !db.Set<DeliveryRecord>().Any(later => later.SubscriberId == row.SubscriberId && later.Id > row.Id && later.State == DeliveryState.Sent && later.ChangedUtc <= reader.UnsubscribedUtc)
            select row.Id).CountAsync(cancellationToken);
        var doubtful = await db.Set<DeliveryRecord>().CountAsync(row => row.IssueId == id && row.State == DeliveryState.Held && row.Reason == DeliveryReason.InDoubt, cancellationToken);
        var links = db.Set<IssueLinkRecord>().Where(link => link.IssueId == id);
        var opened = await links.Where(link => link.Number == IssueLinkRecord.Opening).Select(link => (int?)link.Count).FirstOrDefaultAsync(cancellationToken);
        var followed = await links.Where(link => link.Number != IssueLinkRecord.Opening && link.Count > 0).OrderByDescending(link => link.Count).ThenBy(link => link.Number).Take(MostLinks)
            .Select(link => new LinkCount(link.Url, link.Count)).ToListAsync(cancellationToken);
        return new(await DeliveryRecovery.ReadBalanceAsync(db, issue, cancellationToken),
            [.. hours.Select(hour => new HourCount(new(hour.Key.Year, hour.Key.Month, hour.Key.Day, hour.Key.Hour, 0, 0, DateTimeKind.Utc), hour.Mails)).OrderBy(hour => hour.HourUtc)], left, doubtful, opened, followed);
    }
}
