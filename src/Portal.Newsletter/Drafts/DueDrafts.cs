using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Letters;
using Portal.Newsletter.Plans;

namespace Portal.Newsletter.Drafts;

/// <summary>
/// Lets drafts and letters go whose hour has come. What an editor approved is a row: whoever dies after that, another goes on, and the
/// draft becomes an issue in one transaction with its ledger.
/// </summary>
sealed class DueDrafts(IDbContextFactory<PortalDbContext> databases, UnitOfWork work, DigestComposer composer, LetterComposer letters, SiteDocuments documents, TimeProvider time)
{
    /// <summary>Lets all go that may.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await StopAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        List<IssueRecord> due;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
            due = await db.Set<IssueRecord>().AsNoTracking().Where(issue => issue.State == IssueState.Draft && issue.DueUtc <= now && (!issue.MustApprove || issue.ApprovedUtc != null))
                .OrderBy(issue => issue.DueUtc).Take(100).ToListAsync(cancellationToken);
        foreach (var draft in due)
        {
            if (await ComposeAsync(draft, cancellationToken) is null)
                await CloseAsync(draft, cancellationToken);
        }
    }

    /// <summary>
    /// Mails that the server deferred come back into the queue, perhaps after an editor paused or dropped their issue: they share its
    /// fate, so that its books close. Nothing claims them meanwhile.
    /// </summary>
    async Task StopAsync(CancellationToken cancellationToken)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            if (!await Strays(db, IssueState.Cancelled).AnyAsync(cancellationToken) && !await Strays(db, IssueState.Paused).AnyAsync(cancellationToken))
                return;
        }
        await work.RunAsync(WriteTurn.Background, ContentActor.System, async (scope, ct) =>
        {
            var now = scope.NowUtc;
            await Strays(scope.Db, IssueState.Cancelled).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Skipped).SetProperty(row => row.Reason, DeliveryReason.Cancelled).SetProperty(row => row.ChangedUtc, now), ct);
            await Strays(scope.Db, IssueState.Paused).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Held).SetProperty(row => row.Reason, DeliveryReason.Paused).SetProperty(row => row.ChangedUtc, now), ct);
        }, cancellationToken);
    }

    static IQueryable<DeliveryRecord> Strays(PortalDbContext db, IssueState state) => db.Set<DeliveryRecord>()
        .Where(row => row.State == DeliveryState.Queued && row.Kind == DeliveryKind.Digest && db.Set<IssueRecord>().Any(issue => issue.Id == row.IssueId && issue.State == state));

    async Task<IssueRecord?> ComposeAsync(IssueRecord draft, CancellationToken cancellationToken)
    {
        if (draft.PlanId == IssuePlans.Letters)
            return await letters.ComposeAsync(draft, cancellationToken);
        // A plan that was removed meanwhile: its last draft still goes to those of its rhythm.
        var plan = (await documents.GetAsync<DigestPlans>(cancellationToken)).Find(draft.PlanId) ?? new DigestPlan { Id = draft.PlanId, Name = draft.PlanId, Rhythm = draft.Plan };
        var slot = PlanCalendar.Slots(plan).FirstOrDefault(slot => slot.Number == draft.Slot, new(draft.Slot, plan.Weekday));
        return await composer.ComposeAsync(plan, slot, new(draft.DueUtc, draft.Period), cancellationToken);
    }

    // Nobody is left to get it: it would lie on the desk for ever.
    Task CloseAsync(IssueRecord draft, CancellationToken cancellationToken) => work.RunAsync(WriteTurn.Background, ContentActor.System, async (scope, ct) =>
    {
        var (id, stamp, now) = (draft.Id, draft.Stamp, scope.NowUtc);
        await scope.Db.Set<IssueRecord>().Where(issue => issue.Id == id && issue.Stamp == stamp && issue.State == IssueState.Draft)
            .ExecuteUpdateAsync(set => set.SetProperty(issue => issue.State, IssueState.Finished).SetProperty(issue => issue.FinishedUtc, now).SetProperty(issue => issue.Stamp, stamp + 1), ct);
    }, cancellationToken);
}
