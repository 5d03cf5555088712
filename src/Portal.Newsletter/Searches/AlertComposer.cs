using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Searches;

/// <summary>
/// Composes mails of what saved searches found, for those who want it in a mail of its own. Each round is an issue, so that the same
/// ledger delivers it; nobody stands in it who is told nothing.
/// </summary>
sealed class AlertComposer(IDbContextFactory<PortalDbContext> databases, UnitOfWork work, SearchFinds finds, IssueWriter writer, SiteDocuments documents, TimeProvider time)
{
    /// <summary>How soon "at once" is: what comes in between stands in one mail.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromMinutes(10);

    /// <summary>Searches that are looked at in one round; the others come first in the next.</summary>
    const int Most = 1000;

    /// <summary>Looks at the searches that are due; null where nothing is to be told.</summary>
    public async Task<IssueRecord?> ComposeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (soon, day) = (now - Round, DigestCalendar.Last(DigestRhythm.Daily, now, (await documents.GetAsync<SiteSettings>(cancellationToken)).TimeZone).Utc);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var due = await (
            from search in db.Set<SavedSearchRecord>().AsNoTracking()
            join subscriber in db.Set<SubscriberRecord>() on search.SubscriberId equals subscriber.Id
            where subscriber.State == SubscriberState.Confirmed && (subscriber.PausedUntilUtc == null || subscriber.PausedUntilUtc <= now)
                && (search.Delivery == SearchDelivery.AtOnce && search.ToldUtc <= soon || search.Delivery == SearchDelivery.Daily && search.ToldUtc < day)
            orderby search.ToldUtc, search.Id
            select new { Search = search, Recipient = new Recipient(subscriber.Id, "", subscriber.Language) }).Take(Most).ToListAsync(cancellationToken);
        if (due.Count == 0)
            return null;
        var found = await finds.FindAsync(due.ConvertAll(one => one.Search), now, cancellationToken);
        List<string> ids = [.. due.Select(one => one.Recipient.Id).Distinct(StringComparer.Ordinal)];
        var sentBefore = await SentItems.ReadAsync(db, [.. found.Values.SelectMany(some => some).Select(item => item.Id).Distinct(StringComparer.Ordinal)],
            db.Set<SubscriberRecord>().Where(one => ids.Contains(one.Id)), cancellationToken);
        List<Portion> portions = [.. due.GroupBy(one => one.Recipient)
            .Select(group => new Portion(group.Key, SearchFinds.Sections(group.Select(one => one.Search).OrderBy(one => one.CreatedUtc), found, sentBefore.GetValueOrDefault(group.Key.Id))))
            .Where(portion => portion.Groups.Count > 0)];
        if (portions.Count == 0)
        {
            await PassAsync([.. found.Keys], now, cancellationToken);
            return null;
        }
        var issue = new IssueRecord
        {
            Id = ContentIdentity.New(),
            PlanId = IssuePlans.Searches,
            Plan = DigestRhythm.Searches,
            Period = now.ToString("'searches-'yyyyMMddHHmmssfff", CultureInfo.InvariantCulture),
            DueUtc = now,
            ComposedUtc = now,
            SinceUtc = due.Min(one => one.Search.ToldUtc),
            UntilUtc = now,
            Audience = portions.Count,
        };
        return await writer.WriteAsync(issue, IssueFrame.Searches, portions, [.. found.Keys], cancellationToken) ? issue : null;
    }

    async Task PassAsync(IReadOnlyCollection<SavedSearchRecord> searches, DateTime now, CancellationToken cancellationToken)
    {
        try
        {
            await work.RunAsync(WriteTurn.Background, ContentActor.System, (scope, _) =>
            {
                IssueWriter.Tell(scope, searches, now);
                return Task.CompletedTask;
            }, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // One of them was removed, or another node has told it: the next round looks again.
        }
    }
}
