using Microsoft.EntityFrameworkCore;
using Portal.Content.Documents;
using Portal.Content.Items;
using Portal.Content.Storage;

namespace Portal.Newsletter.Plans;

/// <summary>A plan was not stored; the message is an English sentence for people.</summary>
sealed class PlanRefusedException(string message) : Exception(message);

/// <summary>What editors do with plans. Each deed throws <see cref="PlanRefusedException"/> where it is not stored.</summary>
sealed class PlanActions(UnitOfWork work, SiteDocuments documents, TimeProvider time)
{
    const string Changed = "Somebody else changed the digests in the meantime. Look at them again, and repeat your change.";

    public ValueTask<DigestPlans> ReadAsync(CancellationToken cancellationToken) => documents.GetAsync<DigestPlans>(cancellationToken);

    /// <summary>Adds a plan, or puts it in the place of the one that the editor saw.</summary>
    public Task SaveAsync(DigestPlan? before, DigestPlan after, ContentActor actor, CancellationToken cancellationToken) => ChangeAsync(plans =>
    {
        if (PlanLimits.Problem(after) is { } problem)
            throw new PlanRefusedException(problem);
        if (before is null && plans.Find(after.Id) is not null)
            throw new PlanRefusedException("Another digest has this short name.");
        if (before is not null && !Same(plans.Find(before.Id), before))
            throw new PlanRefusedException(Changed);
        if (before is null && plans.Plans.Count >= PlanLimits.MostPlans)
            throw new PlanRefusedException("There are as many digests as can be.");
        return plans.With(after with { SinceUtc = before is not null && before.IsTimedLike(after) ? before.SinceUtc : time.GetUtcNow().UtcDateTime });
    }, actor, cancellationToken);

    /// <summary>Removes the plan that the editor saw; its issues stay.</summary>
    public Task RemoveAsync(DigestPlan plan, ContentActor actor, CancellationToken cancellationToken) =>
        ChangeAsync(plans => Same(plans.Find(plan.Id), plan) ? plans.Without(plan.Id) : throw new PlanRefusedException(Changed), actor, cancellationToken);

    /// <summary>Says whether search engines may keep the archive.</summary>
    public Task SetIndexedAsync(bool indexed, ContentActor actor, CancellationToken cancellationToken) =>
        ChangeAsync(plans => plans with { ArchiveIndexed = indexed }, actor, cancellationToken);

    /// <summary>Says whether it is counted how often mails are opened and their links followed.</summary>
    public Task SetCountsReadingAsync(bool counts, ContentActor actor, CancellationToken cancellationToken) =>
        ChangeAsync(plans => plans with { CountsReading = counts }, actor, cancellationToken);

    async Task ChangeAsync(Func<DigestPlans, DigestPlans> change, ContentActor actor, CancellationToken cancellationToken)
    {
        try
        {
            await work.RunAsync(WriteTurn.Person, actor, (scope, ct) => scope.UpdateDocumentAsync(change, ct), cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another node stored the document in the same moment.
            throw new PlanRefusedException(Changed);
        }
    }

    // Records with lists are equal by their text.
    static bool Same(DigestPlan? stored, DigestPlan seen) => stored is not null && Text(stored) == Text(seen);

    static string Text(DigestPlan plan) => System.Text.Json.JsonSerializer.Serialize(plan, PlanJson.Default.DigestPlan);
}
