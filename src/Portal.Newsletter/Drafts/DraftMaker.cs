using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Audience;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Plans;

namespace Portal.Newsletter.Drafts;

/// <summary>Lays drafts of the next issues on the desk, ahead of their hour.</summary>
sealed partial class DraftMaker(IDbContextFactory<PortalDbContext> databases, UnitOfWork work, DigestOutline outline, Segments segments, TimeProvider time, ILogger<DraftMaker> log)
{
    /// <summary>Makes the draft of an issue unless it, or the issue, is there, or nobody is to get it.</summary>
    public async Task<IssueRecord?> MakeAsync(DigestPlan plan, PlanSlot slot, DigestDue due, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var (id, period) = (plan.Id, due.Period);
        if (await db.Set<IssueRecord>().AnyAsync(issue => issue.PlanId == id && issue.Period == period, cancellationToken)
            || !await Readers.Of(db, plan, slot, await segments.FindAsync(plan.Segment, cancellationToken), due.Utc > now ? now : due.Utc, now).AnyAsync(cancellationToken))
            return null;
        var since = await DigestComposer.SinceAsync(db, plan, slot, due.Utc, cancellationToken);
        var content = new IssueContent { Groups = [.. (await outline.BuildAsync(plan, since, now, cancellationToken)).Where(group => group.Items.Count > 0)] };
        var draft = new IssueRecord
        {
            Id = ContentIdentity.New(),
            PlanId = plan.Id,
            Plan = plan.Rhythm,
            Slot = slot.Number,
            Period = due.Period,
            DueUtc = due.Utc,
            ComposedUtc = now,
            SinceUtc = since,
            UntilUtc = now,
            State = IssueState.Draft,
            Content = content.Write(),
            Stamp = 1,
            MustApprove = plan.NeedsApproval,
        };
        try
        {
            await work.RunAsync(WriteTurn.Background, ContentActor.System, (scope, _) =>
            {
                scope.Db.Add(draft);
                return Task.CompletedTask;
            }, cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another node made it in the same moment.
            if (!await db.Set<IssueRecord>().AnyAsync(issue => issue.PlanId == id && issue.Period == period, cancellationToken))
                throw;
            return null;
        }
        LogMade(log, plan.Id, due.Period);
        return draft;
    }

    [LoggerMessage(LogLevel.Information, "The draft of the issue {Period} of the digest {Plan} lies on the desk.")]
    static partial void LogMade(ILogger logger, string plan, string period);
}
