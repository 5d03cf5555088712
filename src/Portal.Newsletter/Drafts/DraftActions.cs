using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Content.Items;
using Portal.Content.Storage;
using Portal.Newsletter.Checks;
using Portal.Newsletter.Delivery;
using Portal.Newsletter.Digests;
using Portal.Newsletter.Letters;
using Portal.Newsletter.Plans;
using Portal.Newsletter.Subscribing;

namespace Portal.Newsletter.Drafts;

/// <summary>An issue was not changed; the message is an English sentence for people.</summary>
sealed class DraftRefusedException(string message) : Exception(message)
{
    /// <summary>Somebody else was faster.</summary>
    public static DraftRefusedException Changed() => new("Somebody else changed this issue in the meantime. Your text is still here: copy what you need, then load the issue again.");
}

/// <summary>An issue was not approved, as its mails have faults that nobody has decided about.</summary>
/// <param name="faults">What is wrong.</param>
sealed class IssueFaultsException(IReadOnlyList<MailFinding> faults) : Exception("The mails of the issue have faults.")
{
    /// <summary>What is wrong.</summary>
    public IReadOnlyList<MailFinding> Faults { get; } = faults;
}

/// <summary>
/// What editors do with an issue. Each deed names the stamp of what the editor saw, and throws <see cref="DraftRefusedException"/> where
/// the issue is another by now: nothing of anybody's is written over.
/// </summary>
sealed class DraftActions(IDbContextFactory<PortalDbContext> databases, UnitOfWork work, DueDrafts due, IssueChecks checks, DeliverySignal signal, TimeProvider time)
{
    /// <summary>The issue, or null.</summary>
    public async Task<IssueRecord?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<IssueRecord>().AsNoTracking().FirstOrDefaultAsync(issue => issue.Id == id, cancellationToken);
    }

    /// <summary>Issues that lie on the desk, the next first.</summary>
    public async Task<IReadOnlyList<IssueRecord>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<IssueRecord>().AsNoTracking().Where(issue => issue.State == IssueState.Draft).OrderBy(issue => issue.DueUtc).Take(200).ToListAsync(cancellationToken);
    }

    /// <summary>Begins a letter.</summary>
    public async Task<IssueRecord> BeginLetterAsync(ContentActor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var letter = new IssueRecord
        {
            Id = ContentIdentity.New(),
            PlanId = IssuePlans.Letters,
            Plan = DigestRhythm.Searches,
            Period = now.ToString("'letter-'yyyyMMddHHmmssfff", CultureInfo.InvariantCulture),
            DueUtc = now,
            ComposedUtc = now,
            SinceUtc = now,
            UntilUtc = now,
            State = IssueState.Draft,
            Content = new IssueContent { Audience = new(), Edited = true }.Write(),
            Stamp = 1,
            MustApprove = true,
        };
        await work.RunAsync(WriteTurn.Person, actor, (scope, _) =>
        {
            scope.Db.Add(letter);
            return Task.CompletedTask;
        }, cancellationToken);
        return letter;
    }

    /// <summary>Stores what an editor wrote. What was approved before must be approved again where approval is asked for.</summary>
    public Task<IssueRecord> SaveAsync(string id, int stamp, IssueContent content, DateTime dueUtc, bool archived, ContentActor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, stamp, IssueState.Draft, actor, issue =>
        {
            Check(content);
            // What kept it is looked at anew.
            (issue.Content, issue.ApprovedUtc, issue.ApprovedBy) = ((content with { Hold = null }).Write(), null, null);
            // The hour of a plan's issue is the plan's; a letter has its own.
            if (issue.PlanId == IssuePlans.Letters)
                (issue.DueUtc, issue.Archived) = (dueUtc, archived);
        }, cancellationToken);

    /// <summary>Approves a draft: it goes at its hour, or now where that is past.</summary>
    /// <param name="id">The draft.</param>
    /// <param name="stamp">What the editor saw.</param>
    /// <param name="now">Whether it goes now, whatever its hour.</param>
    /// <param name="despiteFaults">Whether the editor has decided that it goes although something is wrong; that is kept with the issue.</param>
    /// <param name="actor">The editor.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="IssueFaultsException">Something is wrong, and nobody has decided so.</exception>
    public async Task<IssueRecord> ApproveAsync(string id, int stamp, bool now, bool despiteFaults, ContentActor actor, CancellationToken cancellationToken)
    {
        // Looked at before the transaction: mails are drawn for it. The stamp says that it is still the same.
        if (await FindAsync(id, cancellationToken) is not { State: IssueState.Draft } seen || seen.Stamp != stamp)
            throw DraftRefusedException.Changed();
        var content = IssueContent.Read(seen.Content);
        if (seen.PlanId == IssuePlans.Letters && !content.Words.Values.Any(words => words is { Subject.Length: > 0, Word.Length: > 0 }))
            throw new DraftRefusedException("A letter needs a subject and a text in the same language.");
        var faults = Known(await checks.FaultsAsync(seen, content, cancellationToken), content.Hold);
        if (faults.Count > 0 && !despiteFaults)
            throw new IssueFaultsException(faults);
        var issue = await ChangeAsync(id, stamp, IssueState.Draft, actor, draft =>
        {
            var at = time.GetUtcNow().UtcDateTime;
            (draft.ApprovedUtc, draft.ApprovedBy) = (at, Shown(actor));
            if (now && draft.DueUtc > at)
                draft.DueUtc = at;
            if (faults.Count > 0)
                draft.Content = (content with { Exceptions = [.. content.Exceptions, new(at, Shown(actor), [.. faults.Select(fault => fault.Kept)])], Hold = null }).Write();
        }, cancellationToken);
        await due.RunAsync(cancellationToken);
        return await FindAsync(id, cancellationToken) ?? issue;
    }

    /// <summary>Keeps a draft from going before somebody approves it.</summary>
    public Task<IssueRecord> HoldAsync(string id, int stamp, ContentActor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, stamp, IssueState.Draft, actor, draft => (draft.MustApprove, draft.ApprovedUtc, draft.ApprovedBy) = (true, null, null), cancellationToken);

    /// <summary>Lets the draft of a plan go at its hour without approval.</summary>
    public Task<IssueRecord> LetGoAsync(string id, int stamp, ContentActor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, stamp, IssueState.Draft, actor, draft => draft.MustApprove = draft.PlanId == IssuePlans.Letters, cancellationToken);

    /// <summary>Drops a draft, or what is left of an issue on its way: nobody else gets it.</summary>
    public Task<IssueRecord> CancelAsync(string id, int stamp, ContentActor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, stamp, null, actor, async (scope, issue, ct) =>
        {
            if (issue.State is IssueState.Finished or IssueState.Cancelled)
                throw DraftRefusedException.Changed();
            (issue.State, issue.FinishedUtc) = (IssueState.Cancelled, scope.NowUtc);
            var now = scope.NowUtc;
            await Rows(scope, id).Where(row => row.State == DeliveryState.Queued || (row.State == DeliveryState.Held && row.Reason != DeliveryReason.InDoubt))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Skipped).SetProperty(row => row.Reason, DeliveryReason.Cancelled).SetProperty(row => row.ChangedUtc, now)
                    .SetProperty(row => row.LeaseOwner, (string?)null).SetProperty(row => row.LeaseUntilUtc, (DateTime?)null), ct);
        }, cancellationToken);

    /// <summary>Stops the delivery; what is on the wire is finished.</summary>
    public Task<IssueRecord> PauseAsync(string id, int stamp, ContentActor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, stamp, IssueState.Open, actor, IssuePause.StopAsync, cancellationToken);

    /// <summary>Goes on where it was paused.</summary>
    public async Task<IssueRecord> ResumeAsync(string id, int stamp, ContentActor actor, CancellationToken cancellationToken)
    {
        var issue = await ChangeAsync(id, stamp, IssueState.Paused, actor, async (scope, paused, ct) =>
        {
            paused.State = IssueState.Open;
            var now = scope.NowUtc;
            await Rows(scope, id).Where(row => row.State == DeliveryState.Held && row.Reason == DeliveryReason.Paused)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Queued).SetProperty(row => row.Reason, (string?)null).SetProperty(row => row.ChangedUtc, now), ct);
        }, cancellationToken);
        signal.Raise();
        return issue;
    }

    static IQueryable<DeliveryRecord> Rows(WriteScope scope, string issueId) => scope.Db.Set<DeliveryRecord>().Where(row => row.IssueId == issueId);

    static void Check(IssueContent content)
    {
        if (content.Words.Values.Any(words => words.Subject.Length > IssueWords.MaxSubject || words.Word.Length > IssueWords.MaxWord))
            throw new DraftRefusedException("A subject has at most 200 characters, and a text at most 20,000.");
        if (content.Words.Values.Any(words => words.Subject.Any(char.IsControl)))
            throw new DraftRefusedException("A subject is one line.");
        if (content.Items.Count() > 400)
            throw new DraftRefusedException("An issue holds at most 400 items.");
    }

    // What came in since the draft was made goes along with it, and may be what is wrong.
    static IReadOnlyList<MailFinding> Known(IReadOnlyList<MailFinding> faults, IssueHold? hold) =>
        [.. faults.Concat((hold?.Faults ?? []).Select(fault => new MailFinding("held", true, fault.Message, [.. fault.Arguments]))).DistinctBy(fault => (fault.Message, string.Join('|', fault.Kept.Arguments)))];

    static string Shown(ContentActor actor) => actor.Name.Length > 256 ? actor.Name[..256] : actor.Name;

    Task<IssueRecord> ChangeAsync(string id, int stamp, IssueState state, ContentActor actor, Action<IssueRecord> change, CancellationToken cancellationToken) =>
        ChangeAsync(id, stamp, state, actor, (_, issue, _) =>
        {
            change(issue);
            return Task.CompletedTask;
        }, cancellationToken);

    async Task<IssueRecord> ChangeAsync(string id, int stamp, IssueState? state, ContentActor actor, Func<WriteScope, IssueRecord, CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        try
        {
            return await work.RunAsync(WriteTurn.Person, actor, async (scope, ct) =>
            {
                var issue = await scope.Db.Set<IssueRecord>().FirstOrDefaultAsync(one => one.Id == id, ct);
                if (issue is null || issue.Stamp != stamp || (state is { } wanted && issue.State != wanted))
                    throw DraftRefusedException.Changed();
                await change(scope, issue, ct);
                issue.Stamp++;
                return issue;
            }, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw DraftRefusedException.Changed();
        }
    }
}
