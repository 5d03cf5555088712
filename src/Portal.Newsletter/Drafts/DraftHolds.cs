using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Checks;
using Portal.Newsletter.Digests;

namespace Portal.Newsletter.Drafts;

/// <summary>
/// Keeps a draft from going at its hour where nobody approved it and its mails have faults. It is looked at again in each round: it goes
/// once it was put right, or once somebody approves it all the same.
/// </summary>
sealed partial class DraftHolds(IssueChecks checks, UnitOfWork work, TimeProvider time, ILogger<DraftHolds> log)
{
    /// <summary>Whether the draft has to wait; what is wrong is then kept with it, for the desk to tell.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="content">What it would say if it went now.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<bool> KeepAsync(IssueRecord draft, IssueContent content, CancellationToken cancellationToken)
    {
        List<IssueFault> faults = [.. (await checks.FaultsAsync(draft, content, cancellationToken)).Select(fault => fault.Kept)];
        if (faults.Count == 0)
            return false;
        var written = IssueContent.Read(draft.Content);
        var hold = new IssueHold(written.Hold?.Utc ?? time.GetUtcNow().UtcDateTime, faults);
        if (written.Hold is { } known && known.Faults.Select(Text).SequenceEqual(faults.Select(Text), StringComparer.Ordinal))
            return true;
        var (id, stamp, kept) = (draft.Id, draft.Stamp, (written with { Hold = hold }).Write());
        // The stamp stays: it is that of the editors, who see the same text as before.
        await work.RunAsync(WriteTurn.Background, ContentActor.System, (scope, ct) =>
            scope.Db.Set<IssueRecord>().Where(issue => issue.Id == id && issue.Stamp == stamp && issue.State == IssueState.Draft)
                .ExecuteUpdateAsync(set => set.SetProperty(issue => issue.Content, kept), ct), cancellationToken);
        LogHeld(log, draft.Period, draft.PlanId, Text(faults[0]));
        return true;
    }

    static string Text(IssueFault fault) => $"{fault.Message} {string.Join(' ', fault.Arguments)}";

    [LoggerMessage(LogLevel.Warning, "The issue {Period} of the digest {Plan} did not go at its hour, as its mails have faults: {Fault}. It goes once that is put right, or once an editor approves it all the same.")]
    static partial void LogHeld(ILogger logger, string period, string plan, string fault);
}
