using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Settings;
using Portal.Content.Storage;
using Portal.Newsletter.Audience;
using Portal.Newsletter.Drafts;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Searches;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Digests;

/// <summary>Composes issues: who gets what, by topics and by saved searches.</summary>
sealed class DigestComposer(
    IDbContextFactory<PortalDbContext> databases, DigestOutline outline, DigestRefresh refresh, SearchFinds finds, IssueWriter writer, Segments segments, DraftHolds holds, SiteDocuments documents, NewsletterOptions options, TimeProvider time)
{
    // An item whose transaction was under way while the last issue was read would fall between two spans; what somebody has is left out anyway.
    internal static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    /// <summary>Composes an issue of the first plan of a rhythm.</summary>
    public async Task<IssueRecord?> ComposeAsync(DigestRhythm rhythm, DigestDue due, CancellationToken cancellationToken)
    {
        var plan = (await documents.GetAsync<DigestPlans>(cancellationToken)).Of(rhythm);
        return plan is null ? null : await ComposeAsync(plan, PlanCalendar.Slots(plan)[0], due, cancellationToken);
    }

    /// <summary>
    /// Composes the issue of a period, unless it is there or nobody is to get it; then null. One that is much too late is held. A draft
    /// goes out as the editors left it, once they have approved it or where they need not; one that nobody approved and whose mails have
    /// faults stays on the desk, and is returned as the draft that it is.
    /// </summary>
    public async Task<IssueRecord?> ComposeAsync(DigestPlan plan, PlanSlot slot, DigestDue due, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var draft = await db.Set<IssueRecord>().AsNoTracking().FirstOrDefaultAsync(issue => issue.PlanId == plan.Id && issue.Period == due.Period, cancellationToken);
        if (draft is not null && (draft.State != IssueState.Draft || (draft.MustApprove && draft.ApprovedUtc is null)))
            return null;
        // Nobody approved what was never made ahead: it waits on the desk first.
        if (draft is null && plan.NeedsApproval)
            return null;
        var readers = Readers.Of(db, plan, slot, await segments.FindAsync(plan.Segment, cancellationToken), due.Utc, now);
        if (!await readers.AnyAsync(cancellationToken))
            return null;
        // Somebody who chose a day on which nobody had a digest has not missed the one of last week.
        if (draft is null && slot.Number != 0 && now - due.Utc > TimeSpan.FromHours(options.LateHours) && !await WasInUseAsync(db, plan, slot, due.Utc, cancellationToken))
            return null;
        var since = draft?.SinceUtc ?? await SinceAsync(db, plan, slot, due.Utc, cancellationToken);
        var written = IssueContent.Read(draft?.Content) with { Hold = null };
        var (content, until) = draft is not null && written.Edited
            ? (await refresh.RunAsync(written, cancellationToken), draft.UntilUtc)
            : (written with { Groups = await outline.BuildAsync(plan, since, now, cancellationToken) }, now);
        if (draft is { ApprovedUtc: null } && await holds.KeepAsync(draft, content, cancellationToken))
            return draft;
        var audience = await Readers.ListAsync(readers, cancellationToken);
        var searches = await SearchesAsync(db, readers, cancellationToken);
        var found = await finds.FindAsync(searches, now, cancellationToken);
        var sentBefore = await SentItems.ReadAsync(db, Ids(content, found), readers, cancellationToken);
        var portions = Portions(plan, audience, content, searches, found, sentBefore);
        // Every quarter of an hour a row for everybody who is told nothing would fill the ledger with nothing.
        if (plan.Rhythm == DigestRhythm.AsItHappens && (portions = portions.FindAll(portion => portion.Groups.Count > 0)).Count == 0)
            return null;
        var issue = draft ?? new IssueRecord { Id = ContentIdentity.New(), PlanId = plan.Id, Plan = plan.Rhythm, Slot = slot.Number, Period = due.Period, DueUtc = due.Utc, ComposedUtc = now };
        (issue.ComposedUtc, issue.SinceUtc, issue.UntilUtc, issue.Audience) = (now, since, until, portions.Count);
        issue.Archived = plan.Archived;
        issue.State = draft?.ApprovedUtc is null && now - due.Utc > TimeSpan.FromHours(options.LateHours) ? IssueState.Held : IssueState.Open;
        // Approved at or after its hour it goes now: nobody's own hour is waited for any more.
        var frame = new IssueFrame(draft is not null && draft.ApprovedUtc >= draft.DueUtc ? plan with { AtReadersTime = false } : plan, content with { Groups = DigestGroups.First(content.Groups, plan.Most) });
        return await writer.WriteAsync(issue, frame, portions, [.. found.Keys], cancellationToken) ? issue : null;
    }

    /// <summary>From when on an issue tells: from where the last of its kind ended, or a period back.</summary>
    public static async Task<DateTime> SinceAsync(PortalDbContext db, DigestPlan plan, PlanSlot slot, DateTime dueUtc, CancellationToken cancellationToken)
    {
        var (id, number) = (plan.Id, slot.Number);
        var last = await db.Set<IssueRecord>()
            .Where(issue => issue.PlanId == id && issue.Slot == number && issue.State != IssueState.Draft && issue.State != IssueState.Cancelled)
            .OrderByDescending(issue => issue.UntilUtc).Select(issue => (DateTime?)issue.UntilUtc).FirstOrDefaultAsync(cancellationToken);
        var usual = dueUtc - PlanCalendar.Span(plan.Rhythm);
        return last - Overlap is not { } since ? usual : plan.Rhythm == DigestRhythm.AsItHappens && since < usual ? usual : since;
    }

    static Task<bool> WasInUseAsync(PortalDbContext db, DigestPlan plan, PlanSlot slot, DateTime dueUtc, CancellationToken cancellationToken)
    {
        var (id, number, before) = (plan.Id, slot.Number, dueUtc.AddDays(-8));
        return db.Set<IssueRecord>().AnyAsync(issue => issue.PlanId == id && issue.Slot == number && issue.DueUtc >= before, cancellationToken);
    }

    static List<Portion> Portions(
        DigestPlan plan, List<Recipient> audience, IssueContent content, List<SavedSearchRecord> searches,
        IReadOnlyDictionary<SavedSearchRecord, IReadOnlyList<DigestItem>> found, Dictionary<string, HashSet<string>> sentBefore)
    {
        var bySubscriber = searches.ToLookup(search => search.SubscriberId, StringComparer.Ordinal);
        // Most people choose alike and had the same: what they read is worked out once.
        var alike = new Dictionary<string, IReadOnlyList<DigestGroup>>(StringComparer.Ordinal);
        var named = new Dictionary<HashSet<string>, string>(ReferenceEqualityComparer.Instance);
        return [.. audience.Select(recipient => new Portion(recipient, Choose(recipient)))];

        IReadOnlyList<DigestGroup> Choose(Recipient recipient)
        {
            var had = sentBefore.GetValueOrDefault(recipient.Id);
            // What somebody follows comes first, and does not come again below.
            var sections = SearchFinds.Sections(bySubscriber[recipient.Id], found, had);
            if (sections.Count > 0 || plan.Rhythm == DigestRhythm.AsItHappens)
            {
                HashSet<string> told = [.. sections.SelectMany(section => section.Items).Select(item => item.Id), .. had ?? []];
                return [.. sections, .. DigestGroups.Choose(Since(content.Groups, recipient), recipient.Choice, told, plan.Most)];
            }
            var key = $"{recipient.Topics}|{recipient.Regions}|{recipient.Sources}|{(had is null ? "" : Named(had))}";
            if (!alike.TryGetValue(key, out var chosen))
                alike[key] = chosen = DigestGroups.Choose(content.Groups, recipient.Choice, had, plan.Most);
            return chosen;
        }

        string Named(HashSet<string> had) => named.TryGetValue(had, out var known) ? known : named[had] = string.Join(' ', had.Order(StringComparer.Ordinal));

        // Whoever has just come is not told the hours before.
        IReadOnlyList<DigestGroup> Since(IReadOnlyList<DigestGroup> groups, Recipient recipient) => plan.Rhythm != DigestRhythm.AsItHappens ? groups
            : [.. groups.Select(group => group with { Items = [.. group.Items.Where(item => item.CameUtc > recipient.ConfirmedUtc)] })];
    }

    static List<string> Ids(IssueContent content, IReadOnlyDictionary<SavedSearchRecord, IReadOnlyList<DigestItem>> found) =>
        [.. content.Items.Concat(found.Values.SelectMany(some => some)).SelectMany(item => item.All()).SelectMany(item => item.Reports.Prepend(item.Id)).Distinct(StringComparer.Ordinal)];

    static Task<List<SavedSearchRecord>> SearchesAsync(PortalDbContext db, IQueryable<SubscriberRecord> people, CancellationToken cancellationToken) => (
        from search in db.Set<SavedSearchRecord>().AsNoTracking()
        join subscriber in people on search.SubscriberId equals subscriber.Id
        where search.Delivery == SearchDelivery.InDigest
        orderby search.CreatedUtc, search.Id
        select search).ToListAsync(cancellationToken);
}
