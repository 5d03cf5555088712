using System.Security.Claims;
using Portal.Content.Documents;
using Portal.Content.People;
using Portal.Content.Storage;
using Portal.Desk.Settings;
using Portal.Desk.Shell;

namespace Portal.Desk.Tour;

/// <summary>How a step stands.</summary>
enum StepState
{
    /// <summary>It waits.</summary>
    Open,

    /// <summary>The site shows that it was done.</summary>
    Done,

    /// <summary>Somebody chose to leave it out.</summary>
    LeftOut,
}

/// <summary>The tour as one person sees it.</summary>
/// <param name="Steps">The steps that the person can take, in their order.</param>
/// <param name="Over">Whether it is not offered any more.</param>
sealed record TourStanding(IReadOnlyList<(TourStep Step, StepState State)> Steps, bool Over)
{
    /// <summary>Steps that are done.</summary>
    public int Done => Steps.Count(one => one.State == StepState.Done);

    /// <summary>The first step that waits, beginning behind the named one; null for none.</summary>
    public TourStep? Next(string? after = null)
    {
        var behind = Steps.SkipWhile(one => after is not null && one.Step.Name != after);
        return behind.Concat(Steps).FirstOrDefault(one => one.State == StepState.Open && one.Step.Name != after).Step;
    }
}

/// <summary>The tour of a new administrator's first hour. It can be left at any time: what is done shows in the site itself.</summary>
sealed class FirstHour(IEnumerable<ITourProof> proofs, UnitOfWork work, SiteDocuments documents)
{
    /// <summary>Whether the tour is not offered any more.</summary>
    public async Task<bool> IsOverAsync(CancellationToken cancellationToken) => (await documents.GetAsync<TourProgress>(cancellationToken)).Over;

    /// <summary>Looks how far the site is. With no step left to do the tour is over for good: an article that is deleted later does not bring it back.</summary>
    public async Task<TourStanding> LookAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var progress = await documents.GetAsync<TourProgress>(cancellationToken);
        var standing = new List<(TourStep, StepState)>();
        foreach (var (step, proof) in proofs.Select(proof => (proof.Step, proof)).Where(one => person.HasPermission(one.Step.Permission)).OrderBy(one => one.Step.Order))
            standing.Add((step, await proof.IsDoneAsync(cancellationToken) ? StepState.Done : progress.LeftOut.Contains(step.Name, StringComparer.Ordinal) ? StepState.LeftOut : StepState.Open));
        var over = progress.Over;
        // Whoever sees only some of the steps can't tell that all are done.
        if (!over && standing.Count == proofs.Count() && standing.TrueForAll(one => one.Item2 != StepState.Open))
        {
            await EndAsync(person, cancellationToken);
            over = true;
        }
        return new(standing, over);
    }

    /// <summary>Leaves a step out, or takes it up again.</summary>
    /// <exception cref="SettingsRefusedException">The person may not change the settings.</exception>
    public Task LeaveOutAsync(ClaimsPrincipal person, string name, bool leftOut, CancellationToken cancellationToken) => ChangeAsync(person, progress =>
        progress with { LeftOut = [.. progress.LeftOut.Where(one => one != name), .. leftOut && proofs.Any(proof => proof.Step.Name == name) ? [name] : Array.Empty<string>()] }, cancellationToken);

    /// <summary>The tour is not offered any more; its page stays.</summary>
    /// <exception cref="SettingsRefusedException">The person may not change the settings.</exception>
    public Task EndAsync(ClaimsPrincipal person, CancellationToken cancellationToken) => ChangeAsync(person, progress => progress with { Over = true }, cancellationToken);

    Task ChangeAsync(ClaimsPrincipal person, Func<TourProgress, TourProgress> change, CancellationToken cancellationToken) =>
        !person.HasPermission(Permissions.ManageSettings)
            ? throw new SettingsRefusedException("Your roles don’t allow you to change the settings.")
            : work.RunAsync(WriteTurn.Person, person.Actor(), (scope, ct) => scope.UpdateDocumentAsync(change, ct), cancellationToken);
}
