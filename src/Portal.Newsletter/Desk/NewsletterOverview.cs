using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Newsletter.Bounces;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Desk;

/// <summary>An issue with its books.</summary>
sealed record IssueLine(IssueRecord Issue, DeliveryBalance Balance);

/// <summary>A held mail by name.</summary>
sealed record HeldLine(long Id, string IssueId, string Address, string Period, string? Reply, DateTime ChangedUtc);

/// <summary>How many subscribers there are.</summary>
sealed record SubscriberCounts(int Daily, int Weekly, int Searches, int Pending, int Unsubscribed)
{
    /// <summary>Everybody who is subscribed, in whatever rhythm.</summary>
    public int Confirmed { get; init; }
}

/// <summary>A digest that is due.</summary>
sealed record DueDigest(string Name, DateTime DueUtc);

/// <summary>What goes out next, and what came back.</summary>
/// <param name="Digests">The next issue of each plan, the soonest first.</param>
/// <param name="Stopped">Issues that are paused or came too late, the newest first.</param>
/// <param name="Drafts">Drafts and letters that lie on the desk, the soonest first.</param>
/// <param name="Bounced">Mails that came back in the last seven days.</param>
sealed record MailOutlook(IReadOnlyList<DueDigest> Digests, IReadOnlyList<IssueRecord> Stopped, IReadOnlyList<IssueRecord> Drafts, int Bounced);

/// <summary>Reads what the desk and the command line show.</summary>
sealed class NewsletterOverview(IDbContextFactory<PortalDbContext> databases, SiteDocuments documents, TimeProvider time)
{
    /// <summary>The newest issues, newest first.</summary>
    public async Task<IReadOnlyList<IssueLine>> IssuesAsync(int count, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var issues = await db.Set<IssueRecord>().AsNoTracking().Where(issue => issue.State != IssueState.Draft).OrderByDescending(issue => issue.ComposedUtc).Take(count).ToListAsync(cancellationToken);
        var lines = new List<IssueLine>(issues.Count);
        foreach (var issue in issues)
            lines.Add(new(issue, await DeliveryRecovery.ReadBalanceAsync(db, issue, cancellationToken)));
        return lines;
    }

    /// <summary>The books of one issue.</summary>
    public async Task<IssueLine?> IssueAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<IssueRecord>().AsNoTracking().FirstOrDefaultAsync(issue => issue.Id == id, cancellationToken) is { } found
            ? new(found, await DeliveryRecovery.ReadBalanceAsync(db, found, cancellationToken))
            : null;
    }

    /// <summary>The held issue of a plan, newest first; null where none is held.</summary>
    public async Task<IssueRecord?> HeldIssueAsync(string planId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<IssueRecord>().AsNoTracking().Where(issue => issue.PlanId == planId && issue.State == IssueState.Held)
            .OrderByDescending(issue => issue.DueUtc).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Mails of which nobody knows whether they were taken.</summary>
    public async Task<IReadOnlyList<HeldLine>> HeldAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await (
            from row in db.Set<DeliveryRecord>()
            where row.State == DeliveryState.Held && row.Reason == DeliveryReason.InDoubt
            join subscriber in db.Set<SubscriberRecord>() on row.SubscriberId equals subscriber.Id into people
            from person in people.DefaultIfEmpty()
            join issue in db.Set<IssueRecord>() on row.IssueId equals issue.Id into issues
            from of in issues.DefaultIfEmpty()
            orderby row.Id
            select new HeldLine(row.Id, row.IssueId, person == null ? "" : person.Address, of == null ? "" : of.Period, row.Reply, row.ChangedUtc)).Take(1000).ToListAsync(cancellationToken);
    }

    /// <summary>How many subscribers there are.</summary>
    public async Task<SubscriberCounts> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var groups = await db.Set<SubscriberRecord>().GroupBy(one => new { one.State, one.Rhythm })
            .Select(group => new { group.Key.State, group.Key.Rhythm, Count = group.Count() }).ToListAsync(cancellationToken);
        return new(
            groups.Where(one => one is { State: SubscriberState.Confirmed, Rhythm: DigestRhythm.Daily }).Sum(one => one.Count),
            groups.Where(one => one is { State: SubscriberState.Confirmed, Rhythm: DigestRhythm.Weekly }).Sum(one => one.Count),
            groups.Where(one => one is { State: SubscriberState.Confirmed, Rhythm: DigestRhythm.Searches }).Sum(one => one.Count),
            groups.Where(one => one.State == SubscriberState.Pending).Sum(one => one.Count),
            groups.Where(one => one.State == SubscriberState.Unsubscribed).Sum(one => one.Count))
        {
            Confirmed = groups.Where(one => one.State == SubscriberState.Confirmed).Sum(one => one.Count),
        };
    }

    /// <summary>What goes out next, a few of each.</summary>
    public async Task<MailOutlook> OutlookAsync(int count, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().UtcDateTime.AddDays(-7);
        var next = await NextAsync(cancellationToken);
        var plans = await documents.GetAsync<DigestPlans>(cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var drafts = await db.Set<IssueRecord>().AsNoTracking().Where(issue => issue.State == IssueState.Draft).OrderBy(issue => issue.DueUtc).Take(count).ToListAsync(cancellationToken);
        var stopped = await db.Set<IssueRecord>().AsNoTracking().Where(issue => issue.State == IssueState.Paused || issue.State == IssueState.Held).OrderByDescending(issue => issue.DueUtc).Take(count).ToListAsync(cancellationToken);
        var bounced = await db.Set<BounceRecord>().CountAsync(bounce => bounce.ReportedUtc >= since, cancellationToken);
        var due = plans.Plans.Where(plan => plan.Enabled).Select(plan => new DueDigest(plan.Name, next[plan.Id]));
        return new([.. due.OrderBy(digest => digest.DueUtc).Take(count)], stopped, drafts, bounced);
    }

    /// <summary>When the next issue of the first plan of a rhythm is due.</summary>
    public async Task<DateTime> NextAsync(DigestRhythm rhythm, CancellationToken cancellationToken)
    {
        if ((await documents.GetAsync<DigestPlans>(cancellationToken)).Of(rhythm) is { } plan)
            return (await NextAsync(cancellationToken))[plan.Id];
        return PlanCalendar.Next(DigestPlans.Empty.Of(rhythm)!, time.GetUtcNow().UtcDateTime, (await documents.GetAsync<SiteSettings>(cancellationToken)).TimeZone);
    }

    /// <summary>When the next issue of each plan is due. One that an editor sent ahead of its hour is none any more.</summary>
    public async Task<IReadOnlyDictionary<string, DateTime>> NextAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var zone = (await documents.GetAsync<SiteSettings>(cancellationToken)).TimeZone;
        var since = now.AddHours(-PlanLimits.MostHoursAhead);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var gone = (await db.Set<IssueRecord>().Where(issue => issue.State != IssueState.Draft && issue.ComposedUtc >= since).Select(issue => new { issue.PlanId, issue.Period }).ToListAsync(cancellationToken))
            .Select(issue => (issue.PlanId, issue.Period)).ToHashSet();
        return (await documents.GetAsync<DigestPlans>(cancellationToken)).Plans.ToDictionary(plan => plan.Id, plan => PlanCalendar.Slots(plan).Min(slot => Next(plan, slot)), StringComparer.Ordinal);

        DateTime Next(DigestPlan plan, PlanSlot slot)
        {
            var due = PlanCalendar.Next(plan, slot, now, zone);
            return gone.Contains((plan.Id, due.Period)) ? PlanCalendar.Next(plan, slot, due.Utc, zone).Utc : due.Utc;
        }
    }
}
