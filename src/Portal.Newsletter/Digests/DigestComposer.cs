using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Searches;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>Composes issues: who gets what, by topics and by saved searches.</summary>
sealed class DigestComposer(IDbContextFactory<PortalDbContext> databases, DigestItems items, SearchFinds finds, IssueWriter writer, NewsletterOptions options, TimeProvider time)
{
    // An item whose transaction was under way while the last issue was read would fall between two spans; what somebody has is left out anyway.
    internal static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    /// <summary>
    /// Composes the issue of a period, unless it is there or nobody is to get it; then null. One that is much too late is held.
    /// </summary>
    public async Task<IssueRecord?> ComposeAsync(DigestRhythm plan, DigestDue due, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<IssueRecord>().AnyAsync(issue => issue.Plan == plan && issue.Period == due.Period, cancellationToken))
            return null;
        // Who came after the hour has the next one.
        var audience = await db.Set<SubscriberRecord>().AsNoTracking()
            .Where(one => one.State == SubscriberState.Confirmed && one.Rhythm == plan && one.ConfirmedUtc <= due.Utc)
            .OrderBy(one => one.Id).Select(one => new Recipient(one.Id, one.Topics, one.Language)).ToListAsync(cancellationToken);
        if (audience.Count == 0)
            return null;
        var last = await db.Set<IssueRecord>().Where(issue => issue.Plan == plan).OrderByDescending(issue => issue.UntilUtc)
            .Select(issue => (DateTime?)issue.UntilUtc).FirstOrDefaultAsync(cancellationToken);
        var since = last - Overlap ?? due.Utc.AddDays(-DigestCalendar.Days(plan));
        var material = await items.ReadAsync(since, now, cancellationToken);
        var searches = await SearchesAsync(db, plan, due, cancellationToken);
        var found = await finds.FindAsync(searches, now, cancellationToken);
        var people = db.Set<SubscriberRecord>().Where(one => one.Rhythm == plan && one.State == SubscriberState.Confirmed);
        var sentBefore = await SentItems.ReadAsync(db, [.. material.Items.Concat(found.Values.SelectMany(some => some)).Select(item => item.Id).Distinct(StringComparer.Ordinal)], people, cancellationToken);
        var issue = new IssueRecord
        {
            Id = ContentIdentity.New(),
            Plan = plan,
            Period = due.Period,
            DueUtc = due.Utc,
            ComposedUtc = now,
            SinceUtc = since,
            UntilUtc = now,
            Audience = audience.Count,
            State = now - due.Utc > TimeSpan.FromHours(options.LateHours) ? IssueState.Held : IssueState.Open,
        };
        var bySubscriber = searches.ToLookup(search => search.SubscriberId, StringComparer.Ordinal);
        List<Portion> portions = [.. audience.Select(recipient => new Portion(recipient, Choose(recipient, material, bySubscriber[recipient.Id], found, sentBefore.GetValueOrDefault(recipient.Id))))];
        return await writer.WriteAsync(issue, portions, [.. found.Keys], cancellationToken) ? issue : null;
    }

    // What somebody follows comes first, and does not come again below.
    static List<DigestGroup> Choose(
        Recipient recipient, DigestMaterial material, IEnumerable<SavedSearchRecord> searches, IReadOnlyDictionary<SavedSearchRecord, IReadOnlyList<DigestItem>> found, HashSet<string>? sentBefore)
    {
        var sections = SearchFinds.Sections(searches, found, sentBefore);
        HashSet<string> told = sections.Count == 0 ? sentBefore ?? [] : [.. sections.SelectMany(section => section.Items).Select(item => item.Id), .. sentBefore ?? []];
        return [.. sections, .. DigestGroups.Choose(material, recipient.Topics, told)];
    }

    static Task<List<SavedSearchRecord>> SearchesAsync(PortalDbContext db, DigestRhythm plan, DigestDue due, CancellationToken cancellationToken) => (
        from search in db.Set<SavedSearchRecord>().AsNoTracking()
        join subscriber in db.Set<SubscriberRecord>() on search.SubscriberId equals subscriber.Id
        where search.Delivery == SearchDelivery.InDigest && subscriber.State == SubscriberState.Confirmed && subscriber.Rhythm == plan && subscriber.ConfirmedUtc <= due.Utc
        orderby search.CreatedUtc, search.Id
        select search).ToListAsync(cancellationToken);
}
